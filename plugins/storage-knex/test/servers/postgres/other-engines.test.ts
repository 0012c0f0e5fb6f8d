import type { PluginContext } from '@dealroute/core';
import { expect, test } from 'vitest';
import { knexStorage } from '../../../src/index.js';
import { quickKnex } from '../../databases.js';
import { newPlace } from '../server.js';

/** What the start says on a server that calls itself so: a function of its name comes before the server's own. */
async function findingsOn(version: string): Promise<readonly string[]> {
  const url = new URL(await newPlace());
  const schema = url.searchParams.get('application_name') as string;
  url.searchParams.set('options', `-csearch_path=${schema},pg_catalog`);
  const knex = quickKnex(url.href);
  await knex.raw(
    `CREATE FUNCTION ${schema}.version() RETURNS text LANGUAGE sql AS $$ SELECT '${version}'::text $$`,
  );
  const found: string[] = [];
  const logger = { warn: (message: string) => found.push(message) };
  await knexStorage({ knex }).start?.({ logger } as unknown as PluginContext);
  await knex.destroy();
  return found;
}

test.each([
  ['CockroachDB CCL v25.2.1 (x86_64-pc-linux-gnu)', 'CockroachDB CCL v25.2.1'],
  ['PostgreSQL 15.12-YB-2025.1.0.0-b0 on x86_64-pc-linux-gnu', 'YugabyteDB'],
  ['CrateDB 5.10.4 (built 1/Linux)', 'CrateDB 5.10.4'],
])('says at the start that nothing was tested on %s', async (version, name) => {
  expect(await findingsOn(version)).toEqual([
    expect.stringContaining(`storage-knex: the server is ${name}, which speaks PostgreSQL's protocol`),
  ]);
});

test('finds nothing in PostgreSQL itself', async () => {
  expect(await findingsOn('PostgreSQL 16.4 (Debian 16.4-1) on x86_64-pc-linux-gnu')).toEqual([]);
});
