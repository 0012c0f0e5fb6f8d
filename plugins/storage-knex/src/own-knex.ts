import { SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import type { Connection } from 'mysql2';
import type { Database } from 'sqlite3';
import { ImmediateSqlite } from './dialect/immediate-sqlite.js';
import { PATIENCE_MS, retryWhile } from './patience.js';

/** How safe a commit of SQLite is: FULL survives a loss of power, NORMAL a crash of the process. */
export type Synchronous = 'FULL' | 'NORMAL';

/** Longest wait for a lock inside SQLite; the rest of the waiting leaves the driver's threads alone. */
const BUSY_TIMEOUT_MS = 50;

const SETTINGS = [
  'foreign_keys = ON',
  'trusted_schema = OFF',
  // Pages of the log between check points. More of them make a batch of commands 5 % faster, and one in a hundred wait
  // half as long again.
  'wal_autocheckpoint = 4000',
  // KiB. With the usual 2 MB every third microsecond of a busy database is spent reading pages again.
  'cache_size = -65536',
  'temp_store = MEMORY',
] as const;

/** Batches are few and large, so more connections than these only get in one another's way. */
const POOL = { min: 0, max: 8 } as const;

/** The client of Knex for the scheme of a URL. */
const CLIENTS: Readonly<Record<string, string>> = {
  'postgres:': 'pg',
  'postgresql:': 'pg',
  'mysql:': 'mysql2',
  'mariadb:': 'mysql2',
};

/** How Knex says that it could not load a driver; the reason of Node comes after it. */
const NOT_LOADED = /^Knex: run\n.*\n/;

/** What is to be installed where a driver is missing. */
const PACKAGES = { sqlite3: 'sqlite3@6', pg: 'pg@8', mysql2: 'mysql2@3' } as const;

/** The driver that a client needs. */
const DRIVERS: Readonly<Record<string, 'sqlite3' | 'pg' | 'mysql2'>> = {
  sqlite3: 'sqlite3',
  pg: 'pg',
  postgres: 'pg',
  postgresql: 'pg',
  mysql2: 'mysql2',
};

/**
 * Makes the Knex of a storage that was given a file, a URL or a configuration. It connects when it is first used.
 * Throws an SdkError for a client that the storage does not speak, and when its driver is not installed.
 */
export function ownKnex(connection: string | Knex.Config, synchronous?: Synchronous): Knex {
  const config = typeof connection === 'string' ? configOf(connection) : connection;
  const client = config.client ?? 'sqlite3';
  const driver = typeof client === 'string' ? DRIVERS[client] : undefined;
  if (driver === undefined) throw otherClient(client);
  if (driver !== 'sqlite3' && synchronous !== undefined) throw notSqlite(driver);
  try {
    return knex(driver === 'sqlite3' ? sqliteConfig(config, synchronous) : serverConfig(config, driver));
  } catch (error) {
    throw error instanceof Error && NOT_LOADED.test(error.message) ? driverMissing(driver, error) : error;
  }
}

function configOf(place: string): Knex.Config {
  const scheme = /^[a-z]+:(?=\/\/)/.exec(place)?.[0];
  const client = scheme && CLIENTS[scheme];
  return client ? { client, connection: place } : { connection: { filename: place } };
}

function sqliteConfig(config: Knex.Config, synchronous: Synchronous = 'FULL'): Knex.Config {
  return {
    useNullAsDefault: true,
    ...config,
    client: ImmediateSqlite,
    pool: {
      ...config.pool,
      afterCreate: configuring(config, (raw) => configure(raw as Database, synchronous)),
    },
  };
}

function serverConfig(config: Knex.Config, driver: 'pg' | 'mysql2'): Knex.Config {
  const pool = { ...POOL, ...config.pool };
  if (driver === 'pg') return { ...config, pool };
  return {
    ...config,
    pool: { ...pool, afterCreate: configuring(config, (raw) => settle(raw as Connection)) },
  };
}

type AfterCreate = (connection: unknown, done: (error: unknown, connection?: unknown) => void) => void;

/** Prepares a fresh connection, and then lets the host's own hook do so. */
function configuring(config: Knex.Config, prepare: (connection: unknown) => Promise<void>): AfterCreate {
  const hostsOwn = config.pool?.afterCreate as AfterCreate | undefined;
  return (connection, done) => {
    prepare(connection).then(
      () => (hostsOwn ? hostsOwn(connection, done) : done(null, connection)),
      (error) => done(error),
    );
  };
}

async function configure(database: Database, synchronous: Synchronous): Promise<void> {
  database.configure('busyTimeout', BUSY_TIMEOUT_MS);
  // The change to WAL needs the file for itself for a moment, which several booting processes cannot all have.
  await retryWhile(isBusy, () => execute(database, 'PRAGMA journal_mode = WAL'));
  for (const pragma of [...SETTINGS, `synchronous = ${synchronous}`])
    await execute(database, `PRAGMA ${pragma}`);
}

/** What a connection to MariaDB or MySQL needs: others' locks are waited for as long as everywhere else. */
function settle(connection: Connection): Promise<void> {
  const settings = `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED`;
  const patience = `SET SESSION innodb_lock_wait_timeout = ${PATIENCE_MS / 1_000}`;
  return new Promise((resolve, reject) => {
    connection.query(settings, (error) => {
      if (error) reject(error);
      else connection.query(patience, (failure) => (failure ? reject(failure) : resolve()));
    });
  });
}

const execute = (database: Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.exec(sql, (error) => (error ? reject(error) : resolve()));
  });

const isBusy = (error: unknown): boolean => (error as { code?: unknown }).code === 'SQLITE_BUSY';

function otherClient(client: unknown): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    `knexStorage() was given a configuration with the client "${String(client)}": expected sqlite3, pg or mysql2. Use ` +
      'one of these, or make the Knex instance yourself and pass it as `knex`.',
  );
}

function notSqlite(driver: string): SdkError {
  return new SdkError(
    'COMPOSITION_INVALID',
    `The options of knexStorage() are wrong: \`synchronous\` is a setting of SQLite, and the driver is ${driver}. ` +
      'Leave it out.',
  );
}

function driverMissing(driver: keyof typeof PACKAGES, cause: Error): SdkError {
  const [reason = ''] = cause.message.replace(NOT_LOADED, '').split('\n');
  return new SdkError(
    'DRIVER_MISSING',
    `knexStorage() could not load the driver ${driver} (${reason}): expected the package beside knex. Run ` +
      `\`npm install ${PACKAGES[driver]}\`.`,
    {},
    { cause },
  );
}
