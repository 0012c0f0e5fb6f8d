import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { afterAll, vi } from 'vitest';
import { migrations } from '../../src/migrations/index.js';
import { type Database, hostKnex, openDatabase, SERIALIZABLE } from '../databases.js';

/** Which server this project runs on, and where it is. */
const ADDRESSES = {
  postgres: process.env.DEALROUTE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test',
  mariadb: process.env.DEALROUTE_TEST_MARIADB ?? 'mysql://root@127.0.0.1:3306/test',
} as const;

export type ServerName = keyof typeof ADDRESSES;

export const server = process.env.DEALROUTE_TEST_SERVER as ServerName;
export const isPostgres = server === 'postgres';
/** Whether this project runs at SERIALIZABLE, as distributed engines do. */
export const isSerializable = process.env.DEALROUTE_TEST_ISOLATION === 'serializable';

const administrator = knex({
  client: isPostgres ? 'pg' : 'mysql2',
  connection: ADDRESSES[server],
  pool: { min: 0, max: 1 },
});
const created: string[] = [];

/** A new schema (PostgreSQL) or database (MariaDB); its URL. All are dropped when the file's tests have ended. */
export async function newPlace(): Promise<string> {
  const name = `dealroute_${randomBytes(6).toString('hex')}`;
  created.push(name);
  const url = new URL(ADDRESSES[server]);
  if (isPostgres) {
    await administrator.raw('CREATE SCHEMA ??', [name]);
    url.searchParams.set(
      'options',
      `-csearch_path=${name}${isSerializable ? ` -c${decodeURIComponent(SERIALIZABLE)}` : ''}`,
    );
    url.searchParams.set('application_name', name);
  } else {
    await administrator.raw('CREATE DATABASE ??', [name]);
    url.pathname = `/${name}`;
  }
  return url.href;
}

/** Counts for all files: what one leaves behind, none of the others sees. */
afterAll(async () => {
  const shared = await common?.catch(() => undefined);
  await shared?.knex.destroy();
  for (const name of created) {
    await administrator.raw(isPostgres ? 'DROP SCHEMA IF EXISTS ?? CASCADE' : 'DROP DATABASE IF EXISTS ??', [
      name,
    ]);
  }
  await administrator.destroy();
});

const PATIENCE = { timeout: 10_000, interval: 10 };

let common: Promise<Database> | undefined;

/** All adapters over the file's own database, on a Knex as hosts make it. It is empty. */
export async function emptyDatabase(connect: (place: string) => Knex = hostKnex): Promise<Database> {
  common ??= openNew(connect);
  const database = await common;
  const { tables } = database.storage;
  const { migrations: steps, ...kept } = tables;
  for (const table of Object.values(kept)) await database.knex(table).delete();
  return { ...database, teardown: async () => {} };
}

/** Resolves when somebody on the database waits for a lock of somebody else. */
export async function lockAwaited({ file }: Database): Promise<void> {
  const waiting = isPostgres
    ? administrator('pg_stat_activity').where({ application_name: nameIn(file), wait_event_type: 'Lock' })
    : administrator('information_schema.processlist as p')
        .join('information_schema.innodb_trx as t', 't.trx_mysql_thread_id', 'p.id')
        .where({ 'p.db': nameIn(file), 't.trx_state': 'LOCK WAIT' });
  await vi.waitFor(
    async () => {
      if ((await waiting.clone()).length === 0) throw new Error('Nobody waits for a lock.');
      // MariaDB tells the same for ever when it is asked more often than ten times a second.
    },
    { ...PATIENCE, interval: 150 },
  );
}

/** Waits until nobody but ourselves is connected: a server goes on with the last statement of a client that is gone. */
export async function onlyOurs({ knex: ours, file }: Database): Promise<void> {
  const name = nameIn(file);
  const [table, column] = isPostgres
    ? ['pg_stat_activity', 'application_name']
    : ['information_schema.processlist', 'db'];
  const pool = ours.client.pool as { numUsed(): number; numFree(): number };
  await vi.waitFor(async () => {
    const connected: unknown[] = await administrator(table).where(column, name);
    if (connected.length > pool.numUsed() + pool.numFree()) throw new Error('Others are connected.');
  }, PATIENCE);
}

/** By what the sessions on a place are known to the server. */
function nameIn(place: string): string | null {
  const url = new URL(place);
  return isPostgres ? url.searchParams.get('application_name') : url.pathname.slice(1);
}

async function openNew(connect: (place: string) => Knex): Promise<Database> {
  const database = await openDatabase(await newPlace(), connect);
  await migrations(database.knex).up();
  return database;
}
