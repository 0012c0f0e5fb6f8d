import { type DealFinder, type HostCrm, MemoryHost, memoryStorage } from '@dealroute/core';
import {
  type DealFinderSetup,
  findingCases,
  type HostCrmTransactionSetup,
  hostCrmCases,
  hostCrmTransactionCases,
} from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { alter } from './alter.js';
import { expectCaught } from './expect-caught.js';

type Finder = HostCrm & DealFinder;

const STAGES = ['new', 'offer', 'won'] as const;

function setup(
  how: (host: Finder) => Partial<HostCrm> = () => ({}),
): HostCrmTransactionSetup & DealFinderSetup {
  const stages = STAGES.map((key) => ({
    key,
    title: key,
    kind: key === 'won' ? ('won' as const) : ('open' as const),
  }));
  const host = new MemoryHost({ pipelines: [{ key: 'sales', title: 'Sales', stages }] });
  const { store } = memoryStorage();
  let deals = 0;
  return {
    host: alter<Finder>(host, how(host)),
    pipeline: 'sales',
    stages: STAGES,
    people: ['ann', 'bob'],
    missing: 'no such deal',
    createDeal: async ({ createdAt, ...deal }, tenant) => {
      deals += 1;
      host.putDeal({ ref: `deal-${deals}`, pipeline: 'sales', fields: {}, ...deal }, tenant, createdAt);
      return `deal-${deals}`;
    },
    setStage: async (deal, stage, tenant) => host.setStage(deal, stage, tenant),
    transact: (work) => store.transact(work),
  };
}

test.each<{ defect: string; caughtBy: string; how: (host: Finder) => Partial<DealFinder> }>([
  {
    defect: 'counts pages by how many deals there were',
    caughtBy: 'finds each open deal on one page, also where others are closed meanwhile',
    how: (host) => {
      let seen = 0;
      return {
        openDeals: async ({ after, limit, ...rest }, context) => {
          if (after === null) seen = 0;
          const all = await host.openDeals({ ...rest, after: null, limit: 500 }, context);
          const page = all.slice(seen, seen + limit);
          seen += page.length;
          return page;
        },
      };
    },
  },
  {
    defect: 'takes deals whose creation it does not know for new ones',
    caughtBy: 'finds deals by when they were created: from the first instant on, before the second',
    how: (host) => ({
      openDeals: ({ created: _, ...rest }, context) => host.openDeals(rest, context),
    }),
  },
])('notices a finder of deals that $defect', ({ caughtBy, how }) =>
  expectCaught(findingCases, caughtBy, { sound: () => setup(), broken: () => setup(how) }),
);

test.each<{ defect: string; caughtBy: string; how: (host: HostCrm) => Partial<HostCrm> }>([
  {
    defect: 'forgets which writes it applied',
    caughtBy: 'lets a repeated write not undo what a person changed since',
    how: (host) => {
      let n = 10;
      return {
        applyStages: (writes, context) => {
          n += 1;
          return host.applyStages(
            writes.map((write) => ({ ...write, key: `${write.key} ${n}`, seq: n })),
            context,
          );
        },
      };
    },
  },
  {
    defect: 'writes stages one by one',
    caughtBy: 'writes no stage at all when one of the deals is gone, and all when tried again without it',
    how: (host) => ({
      applyStages: async (writes, context) => {
        for (const write of writes) await host.applyStages([write], context);
      },
    }),
  },
  {
    defect: 'says nothing of a deal that is gone',
    caughtBy: 'refuses to write the stage of a deal that is gone',
    how: (host) => ({
      applyStages: (writes, context) => host.applyStages(writes, context).catch(() => undefined),
    }),
  },
  {
    defect: 'leaves out deals that there are not',
    caughtBy: 'reads deals in the order asked, with nothing where there is none',
    how: (host) => ({
      readDeals: async (deals, context) =>
        (await host.readDeals(deals, context)).filter((deal) => deal !== undefined),
    }),
  },
  {
    defect: 'reads deals of another tenant',
    caughtBy: 'reads and writes no deal of another tenant',
    how: (host) => ({ readDeals: (deals) => host.readDeals(deals, { tenant: 'south' }) }),
  },
])('notices a host that $defect', ({ caughtBy, how }) =>
  expectCaught(hostCrmCases, caughtBy, { sound: () => setup(), broken: () => setup(how) }),
);

test.each<{ defect: string; caughtBy: string; how: (host: HostCrm) => Partial<HostCrm> }>([
  {
    defect: 'writes outside of the transaction',
    caughtBy:
      'takes back the stages of a transaction that is rolled back, and writes them when it is repeated',
    how: (host) => ({ applyStages: (writes, { tenant }) => host.applyStages(writes, { tenant }) }),
  },
  {
    defect: 'does not say that it joins transactions',
    caughtBy: 'says that it joins transactions',
    how: () => ({ joinsTransaction: false }),
  },
])('notices a host that joins transactions but $defect', ({ caughtBy, how }) =>
  expectCaught(hostCrmTransactionCases, caughtBy, { sound: () => setup(), broken: () => setup(how) }),
);
