import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './support/run.js';

const room = fileURLToPath(new URL('..', import.meta.url));
// Inside the repository, so that the bundle finds the packages that it leaves out.
const place = `${room}node_modules/.dealroute/`;

beforeAll(async () => {
  await build({
    entry: { index: `${room}src/index.ts` },
    outDir: `${place}dist`,
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    skipNodeModulesBundle: true,
    noExternal: [/^@dealroute\/(?!render)/],
    esbuildOptions: (options) => {
      options.conditions = ['@dealroute/source'];
    },
  });
  mkdirSync(`${place}bin`, { recursive: true });
  copyFileSync(`${room}bin/dealroute.mjs`, `${place}bin/dealroute.mjs`);
});

async function dealroute(argv: readonly string[], input = '') {
  const env = {
    ...process.env,
    LC_ALL: 'en_US.UTF-8',
    FORCE_COLOR: '1',
    DEALROUTE_DATABASE: '',
    TELEGRAM_BOT_TOKEN: '',
  };
  const child = spawn(process.execPath, [`${place}bin/dealroute.mjs`, ...argv], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

describe('the program itself', () => {
  it.each([
    [['validate', fixture('call-back.yaml')], 0],
    [['validate', fixture('stuck.yaml')], 1],
    [['validate', '--unheard-of'], 2],
    [['validate', 'nowhere.yaml'], 3],
    [['calendar', 'show', 'ru', '2027'], 0],
    [['migrate', 'status', '--database', 'nowhere.sqlite'], 3],
    [['doctor'], 0],
  ])('%j ends with %i, without colours in a pipe and without a stack', async (argv, expected) => {
    const { code, out, err } = await dealroute(argv);
    expect(code).toBe(expected);
    expect(out + err).not.toContain('\u001b');
    expect(out + err).not.toContain('\n    at ');
  });

  it('answers a batch from its standard input', async () => {
    const { code, out } = await dealroute(
      ['deadline', '--batch'],
      '{"start":"2026-04-30T16:40","limit":"P2D","calendar":"ru"}\n',
    );
    expect([code, JSON.parse(out).deadline]).toEqual([0, '2026-05-05T16:40']);
  });

  it('plays a map with answers from a pipe', async () => {
    const { code, out } = await dealroute(['simulate', fixture('call-back.yaml')], 'agreed\n');
    expect(code).toBe(0);
    expect(out).toContain('The process ended: success.');
  });
});
