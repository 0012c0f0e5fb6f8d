import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, run } from './support/run.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );

describe('the README', () => {
  it('shows the answer that its batch gets', async () => {
    const [, request = ''] = /echo '(.*)' \\\n/.exec(readme) ?? [];
    const { out } = await run(['deadline', '--batch'], { input: `${request}\n` });
    expect(blocks('json')).toContain(out);
  });

  it('shows the form of what validate answers to machines', async () => {
    const shown = JSON.parse(blocks('json')[0] ?? '');
    const { out } = await run(['validate', fixture('stuck.yaml'), '--json']);
    const [file] = JSON.parse(out).files;
    expect(Object.keys(file)).toEqual(Object.keys(shown.files[0]));
    const [finding] = file.findings;
    const [expected] = shown.files[0].findings;
    expect(Object.keys(finding)).toEqual(Object.keys(expected));
    expect([finding.rule, finding.code, finding.path]).toEqual([expected.rule, expected.code, expected.path]);
  });

  it('names every command', async () => {
    const { out } = await run(['--help']);
    const commands = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(12);
    for (const name of commands.filter((one) => one !== 'help'))
      expect(readme).toContain(`\`${name} `.trimEnd());
  });
});
