import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runNode, runNpm } from './processes.mjs';
import { repositoryRoot } from './rooms.mjs';

const driver = join(repositoryRoot, 'node_modules/better-sqlite3');

await ensureInstalled();
// Only the benchmark needs this driver, so that nobody else waits two minutes for its compilation.
if (!existsSync(join(driver, 'build/Release/better_sqlite3.node'))) {
  console.log('better-sqlite3 is not compiled yet: compiling it (about two minutes, once).');
  const failed = runNpm(['run', 'install'], { cwd: driver });
  if (failed) process.exit(failed);
}
await ensureBuilt();
process.exitCode = runNode(['packages/bench/dist/index.js', ...process.argv.slice(2)]);
