import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type PluginContext, SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImmediateSqlite, type KnexStorageOptions, knexStorage } from '../src/index.js';
import { ownKnex } from '../src/own-knex.js';
import { starting } from './changes.js';
import { hostKnex, newDatabase, openDatabase } from './databases.js';

describe('knexStorage', () => {
  let folder: string;
  let file: string;
  const warnings: string[] = [];
  const context = {
    logger: { warn: (message: string) => warnings.push(message) },
  } as unknown as PluginContext;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
    file = join(folder, 'test.sqlite');
    warnings.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('refuses what it cannot work with, in readable words', async () => {
    const oracle = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
    Object.assign(oracle.client, { driverName: 'oracledb' });
    expect(() => knexStorage({ knex: oracle })).toThrow(/driver "oracledb": expected sqlite3, pg or mysql2/);
    const host = hostKnex(file);
    const wrong: readonly unknown[] = [
      {},
      { knex: host, connection: file },
      { knex: host, synchronous: 'NORMAL' },
      { connection: file, synchronous: 'OFF' },
      { connection: file, tablePrefix: 'x"; DROP' },
      { connection: file, tablePrefix: '' },
      { connection: 'postgres://crm@127.0.0.1/crm', synchronous: 'FULL' },
      { connection: 'postgres://crm@127.0.0.1/crm', isolation: 'snapshot' },
      { connection: 'mysql://crm@127.0.0.1/crm', isolation: 'serializable' },
      { connection: file, isolation: 'serializable' },
    ];
    for (const options of wrong) {
      expect(() => knexStorage(options as KnexStorageOptions)).toThrow(
        expect.toSatisfy((error) => SdkError.is(error, 'COMPOSITION_INVALID')),
      );
    }
    expect(() => knexStorage({ connection: { client: 'mssql' } })).toThrow(
      /client "mssql": expected sqlite3, pg or mysql2/,
    );
    await Promise.all([host.destroy(), oracle.destroy()]);
  });

  test('brings the schema up to date when it starts, and only checks it when told to', async () => {
    const careful = knexStorage({ connection: file, migrate: 'never' });
    await expect(careful.start?.(context)).rejects.toSatisfy((error) => SdkError.is(error, 'SCHEMA_MISSING'));
    await careful.stop?.();
    const eager = knexStorage({ connection: file });
    await eager.start?.(context);
    await eager.stop?.();
    const again = knexStorage({ connection: file, migrate: 'never' });
    await again.start?.(context);
    await again.stop?.();
  });

  test("leaves a host's Knex open and its settings alone, and says what could be better", async () => {
    const host = hostKnex(file);
    const settings = () =>
      host.raw('SELECT * FROM pragma_busy_timeout, pragma_foreign_keys, pragma_journal_mode');
    const before = await settings();
    const plugin = knexStorage({ knex: host });
    await plugin.start?.(context);
    await plugin.stop?.();
    expect(await settings()).toEqual(before);
    expect(warnings).toEqual([expect.stringMatching(/journal_mode is delete.+WAL/)]);
    await host.destroy();
  });

  test('serves an engine on a file of its own', async () => {
    const engine = await createEngine({ plugins: [knexStorage({ connection: file, tablePrefix: 'crm_' })] });
    await engine.stop();
    const host = hostKnex(file);
    expect(await host('crm_process').count({ n: '*' })).toEqual([{ n: 0 }]);
    await host.destroy();
  });
});

describe('a Knex of our own', () => {
  const settingOf = async (on: Knex, pragma: string): Promise<unknown> =>
    Object.values((await on.raw(`PRAGMA ${pragma}`))[0])[0];

  test.each([
    ['FULL', 2],
    ['NORMAL', 1],
  ] as const)('has safe and quick settings with synchronous %s', async (synchronous, value) => {
    const folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
    const created: string[] = [];
    const on = ownKnex(
      {
        connection: { filename: join(folder, 'test.sqlite') },
        pool: {
          afterCreate: (connection: unknown, done: (error: null, connection: unknown) => void) => {
            created.push("the host's own hook");
            done(null, connection);
          },
        },
      },
      synchronous,
    );
    expect(await settingOf(on, 'journal_mode')).toBe('wal');
    expect(await settingOf(on, 'synchronous')).toBe(value);
    expect(await settingOf(on, 'foreign_keys')).toBe(1);
    expect(await settingOf(on, 'trusted_schema')).toBe(0);
    expect(await settingOf(on, 'wal_autocheckpoint')).toBe(4_000);
    expect(await settingOf(on, 'busy_timeout')).toBe(50);
    expect(created).toHaveLength(1);
    await on.destroy();
    await rm(folder, { recursive: true });
  });

  test('begins transactions that write at once, and keeps savepoints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
    const connection = { filename: join(folder, 'test.sqlite') };
    const [one, other] = [1, 2].map(() =>
      knex({
        client: ImmediateSqlite,
        connection,
        useNullAsDefault: true,
        pool: {
          afterCreate: (raw: { configure(option: string, value: number): void }, done: () => void) => {
            raw.configure('busyTimeout', 0);
            done();
          },
        },
      }),
    ) as [Knex, Knex];
    await one.transaction(async (trx) => {
      await expect(other.transaction(async () => {})).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      await trx.transaction((inner) => inner.raw('SELECT 1'));
    });
    await other.transaction(async () => {});
    await Promise.all([one.destroy(), other.destroy()]);
    await rm(folder, { recursive: true });
  });
});

describe('the storage', () => {
  test('says what to do when its tables are missing', async () => {
    const database = await openDatabase(':memory:');
    const [answer] = await database.store.save([starting('p')]);
    expect(SdkError.is(answer, 'SCHEMA_MISSING')).toBe(true);
    expect((answer as Error).message).toMatch(/dealroute migrate/);
    await database.teardown();
  });

  test('refuses a string that other databases could not store, and only the change that has it', async () => {
    const database = await newDatabase();
    const long = starting('p'.repeat(201));
    const [refused, saved] = await database.store.save([long, starting('p')]);
    expect(SdkError.is(refused, 'REQUEST_INVALID')).toBe(true);
    expect(saved).toEqual({ saved: true });
    await database.teardown();
  });

  test('says so when the pool gives no connection', async () => {
    const database = await openDatabase(':memory:', (file) =>
      knex({
        client: 'sqlite3',
        connection: { filename: file },
        useNullAsDefault: true,
        acquireConnectionTimeout: 50,
        log: { warn: () => {}, error: () => {} },
      }),
    );
    await database.knex.transaction(async () => {
      await expect(database.store.load([{ tenant: 't', process: 'p' }])).rejects.toSatisfy(
        (error) => SdkError.is(error, 'STORAGE_FAILED') && /engine.within/.test(error.message),
      );
    });
    await database.teardown();
  });
});
