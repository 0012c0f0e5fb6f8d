import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../rooms.mjs';

/** Relative links of a page that lead to no file. */
function brokenLinks(page: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target = '']) => target.split('#')[0] ?? '',
  );
  const local = targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
  return local.filter((target) => !existsSync(join(repositoryRoot, dirname(page), target)));
}

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(repositoryRoot, page)));

test('there are pages', () => {
  expect(pages).toContain('README.md');
});

test.each(pages)('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page, readFileSync(join(repositoryRoot, page), 'utf8'))).toEqual([]);
});

test('a link to a file that does not exist is found', () => {
  const text = 'See [here](packages/nowhere.md), [there](README.md) and [outside](https://example.org/x).';
  expect(brokenLinks('README.md', text)).toEqual(['packages/nowhere.md']);
});
