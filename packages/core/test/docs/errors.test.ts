import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES, REJECTION_CODES } from '../../src/index.js';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, code]) => code);

test('every rejection and every error has one heading in docs/errors.md, and no heading is of a code that does not exist', () => {
  expect([...headings].sort()).toEqual([...REJECTION_CODES, ...ERROR_CODES].sort());
});

test('every heading is followed by a sentence', () => {
  for (const code of headings) expect(page).toMatch(new RegExp(`^### ${code}\\n[A-Z\`].+\\.$`, 'm'));
});
