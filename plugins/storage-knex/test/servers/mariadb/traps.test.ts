import { SdkError, type Transaction } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import { beforeEach, describe, expect, test } from 'vitest';
import { migrations, STEPS } from '../../../src/migrations/index.js';
import { statementsOf } from '../../../src/migrations/migration.js';
import { completing, here, starting } from '../../changes.js';
import { type Database, hostKnex, openDatabase, quickKnex } from '../../databases.js';
import { emptyDatabase, newPlace } from '../server.js';

const isLost = (error: unknown): boolean => SdkError.is(error, 'TRANSACTION_LOST');
const SAVED = { saved: true };

let database: Database;
beforeEach(async () => {
  database = await emptyDatabase();
  await database.knex.schema.dropTableIfExists('deals');
  await database.knex.schema.createTable('deals', (table) => void table.string('id').primary());
});

const versionOf = async (process: string, transaction?: Transaction): Promise<number | undefined> =>
  (await database.store.load([{ ...here, process }], transaction))[0]?.version;

const dealsOf = (): Promise<string[]> => database.knex('deals').orderBy('id').pluck('id');

describe('MariaDB', () => {
  test('shows a transaction at REPEATABLE READ old versions, and we decide on the newest', async () => {
    const { store } = database;
    const first = starting('p');
    await store.save([first]);
    await database.knex.transaction(async (trx) => {
      await trx(database.storage.tables.process).select('version');
      expect(await store.save([completing(first)])).toEqual([SAVED]);
      const transaction = await store.enlist(trx);
      expect(await versionOf('p', transaction)).toBe(2);
      expect(await store.save([completing(completing(first))], { transaction })).toEqual([SAVED]);
    });
    expect(await versionOf('p')).toBe(3);
  });

  test('begins at REPEATABLE READ, and our own transactions see what was committed meanwhile', async () => {
    const { store, queries } = database;
    await store.transact(async (transaction) => {
      expect(await queries.task('p.1.1', { ...here, transaction })).toBeUndefined();
      await store.save([starting('p')]);
      expect((await queries.task('p.1.1', { ...here, transaction }))?.process).toBe('p');
    });
  });

  test('commits each change of the schema, and a step that was cut short is taken up again', async () => {
    const own = await openDatabase(await newPlace(), hostKnex);
    const { builder, now } = own.storage.dialect;
    const [first, second] = STEPS;
    if (!first || !second) throw new Error('There are no steps.');
    const statements = statementsOf(first.up(builder, own.storage.tables, now));
    for (const sql of statements.slice(0, 5)) await own.knex.raw(sql);
    expect(await migrations(own.knex).up()).toEqual(STEPS.map(({ name }) => name));
    expect(await own.store.save([starting('p')])).toEqual([SAVED]);
    await own.teardown();
  });

  test('takes texts for equal that differ in case or trailing blanks, and our columns do not', async () => {
    const { rows } = {
      rows: (
        await database.knex.raw(
          `SELECT DISTINCT collation_name AS collation FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name LIKE 'dealroute%' AND collation_name IS NOT NULL`,
        )
      )[0] as { collation: string }[],
    };
    expect(rows).toEqual([{ collation: 'utf8mb4_nopad_bin' }]);
  });

  test('takes the number 0 for equal to any text, and our look-ups do not', async () => {
    await database.store.save([starting('p')]);
    const zero = 0 as unknown as string;
    expect(await database.queries.task(zero, here)).toBeUndefined();
    expect(await database.store.kept(zero, here)).toBeUndefined();
    expect(await database.store.load([{ ...here, process: zero }])).toEqual([undefined]);
    expect((await database.queries.tasks({ deal: zero }, {}, here)).items).toEqual([]);
  });

  test('counts changed rows instead of those found where the host says so, and we do not', async () => {
    const url = new URL(database.file);
    url.searchParams.set('flags', '-FOUND_ROWS');
    const other = await openDatabase(url.href, hostKnex);
    const start = {
      id: 's',
      deal: 'd',
      map: 'sale',
      variables: {},
      actor: null,
      until: 0,
      deferredAt: 0,
      dueAt: 0,
      ended: null,
    };
    await other.deferrals.defer(start as never, here);
    expect(await other.deferrals.begin('s', here)).toBe(true);
    expect(await other.deferrals.begin('s', here)).toBe(true);
    await other.teardown();
  });

  test('a lock that stays is CONTENTION', async () => {
    const own = await openDatabase(database.file, quickKnex);
    const first = starting('p');
    await own.store.save([first]);
    const holder = await database.knex.transaction();
    await holder(database.storage.tables.process).where({ id: 'p' }).forUpdate();
    const [answer] = await own.store.save([completing(first)]);
    expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
    await holder.rollback();
    expect(await own.store.save([completing(first)])).toEqual([SAVED]);
    await own.teardown();
  });
});

