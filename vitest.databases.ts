import { defineConfig } from 'vitest/config';
import { findRooms } from './packages/repo/rooms.mjs';
import { conditions, patience } from './vitest.workspace.js';

export default defineConfig({
  test: {
    projects: ['postgres', 'mariadb'].flatMap((server) =>
      findRooms()
        .filter((room) => room.name === 'storage-knex')
        .map((room) => ({
          resolve: { conditions },
          ssr: { resolve: { conditions } },
          test: {
            name: `${room.name}-${server}`,
            root: room.directory,
            include: ['test/servers/*.test.ts', `test/servers/${server}/*.test.ts`],
            env: { DEALROUTE_TEST_SERVER: server },
            ...patience,
          },
        })),
    ),
  },
});
