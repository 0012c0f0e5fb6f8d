import assert from 'node:assert/strict';
import type { ProcessChange, TaskFilter, TaskRecord } from '@dealroute/core';
import { COMPLETED, created, following, HARD_TEXT, HOUR, starting, T0, taskOf } from '../samples.js';
import { mustSave } from '../saving.js';
import { NORTH, SOUTH, type StorageCase, type StorageSetup } from '../storage-setup.js';
import { tamper } from '../tamper.js';

const withTasks = (process: string, ...tasks: readonly TaskRecord[]): ProcessChange =>
  starting(process, { tasks: created(...tasks) });

const listed = async ({ queries }: StorageSetup, filter: TaskFilter, context = NORTH) =>
  (await queries.tasks(filter, {}, context)).items.map(({ id }) => id);

/** One task, and which tasks a filter finds. */
export const taskCases: readonly StorageCase[] = [
  {
    name: 'knows no task that was never created',
    run: async ({ queries }) => assert.equal(await queries.task('t', NORTH), undefined),
  },
  {
    name: 'gives a task with everything that was written of it',
    run: async ({ store, queries }) => {
      const full = taskOf('p1', 't1', {
        node: HARD_TEXT,
        leading: false,
        assignee: null,
        candidates: ['bob', 'ann', 'я'.repeat(200)],
        assignment: { rule: 'role', passedOver: [{ user: 'eve', reason: 'inactive' }] },
        previous: 't0',
        deadline: {
          limit: { working: 'P2D' },
          start: T0,
          zone: 'Europe/Moscow',
          skipped: [{ date: '2026-04-04', kind: 'weekend' }],
          provisional: [2030],
        },
      });
      const bare = taskOf('p1', 't2', {
        dueAt: null,
        deadline: null,
        assignee: null,
        assignment: { rule: 'starter', nobody: 'noStarter' },
      });
      await mustSave(store, withTasks('p1', full, bare));
      assert.deepEqual(await queries.task('t1', NORTH), full);
      assert.deepEqual(await queries.task('t2', NORTH), bare);
    },
  },
  {
    name: 'shows the assignee that a later change gave, and takes away',
    run: async ({ store, queries }) => {
      const first = withTasks('p1', taskOf('p1', 't', { assignee: null, candidates: ['ann', 'bob'] }));
      const assigned = (assignee: string | null) => ({
        created: [],
        assigned: [{ id: 't', assignee }],
        rescheduled: [],
        ended: [],
      });
      const second = following(first, { tasks: assigned('bob') });
      await mustSave(store, first, second);
      assert.equal((await queries.task('t', NORTH))?.assignee, 'bob');
      await mustSave(store, following(second, { tasks: assigned(null) }));
      const task = await queries.task('t', NORTH);
      assert.equal(task?.assignee, null);
      assert.deepEqual(task?.candidates, ['ann', 'bob']);
    },
  },
  {
    name: 'shows how a task ended and leaves its neighbours open',
    run: async (setup) => {
      const first = withTasks('p1', taskOf('p1', 't1'), taskOf('p1', 't2'));
      const ended = { ...COMPLETED, comment: 't1#result' };
      const second = following(first, {
        tasks: { created: [], assigned: [], rescheduled: [], ended: [{ id: 't1', ending: ended }] },
      });
      await mustSave(setup.store, first, second);
      assert.deepEqual(await setup.queries.task('t1', NORTH), taskOf('p1', 't1', { ended }));
      assert.deepEqual(await listed(setup, {}), ['t2']);
    },
  },
  {
    name: 'shows a hand-over as an ended task and an open one that continues it',
    run: async (setup) => {
      const first = withTasks('p1', taskOf('p1', 't1'));
      const next = taskOf('p1', 't2', { assignee: 'bob', previous: 't1', assignment: { rule: 'handOver' } });
      const over = { ...COMPLETED, as: 'handedOver' as const, result: null };
      await mustSave(
        setup.store,
        first,
        following(first, {
          tasks: { created: [next], assigned: [], rescheduled: [], ended: [{ id: 't1', ending: over }] },
        }),
      );
      assert.deepEqual(await setup.queries.task('t1', NORTH), taskOf('p1', 't1', { ended: over }));
      assert.deepEqual(await setup.queries.task('t2', NORTH), next);
      assert.deepEqual(await listed(setup, {}), ['t2']);
    },
  },
  {
    name: 'lists open tasks when no status is asked for, and ended or all ones when asked',
    run: async (setup) => {
      const tasks = [taskOf('p1', 'a'), taskOf('p1', 'b', { ended: COMPLETED }), taskOf('p1', 'c')];
      await mustSave(setup.store, withTasks('p1', ...tasks));
      assert.deepEqual(await listed(setup, {}), ['a', 'c']);
      assert.deepEqual(await listed(setup, { status: 'open' }), ['a', 'c']);
      assert.deepEqual(await listed(setup, { status: 'ended' }), ['b']);
      assert.deepEqual(await listed(setup, { status: 'any' }), ['a', 'b', 'c']);
    },
  },
  {
    name: 'lists the tasks of a person and the unclaimed ones that they may claim',
    run: async (setup) => {
      await mustSave(
        setup.store,
        withTasks(
          'p1',
          taskOf('p1', 'mine', { assignee: 'ann' }),
          taskOf('p1', 'offered', { assignee: null, candidates: ['bob', 'ann'] }),
          taskOf('p1', 'claimed by another', { assignee: 'bob', candidates: ['bob', 'ann'] }),
          taskOf('p1', 'claimed by me', { assignee: 'ann', candidates: ['bob', 'ann'] }),
          taskOf('p1', 'of another', { assignee: 'bob' }),
          taskOf('p1', 'of nobody', { assignee: null }),
        ),
      );
      assert.deepEqual(await listed(setup, { person: 'ann' }), ['claimed by me', 'mine', 'offered']);
      assert.deepEqual(await listed(setup, { person: 'eve' }), []);
    },
  },
  {
    name: 'offers a task to its candidates again when it was given back',
    run: async (setup) => {
      const first = withTasks('p1', taskOf('p1', 't', { assignee: 'bob', candidates: ['ann', 'bob'] }));
      const given = { created: [], assigned: [{ id: 't', assignee: null }], rescheduled: [], ended: [] };
      await mustSave(setup.store, first);
      assert.deepEqual(await listed(setup, { person: 'ann' }), []);
      await mustSave(setup.store, following(first, { tasks: given }));
      assert.deepEqual(await listed(setup, { person: 'ann' }), ['t']);
    },
  },
  {
    name: 'offers an ended task to nobody',
    run: async (setup) => {
      const withdrawn = { ...COMPLETED, as: 'withdrawn' as const, by: null, result: null };
      const offered = taskOf('p1', 't', { assignee: null, candidates: ['ann'], ended: withdrawn });
      await mustSave(setup.store, withTasks('p1', offered));
      assert.deepEqual(await listed(setup, { person: 'ann' }), []);
    },
  },
  {
    name: 'takes ids of people literally: case, parts of a name and wildcards count',
    run: async (setup) => {
      const people = ['ann', 'Ann', 'anna', 'an', 'a%', 'a_n', '"ann"', 'ann,bob', 'я'.repeat(200)];
      const mine = people.map((assignee, i) => taskOf('p1', `mine-${i}`, { assignee }));
      const offered = people.map((person, i) =>
        taskOf('p1', `offered-${i}`, { assignee: null, candidates: [person, 'zoe'] }),
      );
      await mustSave(setup.store, withTasks('p1', ...mine, ...offered));
      for (const [i, person] of people.entries()) {
        assert.deepEqual(await listed(setup, { person }), [`mine-${i}`, `offered-${i}`], person);
      }
    },
  },
  {
    name: 'lists the tasks of a deal',
    run: async (setup) => {
      const tasks = ['D', 'd', 'd '].map((deal) => taskOf('p1', `of ${deal}.`, { deal }));
      await mustSave(setup.store, withTasks('p1', ...tasks));
      assert.deepEqual(await listed(setup, { deal: 'd' }), ['of d.']);
    },
  },
  {
    name: 'lists the tasks of a process and not those of one whose id begins alike',
    run: async (setup) => {
      await mustSave(
        setup.store,
        withTasks('p1', taskOf('p1', 'p1.1.1')),
        withTasks('p10', taskOf('p10', 'p10.1.1')),
      );
      assert.deepEqual(await listed(setup, { process: 'p1' }), ['p1.1.1']);
    },
  },
  {
    name: 'lists open tasks whose deadline lies before an instant, not at it',
    run: async (setup) => {
      const tasks = [
        taskOf('p1', 'before', { dueAt: T0 - 1 }),
        taskOf('p1', 'at', { dueAt: T0 }),
        taskOf('p1', 'after', { dueAt: T0 + 1 }),
        taskOf('p1', 'without', { dueAt: null, deadline: null }),
        taskOf('p1', 'done', { dueAt: T0 - 1, ended: COMPLETED }),
      ];
      await mustSave(setup.store, withTasks('p1', ...tasks));
      assert.deepEqual(await listed(setup, { dueBefore: T0 }), ['before']);
      assert.deepEqual(await listed(setup, { dueBefore: T0 + 1 }), ['before', 'at']);
    },
  },
  {
    name: 'narrows by everything that a filter names',
    run: async (setup) => {
      const hit = { assignee: 'bob', deal: 'd', dueAt: T0 };
      const tasks = [
        taskOf('p1', 'hit', hit),
        taskOf('p1', 'another person', { ...hit, assignee: 'ann' }),
        taskOf('p1', 'another deal', { ...hit, deal: 'e' }),
        taskOf('p1', 'later', { ...hit, dueAt: T0 + 2 * HOUR }),
        taskOf('p1', 'ended', { ...hit, ended: COMPLETED }),
      ];
      await mustSave(
        setup.store,
        withTasks('p1', ...tasks),
        withTasks('p2', taskOf('p2', 'another process', hit)),
      );
      const filter = { person: 'bob', deal: 'd', process: 'p1', dueBefore: T0 + HOUR };
      assert.deepEqual(await listed(setup, filter), ['hit']);
    },
  },
  {
    name: 'shows no task of another tenant',
    run: async (setup) => {
      await mustSave(setup.store, withTasks('p1', taskOf('p1', 't')));
      assert.equal(await setup.queries.task('t', SOUTH), undefined);
      assert.deepEqual(await listed(setup, {}, SOUTH), []);
      assert.deepEqual(await listed(setup, { person: 'ann' }, SOUTH), []);
    },
  },
  {
    name: 'is not changed by changing a task that was read',
    run: async ({ store, queries }) => {
      const task = taskOf('p1', 't', { candidates: ['ann', 'bob'] });
      await mustSave(store, withTasks('p1', structuredClone(task)));
      tamper(await queries.task('t', NORTH));
      tamper(await queries.tasks({}, {}, NORTH));
      assert.deepEqual(await queries.task('t', NORTH), task);
    },
  },
];
