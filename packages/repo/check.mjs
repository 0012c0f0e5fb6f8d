import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { captureNode, runNpm, tool } from './processes.mjs';
import { findBuiltRooms } from './rooms.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} run arguments of `node`
 */

await ensureInstalled();

/** @type {Check[]} */
const ofTheSources = [
  { name: 'lock file', run: ['packages/repo/check-lock.mjs'] },
  { name: 'types of sources and tests', run: tool('tsc', '-p', 'tsconfig.json') },
  { name: 'format and lint (biome)', run: tool('biome', 'check', '--error-on-warnings') },
  { name: 'unused code and dependencies (knip)', run: tool('knip', '--no-config-hints') },
];
const passed = ofTheSources.map(perform);

const built = perform({ name: 'build and declarations', run: ['packages/repo/build.mjs'] });
const folder = mkdtempSync(join(tmpdir(), 'dealroute-check-'));
try {
  if (built) passed.push(...pack(folder).map(perform));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = built && passed.every(Boolean) ? 0 : 1;

/**
 * Runs one check and prints its line of the table, and when it failed what the tool said.
 *
 * @param {Check} check
 */
function perform({ name, run }) {
  const started = Date.now();
  const { code, output } = captureNode(run);
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${code === 0 ? 'passed' : 'FAILED'} ${seconds} s  ${name}`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/**
 * Packs what would be published and says how to check it. The packages are ESM only; `require()` of them works in
 * every supported Node.
 *
 * @param {string} folder
 * @returns {Check[]}
 */
function pack(folder) {
  const published = findBuiltRooms().filter((room) => !room.manifest.private);
  const workspaces = published.flatMap((room) => ['--workspace', room.path]);
  const failed = runNpm(['pack', '--loglevel=error', '--pack-destination', folder, ...workspaces], {
    quiet: true,
  });
  if (failed) process.exit(failed);
  return readdirSync(folder).flatMap((name) => [
    { name: `publint ${name}`, run: tool('publint', 'run', '--strict', join(folder, name)) },
    {
      name: `attw ${name}`,
      run: tool('attw', '--profile', 'esm-only', '--no-definitely-typed', join(folder, name)),
    },
  ]);
}
