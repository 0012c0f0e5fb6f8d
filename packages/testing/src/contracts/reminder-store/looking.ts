import assert from 'node:assert/strict';
import { COMPLETED, created, following, HOUR, poisoned, starting, T0, taskOf } from '../samples.js';
import { mustSave } from '../saving.js';
import type { StorageCase } from '../storage-setup.js';
import { due, END_OF_TIME, idOf, onlyDue, open, tasksOf, waitingFor } from './reminding.js';

/** Which tasks are due for a reminder, before anything was done about them. */
export const lookingCases: readonly StorageCase[] = [
  {
    name: 'has no due reminder at first',
    run: async (setup) => assert.deepEqual(await due(setup, END_OF_TIME), []),
  },
  {
    name: 'shows an overdue task with all that a reminder needs',
    run: async (setup) => {
      const candidates = ['bob', 'Жанна'];
      await mustSave(setup.store, waitingFor('p1', { assignee: null, candidates, node: 'talk' }));
      assert.deepEqual(await due(setup), [
        {
          kind: 'task',
          tenant: 'north',
          task: 'p1.1',
          process: 'p1',
          deal: 'deal-of-p1',
          map: { key: 'sale', version: 3 },
          node: 'talk',
          assignee: null,
          candidates,
          deadline: T0,
          createdAt: T0,
          rungs: 0,
        },
      ]);
    },
  },
  {
    name: 'shows a task from its deadline on, to the millisecond',
    run: async (setup) => {
      await open(setup, 'p1');
      assert.deepEqual(await due(setup, T0 - 1), []);
      assert.deepEqual(tasksOf(await due(setup, T0)), ['p1.1']);
      assert.deepEqual(tasksOf(await due(setup, T0 + 1)), ['p1.1']);
    },
  },
  {
    name: 'shows no task without a deadline',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1', { dueAt: null }));
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'shows no task that has ended',
    run: async (setup) => {
      const first = waitingFor('p1');
      const ended = [{ id: 'p1.1', ending: COMPLETED }];
      await mustSave(
        setup.store,
        first,
        following(first, { tasks: { created: [], assigned: [], rescheduled: [], ended } }),
      );
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'shows a task of an ended one that continues it',
    run: async (setup) => {
      const first = waitingFor('p1');
      const next = taskOf('p1', 'p1.2', { dueAt: T0 + 1, assignee: 'bob', previous: 'p1.1' });
      const ended = [{ id: 'p1.1', ending: { ...COMPLETED, as: 'handedOver' as const } }];
      await mustSave(setup.store, first, following(first, { tasks: { ...created(next), ended } }));
      const reminder = await onlyDue(setup, T0 + 1);
      const { assignee, deadline, rungs } = reminder;
      assert.deepEqual([idOf(reminder), assignee, deadline, rungs], ['p1.2', 'bob', T0 + 1, 0]);
    },
  },
  {
    name: 'shows the earliest tasks first, as many as asked for',
    run: async (setup) => {
      for (const [process, after] of Object.entries({ c: 3, a: 1, d: 4, b: 2 }))
        await mustSave(setup.store, waitingFor(process, { dueAt: T0 + after }));
      assert.deepEqual(tasksOf(await due(setup, T0 + HOUR)), ['a.1', 'b.1', 'c.1', 'd.1']);
      assert.deepEqual(tasksOf(await setup.reminders.due(T0 + HOUR, 2)), ['a.1', 'b.1']);
      assert.deepEqual(tasksOf(await due(setup, T0 + 2)), ['a.1', 'b.1']);
    },
  },
  {
    name: 'shows due tasks of all tenants, and keeps one id apart by its tenants',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1'), waitingFor('p1', { assignee: 'bob' }, 'south'));
      const shown = (await due(setup)).map(({ tenant, assignee }) => `${tenant}/${assignee}`);
      assert.deepEqual(shown.sort(), ['north/ann', 'south/bob']);
    },
  },
  {
    name: 'shows who has the task at this moment',
    run: async (setup) => {
      const first = waitingFor('p1', { assignee: null, candidates: ['ann', 'bob'] });
      const assigned = [{ id: 'p1.1', assignee: 'bob' }];
      await mustSave(
        setup.store,
        first,
        following(first, { tasks: { created: [], assigned, rescheduled: [], ended: [] } }),
      );
      assert.equal((await onlyDue(setup)).assignee, 'bob');
    },
  },
  {
    name: 'shows no task of a change that failed or was rolled back',
    run: async (setup) => {
      await setup.store.save([poisoned(waitingFor('p1'))]);
      const work = setup.store.transact(async (transaction) => {
        await setup.store.save([waitingFor('p2')], { transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work);
      await mustSave(setup.store, starting('p3'));
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'keeps deadlines before 1970 and far in the future',
    run: async (setup) => {
      const far = Date.UTC(9_999, 11, 31, 23, 59, 59, 999);
      await mustSave(
        setup.store,
        waitingFor('far', { dueAt: far }),
        waitingFor('past', { dueAt: -86_400_000 }),
      );
      assert.deepEqual(
        (await due(setup, far)).map(({ deadline }) => deadline),
        [-86_400_000, far],
      );
      assert.deepEqual(tasksOf(await due(setup, far - 1)), ['past.1']);
    },
  },
];
