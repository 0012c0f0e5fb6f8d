import { defineConfig } from 'vitest/config';
import { findRooms } from './packages/repo/rooms.mjs';
import { conditions, patience } from './vitest.workspace.js';

/** The rooms with tests that need a server, and which those are. */
const SUITES: Readonly<Record<string, (server: string) => string[]>> = {
  'storage-knex': (server) => ['test/servers/*.test.ts', `test/servers/${server}/*.test.ts`],
  'host-sql': () => ['test/contracts.test.ts'],
};

export default defineConfig({
  test: {
    projects: ['postgres', 'mariadb'].flatMap((server) =>
      findRooms().flatMap(({ name, directory }) => {
        const include = SUITES[name]?.(server);
        if (!include) return [];
        const resolve = { conditions };
        const env = { DEALROUTE_TEST_SERVER: server };
        const test = { name: `${name}-${server}`, root: directory, include, env, ...patience };
        return [{ resolve, ssr: { resolve }, test }];
      }),
    ),
  },
});
