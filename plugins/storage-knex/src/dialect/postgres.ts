import { createRequire } from 'node:module';
import { SdkError } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import type { Client } from 'pg';
import type { Dialect, Guard } from './dialect.js';
import { POSTGRES_NOW } from './postgres-rows.js';
import { postgresSession } from './postgres-session.js';
import { postgresStatements } from './postgres-statements.js';
import { sameServer } from './same-server.js';
import type { Isolation, Session } from './session.js';

/** The first one with everything that the statements use. */
const OLDEST = 130_000;

const require = createRequire(import.meta.url);
const Postgres = require('knex/lib/dialects/postgres/index.js') as typeof Knex.Client;

/** Builds columns of text that are compared byte by byte, whatever the collation of the database is. */
class BinaryPostgres extends Postgres {
  override columnCompiler(...parameters: unknown[]): unknown {
    const inherited = Postgres.prototype as unknown as {
      columnCompiler(...parameters: unknown[]): TextTypes;
    };
    const compiler = inherited.columnCompiler.apply(this, parameters);
    compiler.varchar = (length) => `varchar(${length}) collate "C"`;
    compiler.text = () => 'text collate "C"';
    return compiler;
  }
}

interface TextTypes {
  varchar: (length: number) => string;
  text: () => string;
}

/** PostgreSQL through the driver `pg`. */
export function postgresDialect(isolation: Isolation = 'read committed'): Dialect {
  return {
    name: 'PostgreSQL',
    builder: knex({ client: BinaryPostgres }),
    now: POSTGRES_NOW,
    looks: 3,
    isolation,
    commitWaits: false,
    guard: isolation === 'serializable' ? serialGuard : guard,
    session: (connection) => postgresSession(connection as Client),
    hostTransaction: (knex, work) => knex.transaction(work, { isolationLevel: 'read committed' }),
    indexed: (table) => table,
    member: (column, name) => `${column}::jsonb->>'${name}'`,
    statements: postgresStatements,
    sameDatabase: sameServer,
    isDriverError: (error) => stateOf(error) !== '' || isCut(error),
    isBusy: (error) => ['40001', '40P01', '55P03'].includes(stateOf(error)),
    isTakenBack: (error) => ['40001', '40P01'].includes(stateOf(error)),
    isConflict: (error) => ['23505', '22012', '21000'].includes(stateOf(error)),
    isDoneAlready: () => false,
    endsTransaction: (error) => stateOf(error) !== '' || isCut(error),
    isCut: (error) => isCut(error) || stateOf(error).startsWith('57P'),
    isMissingTable: (error) => stateOf(error) === '42P01',
    isRolledBack: () => false,
    findings,
  };
}

/** Held by the transaction, since behind PgBouncer no lock of a session can be relied on. */
const guard: Guard = {
  hold: async (session, name) => {
    await session.all(
      "SELECT pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), '') || '.' || $1, 0))::text",
      name,
    );
  },
};

/**
 * Its transactions see nothing that is committed after their first statement, and a wait for a lock would be one: so
 * nobody waits, and the server takes back those that ran into one another.
 */
const serialGuard: Guard = {};

/** The SQLSTATE of an error of the server. */
function stateOf(error: unknown): string {
  const { code, severity } = (error ?? {}) as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' ? code : '';
}

/** Whether the connection was lost, or never came to be. */
function isCut(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (
    /Connection terminated|not queryable/.test(error.message) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(String(code))
  );
}

async function findings(session: Session): Promise<readonly string[]> {
  const [server] = await session.once<{ name: string }>('SELECT version() AS name');
  const engine = otherEngine(server?.name ?? '');
  if (engine) return [untested(engine)];
  const [settings] = await session.once<{
    version: string;
    release: string;
    commit: string;
    replica: number;
  }>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS release,
      current_setting('synchronous_commit') AS commit, pg_is_in_recovery()::int AS replica`,
  );
  if (!settings) return [];
  if (Number(settings.version) < OLDEST) throw tooOld(settings.release);
  const found: string[] = [];
  if (settings.commit === 'off')
    found.push(
      'synchronous_commit is off, so a crash of the server may lose the last commits. Set it to on.',
    );
  if (settings.replica === 1)
    found.push('the server is a standby, which is behind and takes no writes. Connect to the primary.');
  return found;
}

/** The name of a server that only speaks PostgreSQL's protocol; undefined for PostgreSQL itself, of whatever age. */
function otherEngine(version: string): string | undefined {
  if (/-YB-/.test(version)) return 'YugabyteDB';
  return version.startsWith('PostgreSQL ') ? undefined : version.split(' (')[0];
}

const untested = (engine: string): string =>
  `the server is ${engine}, which speaks PostgreSQL's protocol, and on which nothing of this package is tested. Read ` +
  'docs/distributed-engines.md of @dealroute/storage-knex before anything depends on it.';

function tooOld(release: string): SdkError {
  return new SdkError(
    'DRIVER_MISSING',
    `The server is PostgreSQL ${release}: expected 13 or later. Update the server.`,
  );
}
