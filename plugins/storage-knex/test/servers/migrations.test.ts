import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrationSource, migrations, STEPS } from '../../src/migrations/index.js';
import { here, starting } from '../changes.js';
import { startChild } from '../children.js';
import { type Database, hostKnex, openDatabase, quickKnex } from '../databases.js';
import { isPostgres, newPlace, server } from './server.js';

const NAMES = STEPS.map(({ name }) => name);
const LAST = NAMES.at(-1);

describe(`migrations on ${server}`, () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase(await newPlace(), hostKnex);
  });
  afterEach(() => database.teardown());

  const tables = async (): Promise<string[]> => {
    const schema = isPostgres ? 'current_schema()' : 'DATABASE()';
    const names: string[] = await database
      .knex('information_schema.tables')
      .whereRaw(`table_schema = ${schema}`)
      .orderBy('name')
      .select({ name: 'table_name' })
      .pluck('table_name');
    return names;
  };

  test('run what is missing, say so, and go back step by step', async () => {
    const schema = migrations(database.knex);
    expect(await schema.status()).toEqual({ done: [], pending: NAMES });
    expect(await schema.up()).toEqual(NAMES);
    expect(await schema.up()).toEqual([]);
    expect(await schema.down()).toEqual([LAST]);
    expect(await schema.status()).toEqual({ done: NAMES.slice(0, -1), pending: [LAST] });
    expect(await schema.up()).toEqual([LAST]);
    for (const step of [...NAMES].reverse()) expect(await schema.down()).toEqual([step]);
    expect(await tables()).toEqual(['dealroute_migrations']);
  });

  test('keep to their prefix, so that two storages live in one database', async () => {
    await migrations(database.knex, { tablePrefix: 'one_' }).up();
    await migrations(database.knex, { tablePrefix: 'two_' }).up();
    for (const _ of NAMES) await migrations(database.knex, { tablePrefix: 'one_' }).down();
    const names = await tables();
    expect(names.filter((name) => name.startsWith('one_'))).toEqual(['one_migrations']);
    expect(names).toContain('two_record');
  });

  test('give the statements for those who run them by hand', async () => {
    const schema = migrations(database.knex);
    for (const statement of schema.sql()) await database.knex.raw(statement);
    expect(await schema.status()).toEqual({ done: NAMES, pending: [] });
    expect(await database.store.save([starting('p')])).toEqual([{ saved: true }]);
  });

  test("run under a host's own knex.migrate", async () => {
    const config = { migrationSource: migrationSource(database.knex), tableName: 'host_migrations' };
    await database.knex.migrate.latest(config);
    expect(await tables()).toContain('dealroute_outbox');
    await database.knex.migrate.rollback(config, true);
    expect(await tables()).not.toContain('dealroute_outbox');
  });

  test('of four processes that boot at once one does the work and all succeed', {
    timeout: 120_000,
  }, async () => {
    for (const kind of ['host', 'own']) {
      const fresh = await newPlace();
      const children = await Promise.all([1, 2, 3, 4].map(() => startChild('migrate', fresh, kind)));
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
      const ran = children.map(({ messages }) => messages[0]).sort();
      expect(ran).toEqual(['', '', '', NAMES.join(',')]);
      const booted = await openDatabase(fresh, quickKnex);
      expect(await booted.store.save([starting('p')])).toEqual([{ saved: true }]);
      expect(await booted.queries.journal('p', 0, 10, here)).toHaveLength(1);
      await booted.teardown();
    }
  });
});
