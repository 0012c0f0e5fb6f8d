import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from './rooms.mjs';

const folder = join(repositoryRoot, 'node_modules/.dealroute');

/**
 * A hash of the files' names and contents. (Times would not do: a checkout changes them all, a deletion none.)
 *
 * @param {string[]} files absolute
 */
export function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(`${relative(repositoryRoot, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Whether `work` was last done with files of this fingerprint.
 *
 * @param {'installed' | 'built'} work
 * @param {string} fingerprint
 */
export function isDone(work, fingerprint) {
  const stamp = join(folder, work);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}

/**
 * Remembers inside node_modules, which a new install removes, that `work` is done.
 *
 * @param {'installed' | 'built'} work
 * @param {string} fingerprint
 */
export function markDone(work, fingerprint) {
  const stamp = join(folder, work);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}
