import { createEngine, SdkError, type Transaction } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knexStorage, transaction } from '../src/index.js';
import { completing, here, starting } from './changes.js';
import { type Database, hostKnex, newDatabase, openDatabase } from './databases.js';
import { enlistingSuite } from './suites/enlisting.js';

const SAVED = { saved: true };

enlistingSuite('SQLite', () => newDatabase(hostKnex));

describe("a host's own transaction on SQLite", () => {
  let database: Database;
  beforeEach(async () => {
    database = await newDatabase(hostKnex);
    await database.knex.schema.createTable('deals', (table) => {
      table.string('id').primary();
    });
  });
  afterEach(() => database.teardown());

  const versionOf = async (process: string, transaction?: Transaction): Promise<number | undefined> =>
    (await database.store.load([{ ...here, process }], transaction))[0]?.version;

  test('is told to restart when somebody wrote after its first read', async () => {
    const { store } = database;
    const first = starting('p');
    await store.save([first]);
    const other = await openDatabase(database.file, hostKnex);
    await database.knex.raw('PRAGMA journal_mode = WAL');
    await database.knex.transaction(async (trx) => {
      await trx('deals').select();
      expect(await other.store.save([completing(first)])).toEqual([SAVED]);
      const transaction = await store.enlist(trx);
      await expect(versionOf('p', transaction)).rejects.toSatisfy((error) =>
        SdkError.is(error, 'CONTENTION'),
      );
      const [answer] = await store.save([starting('q')], { transaction });
      expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
      expect((answer as Error).message).toMatch(/host/);
    });
    await other.teardown();
  });

  test('begun by transaction() is immediate, so that nobody writes between its first read and its first write', async () => {
    await database.knex.raw('PRAGMA journal_mode = WAL');
    const first = starting('p');
    await database.store.save([first]);
    const other = await openDatabase(database.file, undefined, 0);
    const engine = await createEngine({ plugins: [knexStorage({ knex: database.knex })], background: false });
    await transaction(engine, database.knex, async (trx) => {
      await trx('deals').select();
      const [answer] = await other.store.save([completing(first)]);
      expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
      await trx('deals').insert({ id: 'ours' });
    });
    expect(await database.knex('deals').pluck('id')).toEqual(['ours']);
    await engine.stop();
    await other.teardown();
  });

  test('locks what it loads, so that nobody writes before it ends', async () => {
    const { store } = database;
    await database.knex.raw('PRAGMA journal_mode = WAL');
    const first = starting('p');
    await store.save([first]);
    const other = await openDatabase(database.file, undefined, 0);
    await database.knex.transaction(async (trx) => {
      const transaction = await store.enlist(trx);
      expect(await versionOf('p', transaction)).toBe(1);
      const [answer] = await other.store.save([completing(first)]);
      expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
      expect(await store.save([completing(first)], { transaction })).toEqual([SAVED]);
    });
    await other.teardown();
    expect(await versionOf('p')).toBe(2);
  });

  test('is refused when it belongs to another database or is no transaction', async () => {
    const other = await newDatabase(hostKnex);
    await other.knex.transaction(async (trx) => {
      await expect(database.store.enlist(trx)).rejects.toSatisfy(isUnusable);
    });
    await expect(database.store.enlist(database.knex)).rejects.toSatisfy(isUnusable);
    await expect(database.store.save([starting('p')], { transaction: {} })).resolves.toSatisfy(
      ([answer]: readonly unknown[]) => isUnusable(answer),
    );
    await other.store.transact(async (transaction) => {
      const [answer] = await database.store.save([starting('p')], { transaction });
      expect(isUnusable(answer)).toBe(true);
    });
    await other.teardown();
  });
});

const isUnusable = (error: unknown): boolean => SdkError.is(error, 'TRANSACTION_UNUSABLE');
