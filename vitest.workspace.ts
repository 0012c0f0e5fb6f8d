import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { findRooms, repositoryRoot } from './packages/repo/rooms.mjs';

// Tests run from source: no build, no build order. The rest are Vite's own conditions, which a list replaces.
export const conditions = ['@dealroute/source', 'module', 'node', 'development|production'];

// A busy machine is slow, and a test that is only slow does not fail.
export const patience = { testTimeout: 60_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    projects: findRooms()
      .filter((room) => existsSync(join(room.directory, 'test')))
      .map((room) => ({
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: room.name,
          root: room.directory,
          include: ['test/**/*.test.ts'],
          // Those that need a server are run by vitest.databases.ts.
          exclude: ['test/servers/**'],
          ...patience,
        },
      })),
    coverage: { include: ['*/*/src/**/*.ts'], reportsDirectory: join(repositoryRoot, 'coverage') },
  },
});
