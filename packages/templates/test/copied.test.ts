import { readFileSync } from 'node:fs';
import { createEngine, MemoryDirectory, MemoryHost } from '@dealroute/core';
import { expect, it } from 'vitest';
import { b2bSales, templates } from '../src/index.js';
import { deploySale } from './copied.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

it('a copied template keeps what was not adapted, and activates', async () => {
  const host = new MemoryHost({ pipelines: [{ ...b2bSales, key: 'ours' }] });
  const engine = await createEngine({ host, directory: new MemoryDirectory([]), background: false });
  const deployed = await deploySale(engine);
  expect(deployed).toMatchObject({ ok: true, value: { diagnostics: [], version: { status: 'active' } } });
  const map = deployed.ok ? deployed.value.version.map : undefined;
  expect(map?.nodes.find(({ id }) => id === 'contact')).toMatchObject({ timeLimit: { working: 'PT6H' } });
  expect(map).toMatchObject({ key: 'our-sale', pipeline: 'ours', earlyTermination: { stage: 'lost' } });
  await engine.stop();
});

it('the README shows the code that runs here', () => {
  const [, shown] = /^```ts\n([\s\S]*?)\n```$/m.exec(readme) ?? [];
  expect(shown).toBe(read('./copied.ts').trim());
});

it('the README has a row for each template: its file, kind, pipeline, roles, deal fields and calls', () => {
  for (const { key, kind, pipeline, calls, yaml } of templates) {
    const row =
      readme.split('\n').find((line) => line.startsWith(`| [\`${key}\`](maps/${key}.yaml) |`)) ?? '';
    const [kinds = '', roles = '', fields = '', called = ''] = row.split(' | ').slice(2);
    expect(kinds.replace(/`/g, '')).toBe([kind, pipeline?.key].filter(Boolean).join(', '));
    expect(namesIn(roles)).toEqual(found(/role: ([\w-]+)/g, yaml));
    const asked = /deal\.fields\.(\w+)|(?:field|untilField): (\w+)|requiredFields: \[(.*)\]/g;
    expect(namesIn(fields)).toEqual(found(asked, yaml.replace(/^ *#.*$/gm, '')));
    expect(namesIn(called)).toEqual(calls);
  }
});

const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** What the groups of a pattern catch, each once, by name. */
function found(pattern: RegExp, text: string): string[] {
  const caught = [...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter(Boolean));
  return [...new Set(caught.flatMap((names) => names.split(', ')))].sort();
}
