import assert from 'node:assert/strict';
import { COMPLETED, following, HOUR, T0 } from '../samples.js';
import { mustSave } from '../saving.js';
import type { StorageCase } from '../storage-setup.js';
import {
  due,
  END_OF_TIME,
  idOf,
  onlyDue,
  open,
  passed,
  rescheduling,
  tasksOf,
  waitingFor,
} from './reminding.js';

/** How rungs are noted, each once. */
export const settlingCases: readonly StorageCase[] = [
  {
    name: 'shows a task again at its next instant, with the rungs that it had',
    run: async (setup) => {
      await open(setup, 'p1');
      const first = await onlyDue(setup);
      assert.deepEqual(await setup.reminders.settle([passed(first, T0 + HOUR)]), [true]);
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      assert.deepEqual(await onlyDue(setup, T0 + HOUR), { ...first, rungs: 1 });
    },
  },
  {
    name: 'notes several rungs at once',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      assert.deepEqual(await setup.reminders.settle([{ reminder, rungs: 3, next: T0 + HOUR }]), [true]);
      assert.equal((await onlyDue(setup, T0 + HOUR)).rungs, 3);
    },
  },
  {
    name: 'never shows a task again whose ladder has ended, and notes nothing more of it',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      await setup.reminders.settle([passed(reminder, null)]);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
      assert.deepEqual(await setup.reminders.settle([passed({ ...reminder, rungs: 1 }, T0)]), [false]);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'puts a task off without noting a rung',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      assert.deepEqual(await setup.reminders.settle([{ reminder, rungs: 0, next: T0 + HOUR }]), [true]);
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      assert.equal((await onlyDue(setup, T0 + HOUR)).rungs, 0);
    },
  },
  {
    name: 'refuses a rung that another scheduler has noted',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      assert.deepEqual(await setup.reminders.settle([passed(reminder, T0 + HOUR)]), [true]);
      assert.deepEqual(await setup.reminders.settle([passed(reminder, T0 + 9 * HOUR)]), [false]);
      assert.equal((await onlyDue(setup, T0 + HOUR)).rungs, 1);
    },
  },
  {
    name: 'refuses a task that has ended since it was shown',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first);
      const reminder = await onlyDue(setup);
      const ended = [{ id: 'p1.1', ending: COMPLETED }];
      await mustSave(
        setup.store,
        following(first, { tasks: { created: [], assigned: [], rescheduled: [], ended } }),
      );
      assert.deepEqual(await setup.reminders.settle([passed(reminder, T0)]), [false]);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'refuses a task that ends in the same transaction',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first);
      const reminder = await onlyDue(setup);
      const ended = [{ id: 'p1.1', ending: COMPLETED }];
      const answers = await setup.store.transact(async (transaction) => {
        const change = following(first, { tasks: { created: [], assigned: [], rescheduled: [], ended } });
        await setup.store.save([change], { transaction });
        return setup.reminders.settle([passed(reminder, T0)], transaction);
      });
      assert.deepEqual(answers, [false]);
    },
  },
  {
    name: 'refuses another deadline, another tenant and an unknown task',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      const others = [
        { ...reminder, deadline: T0 + 1 },
        { ...reminder, tenant: 'south' },
        { ...reminder, task: 'p9.1' },
      ];
      for (const other of others) {
        assert.deepEqual(await setup.reminders.settle([passed(other, END_OF_TIME)]), [false]);
      }
      assert.deepEqual(await onlyDue(setup), reminder);
    },
  },
  {
    name: 'shows no task whose process is suspended, and notes nothing of it',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first);
      const reminder = await onlyDue(setup);
      await mustSave(setup.store, rescheduling(first, { suspendedAt: T0 }));
      assert.deepEqual(await due(setup, END_OF_TIME), []);
      assert.deepEqual(await setup.reminders.settle([passed(reminder, T0)]), [false]);
    },
  },
  {
    name: 'goes on where it was with a task that is resumed and keeps its deadline',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first, waitingFor('p2'));
      const [reminder, other] = await due(setup);
      assert.ok(reminder && other);
      await setup.reminders.settle([passed(reminder, T0 + HOUR), passed(other, null)]);
      const second = rescheduling(first, { suspendedAt: T0 });
      await mustSave(setup.store, second, rescheduling(second));
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      assert.deepEqual(await onlyDue(setup, T0 + HOUR), { ...reminder, rungs: 1 });
    },
  },
  {
    name: 'never shows a task again whose ladder had ended before it was suspended',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first);
      await setup.reminders.settle([passed(await onlyDue(setup), null)]);
      const second = rescheduling(first, { suspendedAt: T0 });
      await mustSave(setup.store, second, rescheduling(second));
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'begins anew with another deadline, also where the ladder of the former one had ended',
    run: async (setup) => {
      const first = waitingFor('p1');
      await mustSave(setup.store, first);
      await setup.reminders.settle([passed(await onlyDue(setup), null)]);
      await mustSave(setup.store, rescheduling(first, { dueAt: T0 + HOUR }));
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      const { deadline, rungs } = await onlyDue(setup, T0 + HOUR);
      assert.deepEqual([deadline, rungs], [T0 + HOUR, 0]);
    },
  },
  {
    name: 'settles in the order asked and says for each whether it was noted',
    run: async (setup) => {
      await open(setup, 'p1', 'p2', 'p3');
      const [one, two, three] = await due(setup);
      assert.ok(one && two && three);
      await setup.reminders.settle([passed(two, T0 + HOUR)]);
      const answers = await setup.reminders.settle([
        passed(three, null),
        passed(two, null),
        passed(one, T0 + 2 * HOUR),
      ]);
      assert.deepEqual(answers, [true, false, true]);
      assert.deepEqual(tasksOf(await due(setup, END_OF_TIME)), [idOf(two), idOf(one)]);
    },
  },
  {
    name: 'settles nothing when given nothing',
    run: async (setup) => assert.deepEqual(await setup.reminders.settle([]), []),
  },
  {
    name: 'leaves other tasks as they are',
    run: async (setup) => {
      await open(setup, 'p1', 'p2');
      const [one, two] = await due(setup);
      assert.ok(one && two);
      await setup.reminders.settle([passed(one, null)]);
      assert.deepEqual(await onlyDue(setup), two);
    },
  },
  {
    name: 'forgets what a transaction noted that is rolled back',
    run: async (setup) => {
      await open(setup, 'p1');
      const reminder = await onlyDue(setup);
      const work = setup.store.transact(async (transaction) => {
        assert.deepEqual(await setup.reminders.settle([passed(reminder, null)], transaction), [true]);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      assert.deepEqual(await onlyDue(setup), reminder);
      await setup.store.transact((transaction) =>
        setup.reminders.settle([passed(reminder, null)], transaction),
      );
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'notes each of many rungs for one of several schedulers',
    run: async (setup) => {
      await open(setup, ...Array.from({ length: 12 }, (_, i) => `p${i}`));
      const scheduler = async () =>
        setup.reminders.settle((await due(setup)).map((reminder) => passed(reminder, T0 + HOUR)));
      const answers = (await Promise.all(Array.from({ length: 5 }, scheduler))).flat();
      assert.equal(answers.filter((noted) => noted).length, 12);
      assert.deepEqual(
        (await due(setup, T0 + HOUR)).map(({ rungs }) => rungs),
        Array.from({ length: 12 }, () => 1),
      );
    },
  },
  {
    name: 'keeps what it noted when the task passes to somebody else',
    run: async (setup) => {
      const first = waitingFor('p1', { assignee: null, candidates: ['ann', 'bob'] });
      await mustSave(setup.store, first);
      const reminder = await onlyDue(setup);
      await setup.reminders.settle([passed(reminder, T0 + HOUR)]);
      const assigned = [{ id: 'p1.1', assignee: 'bob' }];
      await mustSave(
        setup.store,
        following(first, { tasks: { created: [], assigned, rescheduled: [], ended: [] } }),
      );
      const { assignee, rungs } = await onlyDue(setup, T0 + HOUR);
      assert.deepEqual([assignee, rungs], ['bob', 1]);
    },
  },
];
