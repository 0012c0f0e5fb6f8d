import type { RouteMap } from '@dealroute/core';
import { expect, test } from 'vitest';
import { sale } from '../src/maps/sale.js';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

/** The sale with another id for the first task, and more time for the offer. */
const second: RouteMap = {
  ...(JSON.parse(JSON.stringify(sale).replaceAll('"qualify"', '"call"')) as RouteMap),
  title: { ru: 'Продажа, новая редакция', en: 'B2B sale, revised' },
};

async function withDraft(): Promise<{ crm: Crm; belova: Visitor; path: string }> {
  const crm = await startTestCrm();
  const map = {
    ...second,
    nodes: second.nodes.map((node) =>
      node.id === 'offer' ? { ...node, timeLimit: { working: 'P4D' } } : node,
    ),
  };
  await crm.engine.deployMap({ map: map as RouteMap, actor: null });
  return { crm, belova: new Visitor(crm, 'belova'), path: `/maps/${sale.key}` };
}

test('the admin sees the versions of a map, compares two, and activates the draft', async () => {
  const { crm, belova, path } = await withDraft();
  expect(await belova.read('/maps')).toContain('version 1');
  const page = await belova.read(`${path}?from=1&to=2`);
  expect(page).toMatch(/2 Draft .* — Activate/);
  expect(page).toMatch(/1 Active .* [0-9a-f]{12}/);
  expect(page).toMatch(/What is different .*Prepare the offer/);
  expect(page).not.toContain('Move running processes');
  expect(await new Visitor(crm, 'orlova').press(`${path}/activate`)).toMatchObject({ status: 422 });
  expect(await belova.press(`${path}/activate`)).toMatchObject({ ok: true });
  expect(await belova.read(path)).toMatch(/2 Active .*1 Retired/);
  expect((await belova.open('/maps/nothing')).status).toBe(404);
});

test('the admin sees what moving the processes would do, chooses for nodes that are gone, and moves them', async () => {
  const { crm, belova, path } = await withDraft();
  await belova.press(`${path}/activate`);
  const dryRun = await belova.read(`${path}?from=1&to=2`);
  expect(dryRun).toMatch(/Deal \d+ moves Discuss the offer as it is/);
  expect(dryRun).toMatch(/needs a choice Call and find out the need/);
  expect(dryRun).toMatch(/Prepare the offer as it is [^/]+ \/ /);
  const chosen = `${path}?from=1&to=2&node:qualify=call`;
  expect(await belova.read(chosen)).not.toContain('needs a choice');
  const wish = { from: '1', to: '2', key: 'one', deadlines: 'keep' };
  const first = await belova.press(`${path}/migrate`, wish);
  expect(first.text).toMatch(/^Moved: \d+\. Need a choice: [1-9]\d*\. Cannot move: 0\. Left .*: [1-9]/);
  const rest = await belova.press(`${path}/migrate`, { ...wish, 'node:qualify': 'call' });
  expect(rest.text).toMatch(/Need a choice: 0\. Cannot move: 0\. Left under the former version: 0\./);
  const { items } = await crm.engine.processes({ map: sale.key, status: 'running' });
  expect(new Set(items.map(({ map }) => map.version))).toEqual(new Set([2]));
  expect(await belova.read('/deals/8')).toContain('Process moved from version 1 of its map to version 2');
  expect(await new Visitor(crm, 'belova', 'ru').read(`${path}?from=1&to=2`)).toContain(
    'По этой версии процессы не идут.',
  );
});

test('others see no form to move processes, and are refused', async () => {
  const { crm, belova, path } = await withDraft();
  await belova.press(`${path}/activate`);
  const orlova = new Visitor(crm, 'orlova');
  expect(await orlova.read(`${path}?from=1&to=2`)).toContain('The admin moves processes.');
  const wish = { from: '1', to: '2', key: 'one', deadlines: 'keep' };
  expect(await orlova.press(`${path}/migrate`, wish)).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await belova.press(`${path}/migrate`, { from: '1' })).toMatchObject({ status: 400 });
});
