import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, isDone, markDone } from './fingerprint.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { runNpm } from './processes.mjs';
import { repositoryRoot } from './rooms.mjs';

const lock = join(repositoryRoot, 'package-lock.json');

/** Installs the dependencies when they are missing or are not those of package-lock.json. */
export async function ensureInstalled() {
  const tooOld = whyNodeIsTooOld(process.versions.node);
  if (tooOld) fail(tooOld);
  if (reasonToInstall()) await oneAtATime(install);
}

/**
 * What to tell the user of a Node that cannot run this; nothing when it can.
 *
 * @param {string} version
 */
export function whyNodeIsTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Node ${version} is too old: Dealroute needs 20.19 or newer. Install that and run this again.`;
}

/**
 * What to tell when npm could not install.
 *
 * @param {(program: string) => boolean} isThere
 */
export function whyInstallFailed(isThere) {
  const missing = ['python3', 'make', 'g++'].filter((program) => !isThere(program));
  if (missing.length === 0) return 'The installation failed: see what npm printed above.';
  return (
    'The installation failed. Where no prebuilt sqlite3 can be had it is compiled, with python3, make and g++. ' +
    `Missing here: ${missing.join(', ')}. Install that and run this again.`
  );
}

function reasonToInstall() {
  if (!existsSync(join(repositoryRoot, 'node_modules/.package-lock.json'))) {
    return 'The dependencies are not installed yet';
  }
  if (!isDone('installed', fingerprintOf([lock])))
    return 'package-lock.json has changed since the last install';
  return undefined;
}

function install() {
  const reason = reasonToInstall();
  if (!reason) return;
  console.log(`${reason}: running \`npm ci\` (some minutes where sqlite3 has to be compiled).`);
  const failed = runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (failed) fail(whyInstallFailed((program) => spawnSync(program, ['--version']).status === 0));
  markDone('installed', fingerprintOf([lock]));
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

// `npm install` by hand ends here too (postinstall), so that the next `npm test` does not install once more.
if (process.argv.includes('--installed')) markDone('installed', fingerprintOf([lock]));
