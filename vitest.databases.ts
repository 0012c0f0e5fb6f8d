import { defineConfig } from 'vitest/config';
import { findRooms } from './packages/repo/rooms.mjs';
import { conditions, patience } from './vitest.workspace.js';

const ON_SERVERS = ['contracts', 'stories', 'enlist', 'race'].map((name) => `test/servers/${name}.test.ts`);

/** The databases, and of each room the tests that are run on it. SQLite needs no server: only the long race is left to here. */
const DATABASES = [
  { name: 'sqlite', env: {}, suites: { 'storage-knex': ['test/servers/sqlite/*.test.ts'] } },
  ...['postgres', 'mariadb'].map((server) => ({
    name: server,
    env: { DEALROUTE_TEST_SERVER: server },
    suites: {
      'storage-knex': ['test/servers/*.test.ts', `test/servers/${server}/*.test.ts`],
      'host-sql': ['test/contracts.test.ts'],
    },
  })),
  {
    name: 'serializable-postgres',
    env: { DEALROUTE_TEST_SERVER: 'postgres', DEALROUTE_TEST_ISOLATION: 'serializable' },
    suites: { 'storage-knex': [...ON_SERVERS, 'test/servers/serializable/*.test.ts'] },
  },
] satisfies readonly { name: string; env: object; suites: Readonly<Record<string, string[]>> }[];

export default defineConfig({
  test: {
    projects: DATABASES.flatMap(({ name: database, env, suites }) =>
      findRooms().flatMap(({ name, directory }) => {
        const include = (suites as Readonly<Record<string, string[]>>)[name];
        if (!include) return [];
        const resolve = { conditions };
        const test = { name: `${name}-${database}`, root: directory, include, env, ...patience };
        return [{ resolve, ssr: { resolve }, test }];
      }),
    ),
  },
});
