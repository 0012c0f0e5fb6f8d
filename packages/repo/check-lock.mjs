import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './rooms.mjs';

/**
 * @typedef {object} Lock The part of a package-lock.json that is read here.
 * @property {Record<string, { version?: string, resolved?: string, link?: boolean, optionalDependencies?: Record<string, string> }>} packages
 */

/**
 * What is wrong with a package-lock.json, in sentences; nothing when it is sound.
 *
 * `npm install` can silently leave out optional packages that the registry does not have (the binaries of other
 * platforms); `npm ci` then refuses the lock. Addresses of downloads would tie the lock to one registry.
 *
 * @param {Lock} lock
 */
export function problemsOfLock(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const title = `${path || 'the root'}@${entry.version ?? '?'}`;
    const missing = Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(lock, path, name))
      .map(
        ([name, range]) => `${title} lost its optional dependency ${name}@${range}: pin an older version.`,
      );
    const addressed = !entry.link && entry.resolved?.includes('://');
    return addressed
      ? [...missing, `${title} records a download address: install with this folder's .npmrc.`]
      : missing;
  });
}

/**
 * Whether a package finds `name` in its own node_modules or in one further up, as Node looks for it.
 *
 * @param {Lock} lock
 * @param {string} path
 * @param {string} name
 */
function isLocked(lock, path, name) {
  for (let folder = path; ; ) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8'));
  const problems = problemsOfLock(lock);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
