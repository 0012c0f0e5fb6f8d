import { ensureInstalled } from './ensure.mjs';
import { runNode, tool } from './processes.mjs';

await ensureInstalled();
process.exitCode = runNode(
  tool('vitest', 'run', '--config', 'vitest.workspace.ts', ...process.argv.slice(2)),
);