describe("B48: a host's transaction that MariaDB has given up", () => {
  /** Another transaction, heavier than ours, so that ours is the victim: it has one deal and waits for another. */
  async function opponent(): Promise<Knex.Transaction> {
    await database.knex('deals').insert([{ id: 'a' }, { id: 'b' }]);
    const trx = await database.knex.transaction();
    await trx('deals').insert(Array.from({ length: 200 }, (_, i) => ({ id: `z${i}` })));
    await trx('deals').where('id', 'b').forUpdate();
    return trx;
  }

  test('by a deadlock in our statements is TRANSACTION_LOST, and so is every later call', async () => {
    const { store } = database;
    const other = await opponent();
    const work = database.knex.transaction(async (trx) => {
      const transaction = await store.enlist(trx);
      await trx('deals').where('id', 'a').forUpdate();
      const waiting = other('deals')
        .where('id', 'a')
        .forUpdate()
        .then(() => undefined);
      const apply = async (): Promise<void> => {
        await trx('deals').where('id', 'b').forUpdate();
      };
      const [answer] = await store.save([starting('p')], { transaction, apply });
      expect(isLost(answer)).toBe(true);
      const [later] = await store.save([starting('q')], { transaction });
      expect(isLost(later)).toBe(true);
      await expect(versionOf('p', transaction)).rejects.toSatisfy(isLost);
      await waiting;
      throw answer;
    });
    await expect(work).rejects.toSatisfy(isLost);
    await other.rollback();
    expect(await versionOf('p')).toBeUndefined();
    expect(await versionOf('q')).toBeUndefined();
  });

  test('by a deadlock that the host swallowed is found out before anything is written outside of it', async () => {
    const { store } = database;
    const other = await opponent();
    const work = database.knex.transaction(async (trx) => {
      const transaction = await store.enlist(trx);
      await trx('deals').where('id', 'a').forUpdate();
      const waiting = other('deals')
        .where('id', 'a')
        .forUpdate()
        .then(() => undefined);
      await trx('deals')
        .where('id', 'b')
        .forUpdate()
        .catch(() => undefined);
      const [answer] = await store.save([starting('p')], { transaction });
      expect(isLost(answer)).toBe(true);
      await waiting;
      throw answer;
    });
    await expect(work).rejects.toSatisfy(isLost);
    await other.rollback();
    expect(await versionOf('p')).toBeUndefined();
    expect(await dealsOf()).toEqual(['a', 'b']);
  });

  test('because its snapshot is old is TRANSACTION_LOST', async () => {
    const { store } = database;
    const first = starting('p');
    await store.save([first]);
    const single = knex({ client: 'mysql2', connection: database.file, pool: { min: 1, max: 1 } });
    await single.raw('SET SESSION innodb_snapshot_isolation = ON');
    const work = single.transaction(async (trx) => {
      await trx(database.storage.tables.process).select('version');
      expect(await store.save([completing(first)])).toEqual([SAVED]);
      const transaction = await store.enlist(trx);
      await versionOf('p', transaction);
    });
    await expect(work).rejects.toSatisfy((error) => SdkError.is(error, 'CONTENTION') || isLost(error));
    await single.destroy();
  });
});
