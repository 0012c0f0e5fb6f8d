import { expect, it } from 'vitest';
import { topLevelViolations } from '../src/top-level.js';

it('lets rooms, dotfiles, papers and tool configuration lie at the top level', () => {
  const names = [
    '.ci',
    'packages',
    'package-lock.json',
    'tsconfig.room.json',
    'README.ru.md',
    'LICENSE',
    'biome.json',
  ];
  expect(topLevelViolations(names)).toEqual([]);
});

it.each(['src', 'docs', 'notes.md', 'script.mjs', 'packages2'])('refuses %s at the top level', (name) => {
  expect(topLevelViolations([name])).toEqual([expect.stringContaining(`${name} does not belong`)]);
});
