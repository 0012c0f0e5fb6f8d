import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesOf, findBuiltRooms, findRooms } from '../rooms.mjs';

const built = findBuiltRooms();

describe.each(built.map((room) => [room.path, room] as const))('%s', (_path, room) => {
  it('exports source files that exist', () => {
    for (const source of Object.values(entriesOf(room))) {
      expect(existsSync(join(room.directory, source)), source).toBe(true);
    }
  });

  it('references in tsconfig.json the rooms that its sources may import', () => {
    const { dependencies, peerDependencies } = room.manifest;
    const imported = Object.keys({ ...dependencies, ...peerDependencies });
    const expected = built
      .filter((other) => imported.includes(other.manifest.name))
      .map((other) => other.directory);
    const { references = [] }: { references?: { path: string }[] } = JSON.parse(
      readFileSync(join(room.directory, 'tsconfig.json'), 'utf8'),
    );
    expect(references.map(({ path }) => resolve(room.directory, path)).sort()).toEqual(expected.sort());
  });
});

it('finds the rooms of every folder that exists', () => {
  expect(findRooms().map((room) => room.path)).toEqual(
    expect.arrayContaining(['packages/domain', 'packages/repo']),
  );
});
