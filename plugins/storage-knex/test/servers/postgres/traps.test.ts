import { createEngine, type Engine, MemoryDirectory, MemoryHost, SdkError } from '@dealroute/core';
import { contractApproval, sale, sales } from '@dealroute/testing/contracts';
import type { Knex } from 'knex';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knexStorage, transaction } from '../../../src/index.js';
import { migrations } from '../../../src/migrations/index.js';
import { completing, here, starting, T0 } from '../../changes.js';
import { type Database, openDatabase, quickKnex } from '../../databases.js';
import { emptyDatabase, newPlace } from '../server.js';

const isLost = (error: unknown): boolean => SdkError.is(error, 'TRANSACTION_LOST');
const SAVED = { saved: true };

describe('PostgreSQL', () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
  });

  test('gives bigint as texts, and we numbers, whatever the host told the driver', async () => {
    const usual = pg.types.getTypeParser(20);
    pg.types.setTypeParser(20, (text) => BigInt(text));
    try {
      await database.store.save([
        starting('p', { timers: { set: [{ id: 'p.7', dueAt: T0 }], dropped: [] } }),
      ]);
      const [stored] = await database.store.load([{ ...here, process: 'p' }]);
      expect(stored?.version).toBe(1);
      expect(await database.timers.due(T0, 1)).toMatchObject([{ dueAt: T0 }]);
      expect((await database.backlog.backlog()).nextTimer).toBe(T0);
      expect((await database.queries.tasks({}, {}, here)).items[0]?.dueAt).toBe(T0 + 1_000);
    } finally {
      pg.types.setTypeParser(20, usual);
    }
  });

  test('tells the time of the beginning of a transaction, and we that of the statement', async () => {
    const { store, outbox, knex, storage } = database;
    await store.transact(async (open) => {
      await outbox.post([{ id: 'early', topic: 'notice', orderKey: 'a', body: {} }], {
        ...here,
        transaction: open,
      });
      const { connection } = open as { connection: { query(sql: string): Promise<unknown> } };
      await connection.query('SELECT pg_sleep(0.3)');
      await outbox.post([{ id: 'late', topic: 'notice', orderKey: 'b', body: {} }], {
        ...here,
        transaction: open,
      });
    });
    const rows: { id: string; due_at: string }[] = await knex(storage.tables.outbox).orderBy('id');
    const [early, late] = rows.map(({ due_at }) => Number(due_at)) as [number, number];
    expect(late - early).toBeGreaterThanOrEqual(300);
  });

  test('behind PgBouncer loses locks of a session, and we keep none', async () => {
    const own = await openDatabase(await newPlace(), quickKnex);
    await migrations(own.knex).up();
    await own.outbox.claim({ topics: ['*'], limit: 1, leaseMs: 1 });
    const held = await own.knex.raw(
      "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
    );
    expect(held.rows).toEqual([{ n: 0 }]);
    await own.teardown();
  });

  test('keeps a plan from when a table was empty, and we have it made anew as the table grows', async () => {
    const own = await openDatabase(await newPlace(), quickKnex);
    await migrations(own.knex).up();
    for (let uses = 0; uses < 100; uses++) await own.store.load([{ ...here, process: 'p' }]);
    const planned = await own.knex.raw(
      "SELECT count(*)::int AS plans FROM pg_prepared_statements WHERE statement LIKE '%p.version, p.state%'",
    );
    expect(planned.rows).toEqual([{ plans: 7 }]);
    await own.teardown();
  });

  test('joins what waits with itself once it has statistics, and we look for the first of each order key', async () => {
    const { outbox, knex, storage } = database;
    const waiting = Array.from({ length: 2_000 }, (_, n) => ({
      id: `m${String(n).padStart(4, '0')}`,
      topic: 'notice',
      orderKey: 'chat',
      body: {},
    }));
    await outbox.post(waiting, here);
    await knex.raw('ANALYZE ??', [storage.tables.outbox]);
    const connection = await knex.client.acquireConnection();
    const topics = JSON.stringify([['notice', null]]);
    const { rows } = await connection.query(`EXPLAIN ${storage.sql.claim}`, [60_000, topics, 32]);
    await knex.client.releaseConnection(connection);
    const plan = rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('SubPlan');
    expect(plan).not.toMatch(/Anti Join|Seq Scan on dealroute_outbox b/);
    expect(await outbox.claim({ topics: ['notice'], limit: 32, leaseMs: 60_000 })).toMatchObject([
      { id: 'm0000' },
    ]);
  });

  test('sorts and compares texts by its locale, and our columns byte by byte', async () => {
    const { rows } = await database.knex.raw(
      `SELECT DISTINCT collation_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')`,
    );
    expect(rows).toEqual([{ collation_name: 'C' }]);
  });

  test('cannot keep a NUL, and refuses it in one change only, with a word about it', async () => {
    const texts = [{ id: 't', text: 'one\0two' }];
    const [refused, saved] = await database.store.save([starting('p', { texts }), starting('q')]);
    expect(SdkError.is(refused, 'REQUEST_INVALID')).toBe(true);
    expect(saved).toEqual(SAVED);
  });

  test('rolls back at a COMMIT that fails by a deferred constraint, and the caller hears of it', async () => {
    const { knex, store } = database;
    await knex.raw('DROP TABLE IF EXISTS pair');
    await knex.raw(
      'CREATE TABLE pair (id int PRIMARY KEY, other int REFERENCES pair DEFERRABLE INITIALLY DEFERRED)',
    );
    const apply = async (_: unknown, open: object): Promise<void> => {
      const { connection } = open as { connection: { query(sql: string): Promise<unknown> } };
      await connection.query('INSERT INTO pair VALUES (1, 2)');
    };
    const [answer] = await store.save([starting('p')], { apply });
    expect(SdkError.is(answer, 'STORAGE_FAILED')).toBe(true);
    expect(await store.load([{ ...here, process: 'p' }])).toEqual([undefined]);
  });

  test('ends a statement that waited for a lock, and a change that stays in the way is CONTENTION', async () => {
    const first = starting('p');
    await database.store.save([first]);
    const holder = await database.knex.transaction();
    await holder(database.storage.tables.process).where({ id: 'p' }).forUpdate();
    const [answer] = await database.store.save([completing(first)]);
    expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
    await holder.rollback();
    expect(await database.store.save([completing(first)])).toEqual([SAVED]);
  });
});

