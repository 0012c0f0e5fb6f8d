import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runNode } from './processes.mjs';

const [room = '', ...args] = process.argv.slice(2);

await ensureInstalled();
await ensureBuilt();
process.exitCode = runNode([join(room, 'dist/index.js'), ...args]);
