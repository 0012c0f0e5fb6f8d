import assert from 'node:assert/strict';
import type { ProcessChange } from '@dealroute/core';
import { COMPLETED, created, ending, following, HOUR, keptUnder, starting, T0, taskOf } from '../samples.js';
import { mustSave } from '../saving.js';
import { NORTH, type StorageCase, type StorageSetup } from '../storage-setup.js';
import { finished } from './over.js';

/** A process that had a task with a reminder, a timer, texts, and a kept reply, and has ended. */
async function full(setup: StorageSetup, process: string, deal = 'd'): Promise<ProcessChange> {
  const task = taskOf(process, `${process}.1.1`, { deal });
  const first = starting(process, {
    deal,
    tasks: created(task),
    timers: { set: [{ id: `${process}.7`, dueAt: T0 + HOUR }], dropped: [] },
    texts: [{ id: `${process}#suspension:1`, text: 'We wait.' }],
    kept: keptUnder(process),
  });
  await mustSave(setup.store, first);
  const reminders = await setup.reminders.due(T0 + 99 * HOUR, 500);
  const own = reminders.filter((one) => one.kind === 'task' && one.task === task.id);
  await setup.reminders.settle(own.map((reminder) => ({ reminder, rungs: 1, next: null })));
  const second = following(first, {
    tasks: { ...created(), ended: [{ id: task.id, ending: { ...COMPLETED, comment: `${task.id}#result` } }] },
    timers: { set: [], dropped: [`${process}.7`] },
    texts: [{ id: `${task.id}#result`, text: 'What was agreed' }],
  });
  const last = ending(second);
  await mustSave(setup.store, second, last);
  return last;
}

const TEXTS = (process: string) => [`${process}#suspension:1`, `${process}.1.1#result`];

/** What is left of {@link full}. */
async function tracesOf({ store, queries }: StorageSetup, process: string): Promise<string[]> {
  const [stored] = await store.load([{ ...NORTH, process }]);
  const tasks = await queries.tasks({ deal: 'd', status: 'any' }, { limit: 500 }, NORTH);
  const journal = await queries.journal(process, 0, 100, NORTH);
  const texts = await queries.texts(TEXTS(process), NORTH);
  return [
    ...(stored ? ['state'] : []),
    ...tasks.items.filter((task) => task.process === process).map(() => 'task'),
    ...(journal.length > 0 ? ['journal'] : []),
    ...[...texts].map(() => 'text'),
  ];
}

const WHOLE = ['state', 'task', 'journal', 'text', 'text'];

/** How finished processes go. */
export const processRemovalCases: readonly StorageCase[] = [
  {
    name: 'removes a process whole, and nothing of another one of the same deal',
    run: async (setup) => {
      for (const process of ['p1', 'p12', 'p1-2', 'q']) await full(setup, process);
      assert.equal(await setup.retention.remove('processes', ['p1', 'q'], NORTH), 2);
      assert.deepEqual(await tracesOf(setup, 'p1'), []);
      assert.deepEqual(await tracesOf(setup, 'q'), []);
      assert.deepEqual(await tracesOf(setup, 'p12'), WHOLE);
      assert.deepEqual(await tracesOf(setup, 'p1-2'), WHOLE);
      const { items } = await setup.queries.processes({ deal: 'd' }, {}, NORTH);
      assert.deepEqual(items.map(({ id }) => id).sort(), ['p1-2', 'p12']);
    },
  },
  {
    name: 'keeps the replies of a process that is removed',
    run: async (setup) => {
      await full(setup, 'p1');
      await setup.retention.remove('processes', ['p1'], NORTH);
      assert.notEqual(await setup.store.kept('p1', NORTH), undefined);
    },
  },
  {
    name: 'begins a process anew under the id of one that was removed, as if it had never been there',
    run: async (setup) => {
      await full(setup, 'p1');
      await setup.retention.remove('processes', ['p1'], NORTH);
      await setup.retention.remove('replies', ['p1'], NORTH);
      await full(setup, 'p1');
      assert.deepEqual(await tracesOf(setup, 'p1'), WHOLE);
    },
  },
  {
    name: 'leaves a process whole that something living refers to',
    run: async (setup) => {
      await full(setup, 'p1');
      await full(setup, 'p2');
      await setup.incidents.report({ key: 'k', kind: 'stuck', process: 'p1', details: {}, at: T0 }, NORTH);
      assert.equal(await setup.retention.remove('processes', ['p1', 'p2'], NORTH), 1);
      assert.deepEqual(await tracesOf(setup, 'p1'), WHOLE);
    },
  },
  {
    name: 'removes each process once when several remove the same ones at once',
    run: async (setup) => {
      const ids = Array.from({ length: 8 }, (_, i) => `p${i}`);
      for (const id of ids) await finished(setup, id);
      const orders = [ids, [...ids].reverse(), ids];
      const counts = await Promise.all(
        orders.map((some) => setup.retention.remove('processes', some, NORTH)),
      );
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        8,
      );
    },
  },
  {
    name: 'keeps a process whole when the transaction that removes it is rolled back',
    run: async (setup) => {
      await full(setup, 'p1');
      const work = setup.store.transact(async (transaction) => {
        await setup.retention.remove('processes', ['p1'], { ...NORTH, transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      assert.deepEqual(await tracesOf(setup, 'p1'), WHOLE);
    },
  },
];
