import { join } from 'node:path';
import { defineConfig } from 'tsup';
import { entriesOf, findBuiltRooms } from './packages/repo/rooms.mjs';

// JavaScript only: declarations come from `tsc -b`, which is faster and understands project references.
export default defineConfig(
  findBuiltRooms().map((room) => ({
    name: room.name,
    entry: Object.fromEntries(
      Object.entries(entriesOf(room)).map(([output, source]) => [output, join(room.directory, source)]),
    ),
    outDir: join(room.directory, 'dist'),
    tsconfig: join(room.directory, 'tsconfig.json'),
    format: 'esm',
    target: 'node20',
    platform: room.name === 'domain' ? 'neutral' : 'node',
    sourcemap: true,
    silent: true,
    // Other packages stay imports, whatever the room; a bundled second copy would break `instanceof` and tokens.
    external: [/^[^./]/],
  })),
);
