import { SdkError, type Transaction } from '@dealroute/core';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KnexTransaction, runOn } from '../../src/knex-transaction.js';
import { here, starting } from '../changes.js';
import { type Database, hostKnex } from '../databases.js';

const SAVED = { saved: true };
const REGRET = new Error('Changed my mind.');

/** What a storage does in a transaction that the host began. */
export function enlistingSuite(on: string, open: () => Promise<Database>): void {
  describe(`a host's own transaction on ${on}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
      await database.knex.schema.dropTableIfExists('deals');
      await database.knex.schema.createTable('deals', (table) => {
        table.string('id').primary();
      });
    });
    afterEach(() => database.teardown());

    const dealsOf = (): Promise<string[]> => database.knex('deals').orderBy('id').pluck('id');
    const addDeal = (trx: Knex, id: string): Promise<unknown> => trx('deals').insert({ id });
    const versionOf = async (process: string, transaction?: Transaction): Promise<number | undefined> =>
      (await database.store.load([{ ...here, process }], transaction))[0]?.version;

    test('commits with our writes', async () => {
      const { store } = database;
      await database.knex.transaction(async (trx) => {
        await addDeal(trx, 'before');
        const transaction = await store.enlist(trx);
        expect(await store.save([starting('p'), starting('q')], { transaction })).toEqual([SAVED, SAVED]);
        expect(await versionOf('p', transaction)).toBe(1);
        await addDeal(trx, 'after');
      });
      expect(await dealsOf()).toEqual(['after', 'before']);
      expect(await versionOf('p')).toBe(1);
    });

    test('B48: takes our writes back with its own', async () => {
      const { store } = database;
      const work = database.knex.transaction(async (trx) => {
        await addDeal(trx, 'before');
        await store.save([starting('p')], { transaction: await store.enlist(trx) });
        throw REGRET;
      });
      await expect(work).rejects.toBe(REGRET);
      expect(await dealsOf()).toEqual([]);
      expect(await versionOf('p')).toBeUndefined();
    });

    test('keeps its work when a change of ours fails, and can go on', async () => {
      const { store } = database;
      await store.save([starting('taken')]);
      await database.knex.transaction(async (trx) => {
        await addDeal(trx, 'before');
        const transaction = await store.enlist(trx);
        const clash = { ...starting('clash'), outbox: starting('taken').outbox };
        const [failed, good] = await store.save([clash, starting('good')], { transaction });
        expect(SdkError.is(failed, 'STORAGE_FAILED')).toBe(true);
        expect(good).toEqual(SAVED);
        const apply = () => Promise.reject(REGRET);
        expect(await store.save([starting('regretted')], { transaction, apply })).toEqual([REGRET]);
        await addDeal(trx, 'after');
      });
      expect(await dealsOf()).toEqual(['after', 'before']);
      expect(await versionOf('good')).toBe(1);
      expect(await versionOf('clash')).toBeUndefined();
      expect(await versionOf('regretted')).toBeUndefined();
    });

    test('gives `apply` a transaction in which a host writes with its Knex', async () => {
      const { store } = database;
      const apply = async (_: unknown, transaction: Transaction): Promise<void> => {
        const { knex } = transaction as KnexTransaction;
        await runOn(transaction as KnexTransaction, knex('deals').insert({ id: 'applied' }));
      };
      expect(await store.save([starting('alone')], { apply })).toEqual([SAVED]);
      expect(await dealsOf()).toEqual(['applied']);
      await database.knex('deals').delete();
      await database.knex.transaction(async (trx) => {
        await store.save([starting('p')], { transaction: await store.enlist(trx), apply });
      });
      expect(await dealsOf()).toEqual(['applied']);
    });

    test('is refused when it has ended, and when it ends with the object still in hand', async () => {
      const { store } = database;
      const trx = await database.knex.transaction();
      const transaction = await store.enlist(trx);
      await trx.commit();
      await expect(store.enlist(trx)).rejects.toSatisfy(isUnusable);
      const [answer] = await store.save([starting('p')], { transaction });
      expect(isUnusable(answer)).toBe(true);
      await expect(database.queries.task('t', { ...here, transaction })).rejects.toSatisfy(isUnusable);
    });

    test('is accepted from another Knex on the same database', async () => {
      const other = hostKnex(database.file);
      await other.transaction(async (trx) => {
        const transaction = await database.store.enlist(trx);
        expect(await database.store.save([starting('p')], { transaction })).toEqual([SAVED]);
      });
      expect(await versionOf('p')).toBe(1);
      await other.destroy();
    });

    test('may itself be a savepoint of a larger one', async () => {
      const { store } = database;
      await database.knex.transaction(async (outer) => {
        await outer
          .transaction(async (inner) => {
            await store.save([starting('dropped')], { transaction: await store.enlist(inner) });
            throw REGRET;
          })
          .catch(() => {});
        await store.save([starting('kept')], { transaction: await store.enlist(outer) });
      });
      expect(await versionOf('dropped')).toBeUndefined();
      expect(await versionOf('kept')).toBe(1);
    });
  });
}

const isUnusable = (error: unknown): boolean => SdkError.is(error, 'TRANSACTION_UNUSABLE');
