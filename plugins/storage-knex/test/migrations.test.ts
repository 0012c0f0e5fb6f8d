import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, SdkError } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knexStorage } from '../src/index.js';
import { migrationSource, migrations } from '../src/migrations/index.js';
import { here, starting } from './changes.js';
import { startChild } from './children.js';
import { hostKnex, openDatabase, quickKnex } from './databases.js';

const STEPS = [
  '0001-processes',
  '0002-background',
  '0003-plugins',
  '0004-interventions',
  '0005-triggers',
  '0006-contacts-and-leads',
  '0007-versions',
  '0008-retention',
  '0009-lists',
];
const LAST = STEPS.at(-1);

describe('migrations', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
    file = join(folder, 'test.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('run what is missing, say so, and go back step by step', async () => {
    const knex = hostKnex(file);
    const schema = migrations(knex);
    expect(await schema.status()).toEqual({ done: [], pending: STEPS });
    expect(await schema.up()).toEqual(STEPS);
    expect(await schema.up()).toEqual([]);
    expect(await schema.status()).toEqual({ done: STEPS, pending: [] });
    expect(await schema.down()).toEqual([LAST]);
    expect(await schema.status()).toEqual({ done: STEPS.slice(0, -1), pending: [LAST] });
    expect(await schema.up()).toEqual([LAST]);
    for (const step of [...STEPS].reverse()) expect(await schema.down()).toEqual([step]);
    expect(await schema.down()).toEqual([]);
    const left = await knex('sqlite_master').where('type', 'table').pluck('name');
    expect(left).toEqual(['dealroute_migrations']);
    await knex.destroy();
  });

  test('keep to their prefix, so that two storages live in one database', async () => {
    const knex = hostKnex(file);
    await migrations(knex, { tablePrefix: 'one_' }).up();
    await migrations(knex, { tablePrefix: 'two_' }).up();
    for (const _ of STEPS.slice(2)) await migrations(knex, { tablePrefix: 'one_' }).down();
    const names: string[] = await knex('sqlite_master').where('type', 'table').pluck('name');
    expect(names.filter((name) => name.startsWith('one_'))).not.toContain('one_record');
    expect(names).toContain('two_record');
    expect(names.every((name) => /^(one|two)_/.test(name))).toBe(true);
    await knex.destroy();
  });

  test('give the statements for those who run them by hand', async () => {
    const knex = hostKnex(file);
    const schema = migrations(knex);
    for (const statement of schema.sql()) await knex.raw(statement.replace(/;$/, ''));
    expect(await schema.status()).toEqual({ done: STEPS, pending: [] });
    await knex.destroy();
    const database = await openDatabase(file);
    expect(await database.store.save([starting('p')])).toEqual([{ saved: true }]);
    await database.teardown();
  });

  test("run under a host's own knex.migrate", async () => {
    const knex = hostKnex(file);
    const config = { migrationSource: migrationSource(knex), tableName: 'host_migrations' };
    await knex.migrate.latest(config);
    const names: string[] = await knex('sqlite_master').where('type', 'table').pluck('name');
    expect(names).toContain('dealroute_outbox');
    expect(await migrations(knex).status()).toEqual({ done: STEPS, pending: [] });
    const engine = await createEngine({
      plugins: [knexStorage({ knex, migrate: 'never' })],
      background: false,
    });
    await engine.stop();
    await knex.migrate.rollback(config, true);
    expect(await migrations(knex).status()).toEqual({ done: [], pending: STEPS });
    await knex.destroy();
  });

  test('refuse a database of a later version', async () => {
    const knex = hostKnex(file);
    await migrations(knex).up();
    await knex('dealroute_migrations').insert({ name: '9999-later', batch: 1, migration_time: 0 });
    await expect(migrations(knex).up()).rejects.toSatisfy((error) => SdkError.is(error, 'SCHEMA_MISSING'));
    await knex.destroy();
  });

  test.each(['host', 'own'])(
    'of three processes that boot at once one does the work and all succeed, on a Knex of the %s',
    { timeout: 120_000 },
    async (kind) => {
      for (let round = 0; round < 6; round++) {
        const fresh = join(folder, `${round}.sqlite`);
        const children = await Promise.all([1, 2, 3].map(() => startChild('migrate', fresh, kind)));
        expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0]);
        const ran = children.map(({ messages }) => messages[0]).sort();
        expect(ran).toEqual(['', '', STEPS.join(',')]);
        const database = await openDatabase(fresh, quickKnex);
        expect(await migrations(database.knex).status()).toEqual({ done: STEPS, pending: [] });
        expect(await database.store.save([starting('p')])).toEqual([{ saved: true }]);
        expect(await database.queries.journal('p', 0, 10, here)).toHaveLength(1);
        await database.teardown();
      }
    },
  );
});
