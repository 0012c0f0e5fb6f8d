import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findRooms, type Room, repositoryRoot } from '../rooms.mjs';
import type { RoomFacts } from './import-rules.js';

export interface SourceFile {
  /** From the repository root. */
  readonly path: string;
  readonly text: string;
}

export function roomFacts(room: Room): RoomFacts {
  const { name, private: isPrivate = false, exports = {}, dependencies, peerDependencies } = room.manifest;
  return {
    path: room.path,
    packageName: name,
    private: isPrivate,
    exported: Object.keys(exports).map((subpath) => name + subpath.slice(1)),
    dependencies: Object.keys({ ...dependencies, ...peerDependencies }),
  };
}

/** The TypeScript files below every room's `src`. */
export function readSources(): SourceFile[] {
  const rooms = findRooms().filter((room) => existsSync(join(room.directory, 'src')));
  return rooms.flatMap((room) =>
    readdirSync(join(room.directory, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?tsx?$/.test(name))
      .map((name) => join(room.directory, 'src', name))
      .map((file) => ({
        path: relative(repositoryRoot, file).replaceAll('\\', '/'),
        text: readFileSync(file, 'utf8'),
      })),
  );
}
