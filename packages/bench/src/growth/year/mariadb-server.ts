import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import type { Finding } from '../../figure.js';

const ADDRESS = process.env.DEALROUTE_TEST_MARIADB ?? 'mysql://root@127.0.0.1:3306/test';

/** Measures on databases of a server that are dropped in the end; one sentence instead where none answers. */
export async function* onMariadb(
  what: string,
  measure: (make: () => Promise<Knex>) => AsyncIterable<Finding>,
): AsyncGenerator<Finding> {
  const administrator = knex({ client: 'mysql2', connection: ADDRESS, pool: { min: 0, max: 1 } });
  const names: string[] = [];
  const make = async (): Promise<Knex> => {
    const name = `bench_year_${randomBytes(4).toString('hex')}`;
    await administrator.raw('CREATE DATABASE ??', [name]);
    names.push(name);
    const url = new URL(ADDRESS);
    url.pathname = `/${name}`;
    return knex({ client: 'mysql2', connection: url.href, pool: { min: 0, max: 8 } });
  };
  try {
    const version = await versionOf(administrator).catch(unreachable);
    if (version === undefined) {
      yield `Not measured: ${what}. No MariaDB answers; start one, or name one in DEALROUTE_TEST_MARIADB.`;
      return;
    }
    yield version;
    yield* measure(make);
  } finally {
    for (const name of names) await administrator.raw('DROP DATABASE IF EXISTS ??', [name]);
    await administrator.destroy();
  }
}

async function versionOf(administrator: Knex): Promise<string> {
  const [rows] = await administrator.raw('SELECT VERSION() AS version, @@innodb_buffer_pool_size AS pool');
  const [{ version, pool }] = rows;
  return `${version}, innodb_buffer_pool_size ${Math.round(pool / 1_048_576)} MB.`;
}

function unreachable(error: { readonly code?: unknown }): undefined {
  // What answers and refuses is a mistake of the address, and no missing server.
  if (!['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT'].includes(String(error.code))) throw error;
}
