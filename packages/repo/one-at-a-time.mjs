import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './rooms.mjs';

const longestWorkInMinutes = 30;
const secondsToWriteTheOwner = 5;

/**
 * Runs `work` while no other command of this clone installs or builds. The lock file holds its owner's process id:
 * a lock whose owner has died is taken over.
 *
 * @template T
 * @param {() => T | Promise<T>} work
 * @param {string} [lock]
 * @returns {Promise<T>}
 */
export async function oneAtATime(work, lock = join(repositoryRoot, '.ensure.lock')) {
  let waiting = false;
  while (!tryToLock(lock)) {
    if (isStale(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waiting) console.log('Another command is installing or building here: waiting for it.');
    waiting = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function tryToLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock */
function isStale(lock) {
  try {
    const seconds = (Date.now() - statSync(lock).mtimeMs) / 1000;
    const owner = Number(readFileSync(lock, 'utf8'));
    if (!owner) return seconds > secondsToWriteTheOwner;
    process.kill(owner, 0);
    return seconds > longestWorkInMinutes * 60;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
