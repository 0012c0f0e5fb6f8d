import { triggerStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('triggers', triggerStoreCases, [
  {
    defect: 'forgets events that were treated',
    caughtBy: 'knows an event again after it was treated',
    how: (triggers) => {
      const treated = new Set<string>();
      return {
        settle: async (key, outcome, context) => {
          if ('done' in outcome) treated.add(key);
          await triggers.settle(key, outcome, context);
        },
        receive: async (event, context) =>
          (await triggers.receive(event, context)) || treated.delete(event.key),
      };
    },
  },
  {
    defect: 'tries again at once, whatever the pause',
    caughtBy: 'shows an event that is put off only when its pause has passed in real time',
    how: (triggers) => ({
      settle: (key, outcome, context) =>
        triggers.settle(key, 'retryInMs' in outcome ? { ...outcome, retryInMs: 0 } : outcome, context),
    }),
  },
  {
    defect: 'shows the newest events first',
    caughtBy: 'shows the oldest events first, as many as asked for',
    how: (triggers) => ({
      waiting: async (limit) => [...(await triggers.waiting(500))].reverse().slice(0, limit),
    }),
  },
  {
    defect: 'shows events of one tenant only',
    caughtBy: 'keeps events of one key apart by their tenants, and shows those of all that wait',
    how: (triggers) => ({
      waiting: async (limit) => (await triggers.waiting(limit)).filter(({ tenant }) => tenant === 'north'),
    }),
  },
  {
    defect: 'lets every node take a look',
    caughtBy: 'lets one of several nodes take a look',
    how: (triggers) => ({
      moveLook: async (look, next) => (await triggers.moveLook(look, next)) || look.after === null,
    }),
  },
  {
    defect: 'begins every look anew',
    caughtBy: 'moves a look on, and remembers the deal that it came to',
    how: (triggers) => ({
      moveLook: (look, { at }) => triggers.moveLook(look, { at, after: null }),
    }),
  },
  {
    defect: 'merges a trigger with the one before',
    caughtBy: 'replaces a trigger as a whole',
    how: (triggers) => ({
      putTrigger: async (trigger, firstLook, context) => {
        const before = (await triggers.triggers(context)).find(({ key }) => key === trigger.key);
        await triggers.putTrigger({ ...before, ...trigger }, firstLook, context);
      },
    }),
  },
]);
