import assert from 'node:assert/strict';
import type { PageRequest, TaskRecord } from '@dealroute/core';
import { walk } from '../paging.js';
import { COMPLETED, created, following, HOUR, starting, T0, taskOf } from '../samples.js';
import { answersOf, mustSave } from '../saving.js';
import { NORTH, type StorageCase, type StorageSetup } from '../storage-setup.js';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Tasks with few different deadlines, so that pages end between equals; some have none. */
const manyTasks = (count: number): TaskRecord[] =>
  Array.from({ length: count }, (_, i) =>
    taskOf('p1', `t${String(i).padStart(3, '0')}`, {
      dueAt: i % 4 === 3 ? null : T0 + (i % 4) * HOUR,
    }),
  );

const tasksOf =
  ({ queries }: StorageSetup) =>
  (page: PageRequest) =>
    queries.tasks({}, page, NORTH);

const processesOf =
  ({ queries }: StorageSetup) =>
  (page: PageRequest) =>
    queries.processes({}, page, NORTH);

/** Order and pages of lists. */
export const pageCases: readonly StorageCase[] = [
  {
    name: 'lists tasks by deadline, those without one last, equals by id',
    run: async (setup) => {
      const tasks = [
        taskOf('p1', 'z', { dueAt: T0 }),
        taskOf('p1', 'none-b', { dueAt: null }),
        taskOf('p1', 'late', { dueAt: T0 + HOUR }),
        taskOf('p1', 'a', { dueAt: T0 }),
        taskOf('p1', 'none-a', { dueAt: null }),
        taskOf('p1', 'before 1970', { dueAt: -5 }),
      ];
      await mustSave(setup.store, starting('p1', { tasks: created(...tasks) }));
      const { items } = await tasksOf(setup)({});
      assert.deepEqual(idsOf(items), ['before 1970', 'a', 'z', 'late', 'none-a', 'none-b']);
    },
  },
  {
    name: 'orders ids by the codes of their characters',
    run: async (setup) => {
      const tasks = ['b', 'B', 'a', 'A', '1', '_', '10', '2', 'ж'].map((id) => taskOf('p1', id));
      await mustSave(setup.store, starting('p1', { tasks: created(...tasks) }));
      const items = await walk(tasksOf(setup), 2);
      assert.deepEqual(idsOf(items), ['1', '10', '2', 'A', 'B', '_', 'a', 'b', 'ж']);
    },
  },
  {
    name: 'gives 50 when no limit is asked for',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { tasks: created(...manyTasks(51)) }));
      const page = await tasksOf(setup)({});
      assert.equal(page.items.length, 50);
      assert.equal((await tasksOf(setup)({ after: page.next as string })).items.length, 1);
    },
  },
  {
    name: 'says that there is no next page when the last one is exactly full',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { tasks: created(...manyTasks(6)) }));
      assert.equal((await tasksOf(setup)({ limit: 6 })).next, null);
      const first = await tasksOf(setup)({ limit: 3 });
      assert.equal((await tasksOf(setup)({ limit: 3, after: first.next as string })).next, null);
    },
  },
  {
    name: 'gives an empty last page where there is nothing',
    run: async (setup) => {
      assert.deepEqual(await tasksOf(setup)({}), { items: [], next: null });
      assert.deepEqual(await processesOf(setup)({}), { items: [], next: null });
    },
  },
  {
    name: 'gives each task once, in the same order whatever the size of the pages',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { tasks: created(...manyTasks(47)) }));
      const whole = idsOf((await tasksOf(setup)({ limit: 100 })).items);
      assert.equal(new Set(whole).size, 47);
      for (const limit of [1, 7, 46, 47]) assert.deepEqual(idsOf(await walk(tasksOf(setup), limit)), whole);
    },
  },
  {
    name: 'neither repeats nor leaves out a task while others are created between pages',
    run: async (setup) => {
      const tasks = manyTasks(30);
      await mustSave(setup.store, starting('p1', { tasks: created(...tasks) }));
      let n = 0;
      const between = async () => {
        n += 1;
        const early = taskOf('q', `early-${n}`, { dueAt: T0 - n });
        const late = taskOf('q', `zz-late-${n}`, { dueAt: null });
        await mustSave(setup.store, starting(`q${n}`, { tasks: created(early, late) }));
      };
      const items = idsOf(await walk(tasksOf(setup), 4, between));
      assert.equal(new Set(items).size, items.length);
      assert.deepEqual(items.filter((id) => id.startsWith('t')).sort(), idsOf(tasks));
    },
  },
  {
    name: 'goes on after a page whose last task has ended meanwhile',
    run: async (setup) => {
      const first = starting('p1', { tasks: created(...manyTasks(9)) });
      await mustSave(setup.store, first);
      const page = await tasksOf(setup)({ limit: 4 });
      const whole = idsOf(await walk(tasksOf(setup), 100));
      const ended = [{ id: page.items[3]?.id as string, ending: COMPLETED }];
      await mustSave(
        setup.store,
        following(first, { tasks: { created: [], assigned: [], rescheduled: [], ended } }),
      );
      const rest = await tasksOf(setup)({ limit: 100, after: page.next as string });
      assert.deepEqual(idsOf(rest.items), whole.slice(4));
    },
  },
  {
    name: 'keeps to its filter on every page',
    run: async (setup) => {
      const tasks = manyTasks(24).map((task, i) => ({ ...task, assignee: i % 2 ? 'ann' : 'bob' }));
      await mustSave(setup.store, starting('p1', { tasks: created(...tasks) }));
      const items = await walk((page) => setup.queries.tasks({ person: 'ann' }, page, NORTH), 5);
      assert.equal(items.length, 12);
      assert.ok(items.every(({ assignee }) => assignee === 'ann'));
    },
  },
  {
    name: 'lists processes newest first, equals in one order',
    run: async (setup) => {
      const at = [T0, T0 + HOUR, T0, T0 + 2 * HOUR, T0];
      await answersOf(
        setup.store,
        at.map((each, i) => starting(`p${i}`, { at: each })),
      );
      const whole = (await processesOf(setup)({})).items;
      assert.deepEqual(idsOf(whole).slice(0, 2), ['p3', 'p1']);
      assert.deepEqual(idsOf(whole).slice(2).sort(), ['p0', 'p2', 'p4']);
      for (const limit of [1, 2, 3]) assert.deepEqual(await walk(processesOf(setup), limit), whole);
    },
  },
  {
    name: 'neither repeats nor leaves out a process while others start between pages',
    run: async (setup) => {
      const firsts = Array.from({ length: 20 }, (_, i) => starting(`p${i}`, { at: T0 + (i % 3) }));
      await answersOf(setup.store, firsts);
      let n = 0;
      const between = async () => {
        n += 1;
        await mustSave(setup.store, starting(`new${n}`, { at: T0 + HOUR + n }));
      };
      const items = idsOf(await walk(processesOf(setup), 3, between));
      assert.deepEqual(items.sort(), firsts.map(({ process }) => process).sort());
    },
  },
];
