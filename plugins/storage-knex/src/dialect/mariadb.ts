import { SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import type { Connection } from 'mysql2';
import { PATIENCE_MS } from '../patience.js';
import type { Dialect, Guard } from './dialect.js';
import { BINARY, MARIADB_NOW } from './mariadb-rows.js';
import { mariadbSession } from './mariadb-session.js';
import { mariadbStatements } from './mariadb-statements.js';
import { sameServer } from './same-server.js';
import type { Session } from './session.js';

/** The first ones with JSON_TABLE, SKIP LOCKED, and a collation in which trailing blanks count. */
const OLDEST = { MariaDB: [10, 6, 0], MySQL: [8, 0, 17] } as const;

const TAKEN_BACK: ReadonlySet<string> = new Set(['ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);
const BUSY: ReadonlySet<string> = new Set([...TAKEN_BACK, 'ER_LOCK_WAIT_TIMEOUT']);
const DONE_ALREADY = new Set([
  'ER_TABLE_EXISTS_ERROR',
  'ER_DUP_FIELDNAME',
  'ER_DUP_KEYNAME',
  'ER_MULTIPLE_PRI_KEY',
  'ER_BAD_TABLE_ERROR',
  'ER_CANT_DROP_FIELD_OR_KEY',
]);

/** MariaDB and MySQL through the driver `mysql2`. */
export function mariadbDialect(): Dialect {
  return {
    name: 'MariaDB',
    builder: builder(),
    now: MARIADB_NOW,
    looks: 3,
    isolation: 'read committed',
    commitWaits: false,
    guard,
    session: (connection) => mariadbSession(connection as Connection),
    hostTransaction: (knex, work) => knex.transaction(work, { isolationLevel: 'read committed' }),
    indexed: (table, index) => `${table} FORCE INDEX (${index})`,
    member: (column, name) => `JSON_UNQUOTE(JSON_EXTRACT(${column}, '$.${name}'))`,
    statements: mariadbStatements,
    sameDatabase: sameServer,
    isDriverError: (error) => codeOf(error) !== '',
    isBusy: (error) => BUSY.has(codeOf(error)),
    isTakenBack: (error) => TAKEN_BACK.has(codeOf(error)),
    isConflict: (error) => codeOf(error) === 'ER_DUP_ENTRY',
    isDoneAlready: (error) => DONE_ALREADY.has(codeOf(error)),
    endsTransaction: (error) => TAKEN_BACK.has(codeOf(error)) || isFatal(error),
    isCut: isFatal,
    isMissingTable: (error) => codeOf(error) === 'ER_NO_SUCH_TABLE',
    isRolledBack: () => false,
    findings,
  };
}

/** Knex adds the charset and the collation of a connection to each table that it builds, and this one has none. */
function builder(): Knex {
  const built = knex({ client: 'mysql2' });
  const settings = { charset: 'utf8mb4', collate: `${BINARY} engine = InnoDB` };
  Object.assign(built.client, { connectionSettings: settings });
  return built;
}

/** Held by the session, because a change of the schema commits; and let go after the commit. */
const guard: Guard = {
  enter: async (session, name) => {
    const sql = `SELECT GET_LOCK(SHA1(CONCAT(DATABASE(), '.', ?)), ${PATIENCE_MS / 1_000}) AS got`;
    const [row] = await session.all<{ got: number | null }>(sql, name);
    if (row?.got !== 1) throw stayedLocked();
  },
  leave: async (session, name) => {
    await session.all("SELECT RELEASE_LOCK(SHA1(CONCAT(DATABASE(), '.', ?))) AS freed", name);
  },
};

/** The name of an error of the server or the driver. */
function codeOf(error: unknown): string {
  const { code, errno, fatal } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && (typeof errno === 'number' || fatal === true) ? code : '';
}

const isFatal = (error: unknown): boolean => (error as { readonly fatal?: unknown } | null)?.fatal === true;

async function findings(session: Session): Promise<readonly string[]> {
  const [settings] = await session.once<{ version: string; mode: string; patience: number }>(
    'SELECT VERSION() AS version, @@sql_mode AS mode, @@innodb_lock_wait_timeout AS patience',
  );
  if (!settings) return [];
  const { version, mode, patience } = settings;
  const name = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  if (isBefore(version, OLDEST[name])) throw tooOld(name, version);
  if (mode.includes('NO_BACKSLASH_ESCAPES')) throw unsafeEscapes();
  const found: string[] = [];
  if (patience * 1_000 > 2 * PATIENCE_MS) {
    found.push(
      `innodb_lock_wait_timeout is ${patience} s, and so long a command may wait for a lock. Set it to ${PATIENCE_MS / 1_000}.`,
    );
  }
  const [cluster] = await session.once<{ Value: string }>("SHOW VARIABLES LIKE 'wsrep_on'");
  if (cluster?.Value === 'ON')
    found.push(
      'the server belongs to a Galera cluster, which loses updates of several writers. Write to one node.',
    );
  return found;
}

function isBefore(version: string, limit: readonly [number, number, number]): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return major !== limit[0] ? major < limit[0] : minor !== limit[1] ? minor < limit[1] : patch < limit[2];
}

function tooOld(name: string, version: string): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    `The server is ${name} ${version}: expected MariaDB 10.6 or MySQL 8.0.17, or later. Update the server.`,
  );
}

function unsafeEscapes(): SdkError {
  return new SdkError(
    'STORAGE_FAILED',
    'The sql_mode of the connection has NO_BACKSLASH_ESCAPES, with which the driver mysql2 cannot write texts safely: ' +
      'expected a mode without it. Set sql_mode where Knex is made.',
  );
}

function stayedLocked(): SdkError {
  return new SdkError(
    'CONTENTION',
    'MariaDB stayed locked by another process of the same kind: expected it to end within seconds. Repeat the call.',
  );
}
