import { reminderStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('reminders', reminderStoreCases, [
  {
    defect: 'fires early',
    caughtBy: 'shows a task from its deadline on, to the millisecond',
    how: (reminders) => ({ due: (now, limit) => reminders.due(now + 1, limit) }),
  },
  {
    defect: 'takes any tasks before it sorts them',
    caughtBy: 'shows the earliest tasks first, as many as asked for',
    how: (reminders) => ({
      due: async (now, limit) => [...(await reminders.due(now, 500))].reverse().slice(0, limit),
    }),
  },
  {
    defect: 'shows tasks of one tenant only',
    caughtBy: 'shows due tasks of all tenants, and keeps one id apart by its tenants',
    how: (reminders) => ({
      due: async (now, limit) => (await reminders.due(now, limit)).filter(({ tenant }) => tenant === 'north'),
    }),
  },
  {
    defect: 'remembers nothing',
    caughtBy: 'refuses a rung that another scheduler has noted',
    how: (reminders) => ({
      settle: async (settlements) => {
        await reminders.settle(settlements);
        return settlements.map(() => true);
      },
    }),
  },
  {
    defect: 'notes rungs of tasks that have ended',
    caughtBy: 'refuses a task that has ended since it was shown',
    how: (reminders) => ({
      settle: async (settlements, transaction) => {
        const answers = await reminders.settle(settlements, transaction);
        const dueStill = await reminders.due(Number.MAX_SAFE_INTEGER, 500);
        return dueStill.length === 0 ? answers.map(() => true) : answers;
      },
    }),
  },
  {
    defect: 'answers in an order of its own',
    caughtBy: 'settles in the order asked and says for each whether it was noted',
    how: (reminders) => ({
      settle: async (...asked) =>
        [...(await reminders.settle(...asked))].sort((a, b) => Number(b) - Number(a)),
    }),
  },
  {
    defect: 'settles all or nothing',
    caughtBy: 'settles in the order asked and says for each whether it was noted',
    how: (reminders) => ({
      settle: async (...asked) => {
        const answers = await reminders.settle(...asked);
        return answers.map(() => answers.every((noted) => noted));
      },
    }),
  },
  {
    defect: 'shows a task again at once that was put off',
    caughtBy: 'puts a task off without noting a rung',
    how: (reminders) => ({
      settle: (settlements, transaction) =>
        reminders.settle(
          settlements.map((each) => (each.rungs > each.reminder.rungs ? each : { ...each, next: 0 })),
          transaction,
        ),
    }),
  },
  {
    defect: 'counts one rung, however many passed',
    caughtBy: 'notes several rungs at once',
    how: (reminders) => ({
      settle: (settlements, transaction) =>
        reminders.settle(
          settlements.map((each) => ({ ...each, rungs: Math.min(each.rungs, each.reminder.rungs + 1) })),
          transaction,
        ),
    }),
  },
  {
    defect: 'looks at a task for ever',
    caughtBy: 'never shows a task again whose ladder has ended, and notes nothing more of it',
    how: (reminders) => ({
      settle: (settlements, transaction) =>
        reminders.settle(
          settlements.map((each) => ({ ...each, next: each.next ?? each.reminder.deadline })),
          transaction,
        ),
    }),
  },
]);
