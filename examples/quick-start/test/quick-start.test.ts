import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { readmes } from './readmes.js';

const program = readFileSync(new URL('../src/index.ts', import.meta.url), 'utf8').trim();

test.each(readmes)('$name shows the first program word for word', ({ blocks }) => {
  expect(blocks('ts')[1]).toBe(program);
});

test('it prints what every README says', async () => {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const { argv } = process;
  process.argv = argv.slice(0, 2);
  try {
    await import('../src/index.js');
  } finally {
    process.argv = argv;
    log.mockRestore();
  }
  const undated = (text: string) => text.replace(/until .*$/gm, 'until …');
  for (const { blocks } of readmes) expect(undated(blocks('text')[0] ?? '')).toBe(undated(lines.join('\n')));
});
