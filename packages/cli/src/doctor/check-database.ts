import { migrations } from '@dealroute/storage-knex/migrations';
import type { Knex } from 'knex';
import { type DatabaseOptions, databaseOf, withDatabase } from '../database/open-database.js';
import type { Shell } from '../shell.js';
import type { Check } from './check.js';

/** More than this many milliseconds between two clocks is a problem. */
const MOST_SKEW_MS = 1_000;

/** How each driver tells the time of its database, in milliseconds. */
const TIME: Readonly<Record<string, string>> = {
  sqlite3: "select (julianday('now') - 2440587.5) * 86400000 as ms",
  pg: 'select extract(epoch from clock_timestamp()) * 1000 as ms',
  mysql2: 'select unix_timestamp(sysdate(3)) * 1000 as ms',
};

/** Whether the database answers, has the schema of this version, and agrees about the time. */
export async function checkDatabase(shell: Shell, options: DatabaseOptions): Promise<readonly Check[]> {
  const { doctor } = shell.words;
  if (databaseOf(shell, options) === undefined)
    return [{ name: 'database', state: 'skipped', text: doctor.noDatabase }];
  try {
    return await withDatabase(shell, options, async (db) => {
      const driver = (db.client as Knex.Client).driverName;
      const ms = await skewOf(db, driver);
      const reachable: Check = { name: 'database', state: 'ok', text: doctor.reachable(driver) };
      return [reachable, await checkSchema(shell, db), clockCheck(shell, ms)];
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [{ name: 'database', state: 'problem', text: withoutSecrets(text) }];
  }
}

async function checkSchema({ words: { doctor } }: Shell, db: Knex): Promise<Check> {
  const { done, pending } = await migrations(db).status();
  if (pending.length === 0) return { name: 'schema', state: 'ok', text: doctor.upToDate(done.length) };
  return { name: 'schema', state: 'problem', text: doctor.pending(pending.join(', ')) };
}

function clockCheck({ words: { doctor } }: Shell, ms: number): Check {
  const isNear = Math.abs(ms) <= MOST_SKEW_MS;
  return isNear
    ? { name: 'clock', state: 'ok', text: doctor.skew(ms) }
    : { name: 'clock', state: 'problem', text: doctor.skewWrong(ms) };
}

/** By how much the clock of the database is ahead; the question is thought to take as long to come as to go. */
async function skewOf(db: Knex, driver: string): Promise<number> {
  const before = Date.now();
  const answer: unknown = await db.raw(TIME[driver] ?? '');
  const after = Date.now();
  const [row] = rowsOf(answer);
  return Math.round(Number(row?.ms) - (before + after) / 2);
}

/** Each driver wraps its rows in another way. */
function rowsOf(answer: unknown): readonly { readonly ms: unknown }[] {
  const rows = Array.isArray(answer) ? answer : (answer as { readonly rows: unknown[] }).rows;
  return (Array.isArray(rows[0]) ? rows[0] : rows) as { readonly ms: unknown }[];
}

/** A driver may put the URL, password and all, into its message. */
const withoutSecrets = (text: string): string => text.replace(/(\w+:\/\/[^:@/\s]*):[^@\s]*@/g, '$1:***@');
