import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../../../README.md');
const block = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'ms').exec(readme)?.[1];

test('the README shows this program word for word', () => {
  expect(block('ts')).toBe(read('../src/index.ts').trim());
});

test('it prints what the README says', async () => {
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
  expect(undated(lines.join('\n'))).toBe(undated(block('text') ?? ''));
});
