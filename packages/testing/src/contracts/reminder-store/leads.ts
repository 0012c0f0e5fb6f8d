import assert from 'node:assert/strict';
import { leadOf, nextOf } from '../lead-samples.js';
import { HOUR, T0 } from '../samples.js';
import { mustSave } from '../saving.js';
import { NORTH, SOUTH, type StorageCase, type StorageSetup } from '../storage-setup.js';
import { due, END_OF_TIME, onlyDue, open, passed, tasksOf, waitingFor } from './reminding.js';

const waiting = (id: string, dueAt = T0) => leadOf(id, { dueAt, assignedAt: T0 - HOUR });

/** Registers a lead whose limit is T0. */
async function opened(setup: StorageSetup, id: string) {
  const write = waiting(id);
  await setup.leads.register(write, NORTH);
  return write;
}

/** Leads on the ladder. */
export const leadCases: readonly StorageCase[] = [
  {
    name: 'shows a lead without a reaction from its limit on, with all that a reminder needs',
    run: async (setup) => {
      await opened(setup, 'lead');
      assert.deepEqual(await due(setup, T0 - 1), []);
      assert.deepEqual(await due(setup), [
        {
          kind: 'lead',
          tenant: 'north',
          lead: 'lead',
          assignee: 'ann',
          candidates: [],
          deadline: T0,
          createdAt: T0 - HOUR,
          rungs: 0,
        },
      ]);
    },
  },
  {
    name: 'shows leads after tasks, earliest first, of all tenants, as many as asked for',
    run: async (setup) => {
      await setup.leads.register(waiting('late', T0 + 2), NORTH);
      await setup.leads.register(waiting('early', T0 - 2), SOUTH);
      await mustSave(setup.store, waitingFor('p1', { dueAt: T0 + 1 }));
      assert.deepEqual(tasksOf(await due(setup, T0 + 9)), ['p1.1', 'early', 'late']);
      assert.deepEqual(tasksOf(await setup.reminders.due(T0 + 9, 2)), ['p1.1', 'early']);
    },
  },
  {
    name: 'shows a lead again at its next instant, and never after its last rung',
    run: async (setup) => {
      await opened(setup, 'lead');
      const first = await onlyDue(setup);
      assert.deepEqual(await setup.reminders.settle([passed(first, T0 + HOUR)]), [true]);
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      const second = await onlyDue(setup, T0 + HOUR);
      assert.deepEqual(second, { ...first, rungs: 1 });
      assert.deepEqual(await setup.reminders.settle([passed(first, null)]), [false]);
      assert.deepEqual(await setup.reminders.settle([passed(second, null)]), [true]);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
      assert.deepEqual(await setup.reminders.settle([passed({ ...second, rungs: 2 }, T0)]), [false]);
    },
  },
  {
    name: 'shows no lead that somebody reacted to, and settles none',
    run: async (setup) => {
      const write = await opened(setup, 'lead');
      const reminder = await onlyDue(setup);
      await setup.leads.change(nextOf(write, { status: 'inWork' }), NORTH);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
      assert.deepEqual(await setup.reminders.settle([passed(reminder, END_OF_TIME)]), [false]);
    },
  },
  {
    name: 'begins the ladder of a lead anew with another responsible, and keeps it with another change',
    run: async (setup) => {
      const write = await opened(setup, 'lead');
      const reminder = await onlyDue(setup);
      await setup.reminders.settle([passed(reminder, T0 + HOUR)]);
      const noted = nextOf(write, {});
      await setup.leads.change(noted, NORTH);
      assert.deepEqual(await due(setup, T0 + HOUR - 1), []);
      await setup.leads.change(nextOf(noted, { responsible: 'bob', assignedAt: T0 + 5 }), NORTH);
      const fresh = await onlyDue(setup);
      assert.deepEqual([fresh.assignee, fresh.createdAt, fresh.rungs], ['bob', T0 + 5, 0]);
      assert.deepEqual(await setup.reminders.settle([passed(reminder, null)]), [false]);
    },
  },
  {
    name: 'settles tasks and leads together, in the order asked',
    run: async (setup) => {
      await open(setup, 'p1');
      await opened(setup, 'lead');
      const [task, lead] = await due(setup);
      assert.ok(task && lead);
      const gone = { ...lead, tenant: 'south' };
      const settlements = [passed(lead, null), passed(gone, null), passed(task, null)];
      assert.deepEqual(await setup.reminders.settle(settlements), [true, false, true]);
      assert.deepEqual(await due(setup, END_OF_TIME), []);
    },
  },
];
