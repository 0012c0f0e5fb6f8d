import { timerStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('timers', timerStoreCases, [
  {
    defect: 'shows a timer a millisecond late',
    caughtBy: 'shows a timer from its instant on, to the millisecond',
    how: (timers) => ({ due: (now, limit) => timers.due(now - 1, limit) }),
  },
  {
    defect: 'fires early',
    caughtBy: 'shows a timer from its instant on, to the millisecond',
    how: (timers) => ({ due: (now, limit) => timers.due(now + 1, limit) }),
  },
  {
    defect: 'takes any timers before it sorts them',
    caughtBy: 'shows the earliest timers first, as many as asked for',
    how: (timers) => ({
      due: async (now, limit) => [...(await timers.due(now, 500))].reverse().slice(0, limit),
    }),
  },
  {
    defect: 'shows timers of one tenant only',
    caughtBy: 'shows due timers of all tenants, and keeps one id apart by its tenants',
    how: (timers) => ({
      due: async (now, limit) => (await timers.due(now, limit)).filter(({ tenant }) => tenant === 'north'),
    }),
  },
]);

testMutants('backlog', timerStoreCases, [
  {
    defect: 'knows no next timer',
    caughtBy: 'names the earliest timer of all tenants as the next, due or not',
    how: (backlog) => ({ backlog: async () => ({ ...(await backlog.backlog()), nextTimer: null }) }),
  },
  {
    defect: 'always has messages',
    caughtBy: 'says that a message waits until it is leased or sent',
    how: (backlog) => ({ backlog: async () => ({ ...(await backlog.backlog()), outbox: true }) }),
  },
  {
    defect: 'knows no next attempt',
    caughtBy: 'names the time until a message that is put off, or leased, may be taken again',
    how: (backlog) => ({ backlog: async () => ({ ...(await backlog.backlog()), nextAttemptMs: null }) }),
  },
]);
