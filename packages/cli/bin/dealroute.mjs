#!/usr/bin/env node
import { existsSync } from 'node:fs';

// In a clone of the repository: builds when the sources have changed. A published package has no such file.
const repository = new URL('../../repo/build.mjs', import.meta.url);
if (existsSync(repository)) await (await import(repository.href)).ensureBuilt();

const { main } = await import('../dist/index.js');

// `dealroute … | head` closes the pipe early: nobody reads on, and that is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 3));
process.exitCode = await main(process.argv.slice(2), process);
