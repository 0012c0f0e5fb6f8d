import { findServers } from './database-servers.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runNode, tool } from './processes.mjs';

await ensureInstalled();
const [first, ...rest] = process.argv.slice(2);
process.exitCode =
  first === '--databases'
    ? await testDatabases(rest)
    : runNode(tool('vitest', 'run', '--config', 'vitest.workspace.ts', ...process.argv.slice(2)));

/**
 * Runs the tests on databases: those that need a server, and the long ones. Without a server CI fails; elsewhere what did not run is said at the end.
 *
 * @param {string[]} args
 */
async function testDatabases(args) {
  const { projects, missing } = await findServers();
  const chosen = projects.flatMap((project) => ['--project', project]);
  const code = runNode(tool('vitest', 'run', '--config', 'vitest.databases.ts', ...chosen, ...args));
  for (const sentence of missing) console.error(sentence);
  return code === 0 && missing.length > 0 && process.env.CI ? 1 : code;
}
