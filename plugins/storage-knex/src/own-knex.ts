import { SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import type { Database } from 'sqlite3';
import { ImmediateSqlite } from './dialect/immediate-sqlite.js';
import { retryWhile } from './patience.js';

/** How safe a commit is: FULL survives a loss of power, NORMAL a crash of the process. */
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

/** Makes the Knex of a storage that was given a file or a configuration. It connects when it is first used. */
export function ownKnex(connection: string | Knex.Config, synchronous: Synchronous): Knex {
  const config: Knex.Config =
    typeof connection === 'string' ? { connection: { filename: connection } } : connection;
  if (config.client !== undefined && config.client !== 'sqlite3') throw otherClient(config.client);
  const hostsOwn = config.pool?.afterCreate as AfterCreate | undefined;
  const afterCreate: AfterCreate = (database, done) => {
    configure(database, synchronous).then(
      () => (hostsOwn ? hostsOwn(database, done) : done(null, database)),
      done,
    );
  };
  try {
    return knex({
      useNullAsDefault: true,
      ...config,
      client: ImmediateSqlite,
      pool: { ...config.pool, afterCreate },
    });
  } catch (error) {
    throw driverMissing(error);
  }
}

type AfterCreate = (database: Database, done: (error: Error | null, database?: Database) => void) => void;

async function configure(database: Database, synchronous: Synchronous): Promise<void> {
  database.configure('busyTimeout', BUSY_TIMEOUT_MS);
  // The change to WAL needs the file for itself for a moment, which several booting processes cannot all have.
  await retryWhile(isBusy, () => execute(database, 'PRAGMA journal_mode = WAL'));
  for (const pragma of [...SETTINGS, `synchronous = ${synchronous}`])
    await execute(database, `PRAGMA ${pragma}`);
}

const execute = (database: Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.exec(sql, (error) => (error ? reject(error) : resolve()));
  });

const isBusy = (error: unknown): boolean => (error as { code?: unknown }).code === 'SQLITE_BUSY';

function otherClient(client: unknown): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    `knexStorage() was given a configuration with the client "${String(client)}": expected sqlite3. Leave \`client\` ` +
      'out, or make the Knex instance yourself and pass it as `knex`.',
  );
}

function driverMissing(cause: unknown): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    'knexStorage() could not load the driver sqlite3: expected it to be installed. Run `npm install sqlite3`.',
    {},
    { cause },
  );
}
