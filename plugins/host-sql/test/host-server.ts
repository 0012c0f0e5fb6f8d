import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { afterAll } from 'vitest';

const ADDRESSES: Readonly<Record<string, string>> = {
  postgres: process.env.DEALROUTE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test',
  mariadb: process.env.DEALROUTE_TEST_MARIADB ?? 'mysql://root@127.0.0.1:3306/test',
};

/** The server that this project runs on; undefined in the one that needs none. */
export const server = process.env.DEALROUTE_TEST_SERVER;

let opened: Promise<Knex> | undefined;
let drop = async (): Promise<void> => {};

/** A schema or database of this file's own on the server; it is dropped when the file's tests have ended. */
export async function serverDatabase(): Promise<Knex | undefined> {
  if (server === undefined) return undefined;
  opened ??= open(server);
  return opened;
}

async function open(name: string): Promise<Knex> {
  const place = `dealroute_host_${randomBytes(6).toString('hex')}`;
  const url = new URL(ADDRESSES[name] as string);
  const isPostgres = name === 'postgres';
  const administrator = knex({ client: isPostgres ? 'pg' : 'mysql2', connection: url.href });
  // With the usual collation the host's own ids would not differ by case.
  const create = isPostgres ? 'CREATE SCHEMA ??' : 'CREATE DATABASE ?? COLLATE utf8mb4_bin';
  await administrator.raw(create, [place]);
  if (!isPostgres) url.pathname = `/${place}`;
  const own = isPostgres
    ? knex({ client: 'pg', connection: url.href, searchPath: [place] })
    : knex({ client: 'mysql2', connection: url.href });
  drop = async () => {
    await own.destroy();
    await administrator.raw(isPostgres ? 'DROP SCHEMA ?? CASCADE' : 'DROP DATABASE ??', [place]);
    await administrator.destroy();
  };
  return own;
}

afterAll(() => drop());
