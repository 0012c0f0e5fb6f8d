import { retentionStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('retention', retentionStoreCases, [
  {
    defect: 'finds what is over too early',
    caughtBy: 'finds what has been over for that long and no shorter',
    how: (retention) => ({
      over: (kind, range) => retention.over(kind, { ...range, forMs: range.forMs - 1 }),
    }),
  },
  {
    defect: 'measures everything by business time',
    caughtBy: "measures messages and events by the database's real time, whatever the business time is",
    how: (retention) => ({
      over: (kind, range) =>
        retention.over(kind, { ...range, forMs: range.forMs - (range.now - Date.now()) }),
    }),
  },
  {
    defect: 'begins each page anew',
    caughtBy: 'gives the earliest first, as many as asked for, and goes on behind the last one',
    how: (retention) => {
      let asked = 0;
      return {
        over: async (kind, { after: _, ...range }) => {
          asked += 1;
          return asked > 9 ? [] : retention.over(kind, range);
        },
      };
    },
  },
  {
    defect: 'finds the things of all tenants',
    caughtBy: 'finds the things of one tenant, or of all',
    how: (retention) => ({
      over: (kind, { tenant: _, ...range }) => retention.over(kind, range),
    }),
  },
  {
    defect: 'knows of nothing that refers to a process',
    caughtBy: 'names the processes that something living refers to',
    how: () => ({ referredTo: async () => new Set<string>() }),
  },
  {
    defect: 'forgets that incidents are open',
    caughtBy: 'says of keys under which of them an incident is open',
    how: () => ({ openIncidents: async () => new Set<string>() }),
  },
  {
    defect: 'removes in every tenant',
    caughtBy: 'removes nothing of another tenant',
    how: (retention) => ({
      remove: (kind, ids, context) => retention.remove(kind, ids, { ...context, tenant: 'north' }),
    }),
  },
  {
    defect: 'says that it removed what it was told to',
    caughtBy: 'removes of each kind what it is told to, and says how many',
    how: (retention) => ({
      remove: async (kind, ids, context) => {
        await retention.remove(kind, ids, context);
        return ids.length;
      },
    }),
  },
  {
    defect: 'removes in a transaction of its own',
    caughtBy: 'keeps everything when the transaction that it joins is rolled back',
    how: (retention, storage) => ({
      remove: async (kind, ids, context) => {
        const count = await retention.remove(kind, ids, context);
        const { tenant } = context;
        if (context.transaction)
          void storage.store.ended(context.transaction).then(() => retention.remove(kind, ids, { tenant }));
        return count;
      },
    }),
  },
]);
