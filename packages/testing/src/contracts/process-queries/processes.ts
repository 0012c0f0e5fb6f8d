import assert from 'node:assert/strict';
import type { ProcessChange, ProcessFilter } from '@dealroute/core';
import { created, ending, following, HARD_TEXT, HOUR, starting, T0, taskOf } from '../samples.js';
import { answersOf, mustSave } from '../saving.js';
import { NORTH, SOUTH, type StorageCase, type StorageSetup } from '../storage-setup.js';
import { tamper } from '../tamper.js';

const listed = async ({ queries }: StorageSetup, filter: ProcessFilter) =>
  (await queries.processes(filter, {}, NORTH)).items.map(({ id }) => id).sort();

/** A process with this many journal entries. */
function history(process: string, length: number): ProcessChange[] {
  const changes = [starting(process)];
  while (changes.length < length) changes.push(following(changes.at(-1) as ProcessChange));
  return changes;
}

/** Lists of processes, which of them govern, journals and texts. */
export const processCases: readonly StorageCase[] = [
  {
    name: 'shows a running process with its map, starter and start',
    run: async ({ store, queries }) => {
      await mustSave(store, starting('p1', { kind: 'governing', deal: HARD_TEXT.trim() }));
      assert.deepEqual((await queries.processes({}, {}, NORTH)).items, [
        {
          id: 'p1',
          deal: HARD_TEXT.trim(),
          kind: 'governing',
          map: { key: 'sale', version: 3 },
          status: 'running',
          outcome: null,
          lossReason: null,
          starter: 'ann',
          former: null,
          startedAt: T0,
          endedAt: null,
        },
      ]);
    },
  },
  {
    name: 'shows which process another one takes up again, also when it has ended',
    run: async ({ store, queries }) => {
      const second = starting('p2', { kind: 'governing', former: 'p1' });
      await mustSave(store, second);
      assert.equal((await queries.processes({}, {}, NORTH)).items[0]?.former, 'p1');
      await mustSave(store, ending(second));
      assert.equal((await queries.processes({}, {}, NORTH)).items[0]?.former, 'p1');
    },
  },
  {
    name: "names a deal's last governing process where that ended as a failure",
    run: async (setup) => {
      const { store, queries } = setup;
      const governing = (process: string, deal: string, at: number) =>
        starting(process, { kind: 'governing', deal, at });
      const won = (before: ProcessChange) =>
        following(before, {}, [
          { type: 'OutcomeDecided', outcome: 'success' },
          { type: 'ProcessEnded', at: T0 },
        ]);
      const [old, late, good, open] = [
        governing('p9', 'twice', T0),
        governing('p1', 'twice', T0 + 1),
        governing('p2', 'won', T0 + 1),
        governing('p3', 'runs', T0),
      ] as const;
      await mustSave(store, old, ending(old), late, ending(late));
      const lost = governing('p4', 'won', T0);
      await mustSave(store, lost, ending(lost), good, won(good), open);
      const beside = starting('p5', { deal: 'beside' });
      await mustSave(store, beside, ending(beside));
      const deals = ['twice', 'won', 'runs', 'beside', 'unknown'];
      assert.deepEqual([...(await queries.failed(deals, NORTH))], [['twice', 'p1']]);
      assert.deepEqual([...(await queries.failed(deals, SOUTH))], []);
      assert.deepEqual([...(await queries.failed([], NORTH))], []);
      const once = [...(await queries.onceGoverned(deals, NORTH))];
      assert.deepEqual(once.sort(), ['runs', 'twice', 'won']);
      assert.deepEqual([...(await queries.onceGoverned(['twice'], NORTH))], ['twice']);
      assert.deepEqual([...(await queries.onceGoverned(deals, SOUTH))], []);
      assert.deepEqual([...(await queries.onceGoverned([], NORTH))], []);
    },
  },
  {
    name: 'shows how and when a process ended',
    run: async ({ store, queries }) => {
      const first = starting('p1');
      await mustSave(store, first, ending(first));
      const [record] = (await queries.processes({}, {}, NORTH)).items;
      const { status, outcome, lossReason, endedAt } = record ?? {};
      assert.deepEqual(
        { status, outcome, lossReason, endedAt },
        {
          status: 'ended',
          outcome: 'failure',
          lossReason: 'price',
          endedAt: T0 + 5 * HOUR,
        },
      );
    },
  },
  {
    name: 'lists processes by deal, status and kind, and by all of them',
    run: async (setup) => {
      const done = starting('done', { deal: 'd', kind: 'governing' });
      await mustSave(setup.store, done, ending(done));
      await mustSave(
        setup.store,
        starting('governing', { deal: 'd', kind: 'governing' }),
        starting('independent', { deal: 'd' }),
        starting('elsewhere', { deal: 'D', kind: 'governing' }),
      );
      assert.deepEqual(await listed(setup, { deal: 'd' }), ['done', 'governing', 'independent']);
      assert.deepEqual(await listed(setup, { status: 'ended' }), ['done']);
      assert.deepEqual(await listed(setup, { kind: 'independent' }), ['independent']);
      assert.deepEqual(await listed(setup, { deal: 'd', status: 'running', kind: 'governing' }), [
        'governing',
      ]);
    },
  },
  {
    name: 'lists and counts processes by map and versions',
    run: async (setup) => {
      const of = (key: string, version: number) => starting(`${key}-${version}`, { map: { key, version } });
      const done = of('sale', 9);
      await mustSave(
        setup.store,
        of('sale', 1),
        of('sale', 2),
        of('sale', 10),
        of('Sale', 1),
        done,
        ending(done),
      );
      const found = async (filter: ProcessFilter) => {
        const ids = await listed(setup, filter);
        assert.equal(await setup.queries.countProcesses(filter, NORTH), ids.length);
        return ids;
      };
      assert.deepEqual(await found({ map: 'sale' }), ['sale-1', 'sale-10', 'sale-2', 'sale-9']);
      assert.deepEqual(await found({ map: 'sale', versions: [1, 9], status: 'running' }), ['sale-1']);
      assert.deepEqual(await found({ map: 'sale', versions: [] }), []);
      assert.deepEqual(await found({ map: 'rent' }), []);
      assert.equal((await found({})).length, 5);
      assert.equal(await setup.queries.countProcesses({ map: 'sale' }, SOUTH), 0);
    },
  },
  {
    name: 'lists a process and its task under the version that it was migrated to',
    run: async ({ store, queries }) => {
      const task = taskOf('p1', 't1');
      const first = starting('p1', { tasks: created(task, taskOf('p1', 't2')) });
      const map = { key: 'sale', version: 4 };
      const migrated = following(first, {}, [
        { type: 'ProcessMigrated', by: 'admin', from: task.map, to: map, tokens: [] },
      ]);
      const { deadline } = task;
      const stay = { dueAt: task.dueAt, suspendedAt: null };
      const rescheduled = [{ id: 't1', ...stay, place: { map, node: 'ring' } }];
      const tasks = { created: [], assigned: [], ended: [], rescheduled };
      await mustSave(store, first, { ...migrated, tasks });
      assert.deepEqual(
        (await queries.processes({ map: 'sale', versions: [4] }, {}, NORTH)).items[0]?.map,
        map,
      );
      assert.deepEqual((await queries.processes({ map: 'sale', versions: [3] }, {}, NORTH)).items, []);
      assert.deepEqual(await queries.task('t1', NORTH), { ...task, map, node: 'ring' });
      assert.deepEqual((await queries.task('t2', NORTH))?.map, task.map);
      const without = { ...tasks, rescheduled: [{ id: 't1', ...stay, dueAt: null, deadline: null }] };
      await mustSave(store, following(migrated, { tasks: without }));
      assert.deepEqual(await queries.task('t1', NORTH), {
        ...task,
        map,
        node: 'ring',
        dueAt: null,
        deadline: null,
      });
      const again = { ...tasks, rescheduled: [{ id: 't1', ...stay, deadline }] };
      await mustSave(store, following(following(migrated), { tasks: again }));
      assert.deepEqual((await queries.task('t1', NORTH))?.deadline, deadline);
    },
  },
  {
    name: 'shows no process of another tenant',
    run: async ({ store, queries }) => {
      await mustSave(store, starting('p1', { kind: 'governing', deal: 'd' }));
      assert.deepEqual((await queries.processes({}, {}, SOUTH)).items, []);
      assert.equal((await queries.governing(['d'], SOUTH)).size, 0);
    },
  },
  {
    name: 'names the governing process of each deal that has one running',
    run: async ({ store, queries }) => {
      const over = starting('over', { kind: 'governing', deal: 'over' });
      await mustSave(store, over, ending(over));
      await mustSave(
        store,
        starting('p1', { kind: 'governing', deal: 'a' }),
        starting('p2', { kind: 'governing', deal: 'b' }),
        starting('p3', { deal: 'independent only' }),
      );
      const found = await queries.governing(['b', 'over', 'a', 'independent only', 'free', 'a'], NORTH);
      assert.deepEqual([...found].sort(), [
        ['a', 'p1'],
        ['b', 'p2'],
      ]);
    },
  },
  {
    name: 'names governing processes of 300 deals at once, and of none',
    run: async ({ store, queries }) => {
      const deals = Array.from({ length: 300 }, (_, i) => `deal-${i}`);
      await answersOf(
        store,
        deals.slice(0, 40).map((deal) => starting(`of-${deal}`, { kind: 'governing', deal })),
      );
      const found = await queries.governing(deals, NORTH);
      assert.equal(found.size, 40);
      assert.equal(found.get('deal-39'), 'of-deal-39');
      assert.equal((await queries.governing([], NORTH)).size, 0);
    },
  },
  {
    name: 'gives the journal of a process in order, as it was written',
    run: async ({ store, queries }) => {
      const changes = history('p1', 12);
      await mustSave(store, ...changes);
      assert.deepEqual(
        await queries.journal('p1', 0, 100, NORTH),
        changes.map(({ entry }) => entry),
      );
    },
  },
  {
    name: 'gives the journal page by page, after a number',
    run: async ({ store, queries }) => {
      await mustSave(store, ...history('p1', 11));
      const numbers: number[] = [];
      for (let pages = 0; pages < 4; pages++) {
        const page = await queries.journal('p1', numbers.at(-1) ?? 0, 4, NORTH);
        assert.ok(page.length <= 4);
        numbers.push(...page.map(({ n }) => n));
      }
      assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    },
  },
  {
    name: 'gives no journal of an unknown process, of another tenant, or of one whose id begins alike',
    run: async ({ store, queries }) => {
      await mustSave(store, starting('p1'), starting('p10'), starting('P1'));
      assert.deepEqual(await queries.journal('p', 0, 10, NORTH), []);
      assert.deepEqual(await queries.journal('p1', 0, 10, SOUTH), []);
      assert.equal((await queries.journal('p1', 0, 10, NORTH)).length, 1);
    },
  },
  {
    name: 'keeps every character in the journal',
    run: async ({ store, queries }) => {
      const change = starting('p1', { variables: { text: HARD_TEXT } });
      const entry = { ...change.entry, actor: 'я'.repeat(200), source: 'telegram' };
      await mustSave(store, { ...change, entry });
      assert.deepEqual(await queries.journal('p1', 0, 1, NORTH), [entry]);
    },
  },
  {
    name: 'gives the texts that there are, by their ids',
    run: async ({ store, queries }) => {
      const texts = [
        { id: 'p1.1.1#result', text: HARD_TEXT },
        { id: 'p1.2.1#step:call', text: ' '.repeat(3) },
        { id: 'P1.1.1#result', text: 'another id' },
      ];
      await mustSave(store, starting('p1', { texts }));
      const found = await queries.texts(['missing', ...texts.map(({ id }) => id), 'p1.1.1#result'], NORTH);
      assert.deepEqual([...found].sort(), texts.map(({ id, text }) => [id, text]).sort());
    },
  },
  {
    name: 'keeps a text of 100,000 characters',
    run: async ({ store, queries }) => {
      const text = 'Ж🙂'.repeat(50_000);
      await mustSave(store, starting('p1', { texts: [{ id: 't', text }] }));
      assert.equal((await queries.texts(['t'], NORTH)).get('t'), text);
    },
  },
  {
    name: 'gives no text for no ids, and none of another tenant',
    run: async ({ store, queries }) => {
      await mustSave(store, starting('p1', { texts: [{ id: 't', text: 'words' }] }));
      assert.equal((await queries.texts([], NORTH)).size, 0);
      assert.equal((await queries.texts(['t'], SOUTH)).size, 0);
    },
  },
  {
    name: 'is not changed by changing entries and processes that were read',
    run: async ({ store, queries }) => {
      const change = starting('p1');
      const before = structuredClone(change.entry);
      await mustSave(store, change);
      const [record] = (await queries.processes({}, {}, NORTH)).items;
      const unchanged = structuredClone(record);
      tamper(record);
      tamper(await queries.journal('p1', 0, 1, NORTH));
      assert.deepEqual(await queries.journal('p1', 0, 1, NORTH), [before]);
      assert.deepEqual((await queries.processes({}, {}, NORTH)).items, [unchanged]);
    },
  },
];
