import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure.mjs';
import { fingerprintOf, isDone, markDone } from './fingerprint.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { runNode, tool } from './processes.mjs';
import { entriesOf, findBuiltRooms, repositoryRoot } from './rooms.mjs';

const configuration = ['tsconfig.json', 'tsconfig.room.json', 'tsup.config.ts', 'package-lock.json'];
const papers = ['LICENSE', 'NOTICE'];

/** Builds when an output is missing or was made from other sources. */
export async function ensureBuilt() {
  await oneAtATime(() => {
    const reason = reasonToBuild();
    if (!reason) return;
    // Not on standard output: what is built for (`dealroute … --json`) may answer machines there.
    console.error(`${reason}: building.`);
    build();
  });
}

/** Builds every room from nothing: JavaScript by tsup, declarations by `tsc -b`, the licence beside them. */
function build() {
  const sources = fingerprintOf(sourceFiles());
  const rooms = findBuiltRooms();
  for (const { directory } of rooms) {
    rmSync(join(directory, 'dist'), { recursive: true, force: true });
    rmSync(join(directory, '.tsbuildinfo'), { force: true });
  }
  const failed = runNode(tool('tsup')) || runNode(tool('tsc', '-b', ...rooms.map((room) => room.path)));
  if (failed) process.exit(failed);
  for (const { directory } of rooms) {
    for (const paper of papers) copyFileSync(join(repositoryRoot, paper), join(directory, 'dist', paper));
  }
  markDone('built', sources);
}

function reasonToBuild() {
  const outputs = findBuiltRooms().flatMap((room) =>
    Object.keys(entriesOf(room)).map((name) => join(room.directory, 'dist', `${name}.js`)),
  );
  if (!outputs.every((output) => existsSync(output))) return 'Something is not built yet';
  if (!isDone('built', fingerprintOf(sourceFiles()))) return 'The sources have changed since the last build';
  return undefined;
}

function sourceFiles() {
  const rooms = findBuiltRooms().flatMap(({ directory }) => [
    join(directory, 'package.json'),
    join(directory, 'tsconfig.json'),
    ...readdirSync(join(directory, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  ]);
  return [...configuration.map((name) => join(repositoryRoot, name)), ...rooms.sort()];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled();
  await oneAtATime(build);
}
