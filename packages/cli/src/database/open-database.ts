import { existsSync } from 'node:fs';
import { ImmediateSqlite } from '@dealroute/storage-knex';
import knex, { type Knex } from 'knex';
import { CliError, EXIT } from '../exit.js';
import type { Shell } from '../shell.js';

/** Where the database is, as options say it. */
export interface DatabaseOptions {
  readonly database?: string;
}

/** The client of Knex, and so the driver, for the scheme of a URL. */
const CLIENTS: Readonly<Record<string, string>> = {
  postgres: 'pg',
  postgresql: 'pg',
  mysql: 'mysql2',
  mariadb: 'mysql2',
};

/** `--database`, else `DEALROUTE_DATABASE`; undefined where neither is given. */
export function databaseOf({ streams: { env } }: Shell, { database }: DatabaseOptions): string | undefined {
  return database ?? (env.DEALROUTE_DATABASE || undefined);
}

/** Runs work on a Knex instance for the database that is meant, and closes it whatever comes. */
export async function withDatabase<T>(
  shell: Shell,
  options: DatabaseOptions & { readonly mayCreate?: boolean },
  work: (db: Knex) => Promise<T>,
): Promise<T> {
  const place = databaseOf(shell, options);
  if (place === undefined) throw new CliError(EXIT.usage, shell.words.database.missing);
  const db = connect(shell, place, options.mayCreate === true);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function connect(shell: Shell, place: string, mayCreate: boolean): Knex {
  const client = CLIENTS[/^([a-z]+):\/\//.exec(place)?.[1] ?? ''];
  if (client === undefined)
    return openFile(shell, place.replace(/^(?:sqlite|file):(?:\/\/)?/, ''), mayCreate);
  try {
    return knex({ client, connection: place, pool: { min: 0, max: 2 } });
  } catch (cause) {
    throw new CliError(EXIT.environment, shell.words.database.noDriver(client), { cause });
  }
}

function openFile({ words }: Shell, filename: string, mayCreate: boolean): Knex {
  // SQLite would make an empty database of a misspelt name.
  if (!mayCreate && !existsSync(filename))
    throw new CliError(EXIT.environment, words.database.noFile(filename));
  return knex({ client: ImmediateSqlite, connection: { filename }, useNullAsDefault: true });
}
