import { resolve } from 'node:path';
import { SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import type { Database } from 'sqlite3';
import type { Dialect } from './dialect.js';
import { immediateTransaction } from './immediate-sqlite.js';
import type { Session } from './session.js';
import { SQLITE_NOW } from './sqlite-rows.js';
import { sqliteSession } from './sqlite-session.js';
import { sqliteStatements } from './sqlite-statements.js';

type Version = readonly [number, number, number];

/** The first one with `jsonb_each`. */
const OLDEST: Version = [3, 51, 0];
/** The first one in which a reset of the write-ahead log loses nothing. */
const SAFE: Version = [3, 51, 3];

/** SQLite through the driver `sqlite3`. */
export function sqliteDialect(): Dialect {
  return {
    name: 'SQLite',
    builder: knex({ client: 'sqlite3', useNullAsDefault: true }),
    now: SQLITE_NOW,
    looks: 0,
    isolation: 'serializable',
    commitWaits: true,
    guard: null,
    session: (connection) => sqliteSession(connection as Database),
    hostTransaction: immediateTransaction,
    indexed: (table, index) => `${table} INDEXED BY ${index}`,
    member: (column, name) => `${column}->>'$.${name}'`,
    statements: sqliteStatements,
    sameDatabase,
    isDriverError: (error) => codeOf(error).startsWith('SQLITE_'),
    isBusy: (error) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error)),
    isTakenBack: () => false,
    isConflict: (error) => codeOf(error).startsWith('SQLITE_CONSTRAINT'),
    isDoneAlready: () => false,
    endsTransaction: () => false,
    isCut: () => false,
    isMissingTable: (error) =>
      codeOf(error) === 'SQLITE_ERROR' && /no such table/.test((error as Error).message),
    isRolledBack: (error) => /no transaction is active/.test((error as Error).message),
    findings,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function sameDatabase(one: Knex.Client, other: Knex.Client): boolean {
  if (one.config === other.config) return true;
  const [file, otherFile] = [fileOf(one), fileOf(other)];
  return file !== undefined && file === otherFile;
}

/** Undefined for a database in memory, which only its own connection sees. */
function fileOf(client: Knex.Client): string | undefined {
  const { filename } = client.connectionSettings as { readonly filename?: string };
  return filename && !filename.startsWith(':') && !filename.startsWith('file:')
    ? resolve(filename)
    : undefined;
}

async function findings(session: Session): Promise<readonly string[]> {
  const [settings] = await session.once<{ journal: string; version: string }>(
    'SELECT journal_mode AS journal, sqlite_version() AS version FROM pragma_journal_mode',
    [],
  );
  if (!settings) return [];
  if (isBefore(settings.version, OLDEST)) throw tooOld(settings.version);
  const found: string[] = [];
  if (settings.journal === 'delete' || settings.journal === 'truncate' || settings.journal === 'persist') {
    found.push(
      `journal_mode is ${settings.journal}, so readers and writers wait for one another. Set it to WAL.`,
    );
  }
  if (isBefore(settings.version, SAFE)) {
    found.push(
      `SQLite is ${settings.version}: before ${SAFE.join('.')} it could damage a database in WAL mode. Update sqlite3.`,
    );
  }
  return found;
}

function isBefore(version: string, limit: Version): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major !== limit[0] ? major < limit[0] : minor !== limit[1] ? minor < limit[1] : patch < limit[2];
}

function tooOld(version: string): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    `The driver sqlite3 brings SQLite ${version}: expected ${OLDEST.join('.')} or later. Run \`npm install sqlite3@6\`.`,
  );
}
