import assert from 'node:assert/strict';
import type { Incident } from '@dealroute/core';
import { describeContract } from './contract.js';
import { walk } from './paging.js';
import { following, HARD_TEXT, HOUR, incidentOf, poisoned, starting, T0 } from './samples.js';
import { mustSave } from './saving.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';
import { tamper } from './tamper.js';

const open = async ({ incidents }: StorageSetup, context = NORTH): Promise<readonly Incident[]> =>
  (await incidents.incidents('open', { limit: 500 }, context)).items;

async function onlyOpen(setup: StorageSetup): Promise<Incident> {
  const [incident, ...more] = await open(setup);
  assert.ok(incident);
  assert.equal(more.length, 0);
  return incident;
}

const keysOf = (incidents: readonly Incident[]) => incidents.map(({ key }) => key);

/** What every `IncidentStore` keeps. */
export const incidentStoreCases: readonly StorageCase[] = [
  {
    name: 'has no incidents at first',
    run: async (setup) => {
      assert.deepEqual(await setup.incidents.incidents('open', {}, NORTH), { items: [], next: null });
      assert.deepEqual(await setup.incidents.incidents('resolved', {}, NORTH), { items: [], next: null });
      assert.equal(await setup.incidents.find('unknown', NORTH), undefined);
    },
  },
  {
    name: 'opens an incident with everything that was reported',
    run: async (setup) => {
      const report = incidentOf('k', {
        deal: HARD_TEXT.trim(),
        details: { text: HARD_TEXT, nested: [1, null] },
      });
      assert.equal(await setup.incidents.report(report, NORTH), true);
      const { id, ...incident } = await onlyOpen(setup);
      assert.deepEqual(incident, { ...report, status: 'open', count: 1, lastAt: T0 });
      assert.deepEqual(await setup.incidents.find(id, NORTH), { id, ...incident });
    },
  },
  {
    name: 'opens an incident that is about no process and no deal',
    run: async (setup) => {
      const report = { key: 'k', kind: 'undelivered', details: {}, at: T0 } as const;
      await setup.incidents.report(report, NORTH);
      const { id: _id, ...incident } = await onlyOpen(setup);
      assert.deepEqual(incident, { ...report, status: 'open', count: 1, lastAt: T0 });
    },
  },
  {
    name: 'counts up the open incident when the same trouble comes again',
    run: async (setup) => {
      await setup.incidents.report(incidentOf('k'), NORTH);
      const first = await onlyOpen(setup);
      assert.equal(await setup.incidents.report(incidentOf('k', { at: T0 + HOUR }), NORTH), false);
      assert.equal(await setup.incidents.report(incidentOf('k', { at: T0 + 2 * HOUR }), NORTH), false);
      const { id, count, at, lastAt } = await onlyOpen(setup);
      assert.deepEqual([id, count, at, lastAt], [first.id, 3, T0, T0 + 2 * HOUR]);
    },
  },
  {
    name: 'opens one incident when the same trouble is reported many times at once, and counts each',
    run: async (setup) => {
      const reports = Array.from({ length: 12 }, () => setup.incidents.report(incidentOf('k'), NORTH));
      assert.equal((await Promise.all(reports)).filter(Boolean).length, 1);
      assert.equal((await onlyOpen(setup)).count, 12);
    },
  },
  {
    name: 'takes keys literally',
    run: async (setup) => {
      const keys = ['k', 'K', 'k ', '_', '%', 'я'.repeat(200)];
      for (const key of keys) assert.equal(await setup.incidents.report(incidentOf(key), NORTH), true, key);
      assert.deepEqual(keysOf(await open(setup)).sort(), [...keys].sort());
    },
  },
  {
    name: 'lists incidents newest first, page by page',
    run: async (setup) => {
      const hours = [3, 1, 4, 2, 6, 5, 7];
      for (const hour of hours)
        await setup.incidents.report(incidentOf(`k${hour}`, { at: T0 + hour * HOUR }), NORTH);
      for (const limit of [1, 3, 7]) {
        const items = await walk((page) => setup.incidents.incidents('open', page, NORTH), limit);
        assert.deepEqual(keysOf(items), ['k7', 'k6', 'k5', 'k4', 'k3', 'k2', 'k1']);
      }
    },
  },
  {
    name: 'neither repeats nor leaves out an incident while others are opened between pages',
    run: async (setup) => {
      const keys = Array.from({ length: 15 }, (_, i) => `k${i}`);
      for (const key of keys) await setup.incidents.report(incidentOf(key), NORTH);
      let n = 0;
      const between = async () => {
        n += 1;
        await setup.incidents.report(incidentOf(`new${n}`, { at: T0 + n * HOUR }), NORTH);
      };
      const items = await walk((page) => setup.incidents.incidents('open', page, NORTH), 4, between);
      assert.deepEqual(keysOf(items).sort(), [...keys].sort());
    },
  },
  {
    name: 'gives 50 when no limit is asked for',
    run: async (setup) => {
      for (let i = 0; i < 51; i++) await setup.incidents.report(incidentOf(`k${i}`, { at: T0 + i }), NORTH);
      const { items, next } = await setup.incidents.incidents('open', {}, NORTH);
      assert.deepEqual([items.length, typeof next], [50, 'string']);
    },
  },
  {
    name: 'resolves an open incident, once',
    run: async (setup) => {
      await setup.incidents.report(incidentOf('k'), NORTH);
      const { id } = await onlyOpen(setup);
      assert.equal(await setup.incidents.resolve(id, 'ann', T0 + HOUR, NORTH), true);
      assert.equal(await setup.incidents.resolve(id, 'bob', T0 + HOUR, NORTH), false);
      assert.equal(await setup.incidents.resolve('unknown', 'bob', T0, NORTH), false);
      assert.deepEqual(await open(setup), []);
      const [resolved] = (await setup.incidents.incidents('resolved', {}, NORTH)).items;
      assert.deepEqual([resolved?.id, resolved?.status, resolved?.resolvedBy], [id, 'resolved', 'ann']);
      assert.equal(resolved?.resolvedAt, T0 + HOUR);
      assert.deepEqual(await setup.incidents.find(id, NORTH), resolved);
    },
  },
  {
    name: 'is resolved by a command that puts it right, and by that command only if it is saved',
    run: async (setup) => {
      const first = starting('p1', { incidents: [incidentOf('k'), incidentOf('other')] });
      await mustSave(setup.store, first);
      const repair = following(first, { repaired: ['k', 'unknown'] });
      await setup.store.save([{ ...repair, expected: 7, entry: { ...repair.entry, n: 8 } }]);
      assert.deepEqual([...keysOf(await open(setup))].sort(), ['k', 'other']);
      await mustSave(setup.store, repair);
      assert.deepEqual(keysOf(await open(setup)), ['other']);
      const [resolved] = (await setup.incidents.incidents('resolved', {}, NORTH)).items;
      const { key, resolvedBy, resolvedAt } = resolved ?? {};
      assert.deepEqual([key, resolvedBy, resolvedAt], ['k', 'system', repair.entry.at]);
    },
  },
  {
    name: 'lets exactly one of several who resolve at once do it',
    run: async (setup) => {
      await setup.incidents.report(incidentOf('k'), NORTH);
      const { id } = await onlyOpen(setup);
      const people = Array.from({ length: 8 }, (_, i) => `person ${i}`);
      const answers = await Promise.all(people.map((by) => setup.incidents.resolve(id, by, T0, NORTH)));
      assert.equal(answers.filter(Boolean).length, 1);
      assert.equal((await setup.incidents.find(id, NORTH))?.resolvedBy, people[answers.indexOf(true)]);
    },
  },
  {
    name: 'opens a new incident when resolved trouble comes again',
    run: async (setup) => {
      await setup.incidents.report(incidentOf('k'), NORTH);
      const first = await onlyOpen(setup);
      await setup.incidents.resolve(first.id, 'ann', T0, NORTH);
      assert.equal(await setup.incidents.report(incidentOf('k', { at: T0 + HOUR }), NORTH), true);
      const second = await onlyOpen(setup);
      assert.notEqual(second.id, first.id);
      assert.equal(second.count, 1);
      assert.equal((await setup.incidents.find(first.id, NORTH))?.status, 'resolved');
    },
  },
  {
    name: 'keeps one key apart by its tenants',
    run: async (setup) => {
      assert.equal(await setup.incidents.report(incidentOf('k'), NORTH), true);
      assert.deepEqual(await open(setup, SOUTH), []);
      assert.equal(await setup.incidents.report(incidentOf('k'), SOUTH), true);
      assert.equal((await onlyOpen(setup)).count, 1);
    },
  },
  {
    name: 'finds and resolves no incident of another tenant',
    run: async (setup) => {
      await setup.incidents.report(incidentOf('k'), NORTH);
      const { id } = await onlyOpen(setup);
      assert.equal(await setup.incidents.find(id, SOUTH), undefined);
      assert.equal(await setup.incidents.resolve(id, 'eve', T0, SOUTH), false);
      assert.equal((await onlyOpen(setup)).status, 'open');
    },
  },
  {
    name: 'opens and counts up incidents with the change that reports them',
    run: async (setup) => {
      const first = starting('p1', { incidents: [incidentOf('k'), incidentOf('other')] });
      const again = following(first, { incidents: [incidentOf('k', { at: T0 + HOUR })] });
      await mustSave(setup.store, first, again);
      const found = new Map((await open(setup)).map(({ key, count, lastAt }) => [key, [count, lastAt]]));
      assert.deepEqual([...found].sort(), [
        ['k', [2, T0 + HOUR]],
        ['other', [1, T0]],
      ]);
      assert.equal(await setup.incidents.report(incidentOf('other'), NORTH), false);
    },
  },
  {
    name: 'counts an incident that several changes of one batch report',
    run: async (setup) => {
      const batch = ['p1', 'p2', 'p3'].map((process) => starting(process, { incidents: [incidentOf('k')] }));
      await setup.store.save(batch);
      assert.equal((await onlyOpen(setup)).count, 3);
    },
  },
  {
    name: 'opens no incident of a change that was refused or failed, and of no transaction that is rolled back',
    run: async (setup) => {
      const { store, incidents } = setup;
      const first = starting('p1');
      await mustSave(store, first, following(first));
      await store.save([following(first, { incidents: [incidentOf('refused')] })]);
      await store.save([poisoned(starting('p2', { incidents: [incidentOf('failed')] }))]);
      const work = store.transact(async (transaction) => {
        await incidents.report(incidentOf('regretted'), { tenant: 'north', transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work);
      assert.deepEqual(await open(setup), []);
    },
  },
  {
    name: 'is not changed by changing an incident that was given or read',
    run: async (setup) => {
      const report = incidentOf('k', { details: { list: [1] } });
      await setup.incidents.report(report, NORTH);
      const before = structuredClone(await onlyOpen(setup));
      tamper(report);
      tamper(await open(setup));
      tamper(await setup.incidents.find(before.id, NORTH));
      assert.deepEqual(await onlyOpen(setup), before);
    },
  },
];

export const incidentStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of IncidentStore`, incidentStoreCases, setup);