describe("B48: a host's transaction that PostgreSQL has aborted", () => {
  let database: Database;
  let engine: Engine;
  const heard: string[] = [];
  beforeEach(async () => {
    heard.length = 0;
    database = await emptyDatabase();
    const host = new MemoryHost({ pipelines: [sales], joinsTransaction: false });
    host.putDeal({
      ref: 'D-1',
      title: 'Boilers',
      pipeline: 'sales',
      stage: 'new',
      responsible: 'ivanova',
      fields: {},
    });
    const directory = new MemoryDirectory([{ id: 'ivanova', name: 'Ivanova', active: true, roles: [] }]);
    const plugins = [knexStorage({ knex: database.knex })];
    engine = await createEngine({ host, directory, plugins, background: false });
    for (const map of [contractApproval, sale]) await engine.deployMap({ map, actor: null, activate: true });
    engine.on('ProcessStarted', ({ event }) => void heard.push(event.deal));
  });
  afterEach(() => engine.stop());

  const start = (inside: Engine) => inside.startProcess({ deal: 'D-1', map: 'sale', actor: null });
  const swallowAnError = (trx: Knex.Transaction) => trx.raw('SELECT 1 / 0').catch(() => undefined);

  test('commits nothing without an error, and no listener hears of it', async () => {
    await database.knex.transaction(async (trx) => {
      expect(await start(await engine.within(trx))).toMatchObject({ ok: true });
      await swallowAnError(trx);
    });
    await engine.settle();
    expect((await engine.processes({})).items).toEqual([]);
    expect(heard).toEqual([]);
  });

  test('is TRANSACTION_LOST for the engine inside it', async () => {
    const work = database.knex.transaction(async (trx) => {
      const inside = await engine.within(trx);
      await swallowAnError(trx);
      await start(inside);
    });
    await expect(work).rejects.toSatisfy(isLost);
  });

  test('is TRANSACTION_LOST when transaction() was to commit it', async () => {
    const work = transaction(engine, database.knex, async (trx, inside) => {
      expect(await start(inside)).toMatchObject({ ok: true });
      await swallowAnError(trx);
    });
    await expect(work).rejects.toSatisfy(isLost);
    const unawaited = transaction(engine, database.knex, async (trx, inside) => {
      await start(inside);
      void trx.raw('SELECT pg_sleep(0.05)').then(() => undefined);
      void swallowAnError(trx);
    });
    await expect(unawaited).rejects.toSatisfy(isLost);
    expect((await engine.processes({})).items).toEqual([]);
  });
});
