import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Lock, problemsOfLock } from '../check-lock.mjs';
import { repositoryRoot } from '../rooms.mjs';

const readLock = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8'));

describe('package-lock.json', () => {
  it('has every optional dependency that its packages name, and no download address', () => {
    expect(problemsOfLock(readLock(join(repositoryRoot, 'package-lock.json')))).toEqual([]);
  });
});

describe('the lock check', () => {
  const problems = problemsOfLock(readLock(join(import.meta.dirname, 'fixtures/damaged-lock.json')));

  it('names an optional dependency that was left out', () => {
    expect(problems).toContain(
      'node_modules/bundler@4.69.0 lost its optional dependency @bundler/openbsd-x64@4.69.0: pin an older version.',
    );
  });

  it('names a recorded download address', () => {
    expect(problems).toContain(
      "node_modules/native@3.0.0 records a download address: install with this folder's .npmrc.",
    );
  });

  it('finds a dependency in an outer node_modules, as Node does', () => {
    expect(problems).toHaveLength(2);
  });
});
