import { type HostCrm, MemoryHost, memoryStorage } from '@dealroute/core';
import {
  type HostCrmTransactionSetup,
  hostCrmCases,
  hostCrmTransactionCases,
} from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { alter } from './alter.js';
import { expectCaught } from './expect-caught.js';

const STAGES = ['new', 'offer', 'won'] as const;

function setup(how: (host: HostCrm) => Partial<HostCrm> = () => ({})): HostCrmTransactionSetup {
  const stages = STAGES.map((key) => ({ key, title: key, kind: 'open' as const }));
  const host = new MemoryHost({ pipelines: [{ key: 'sales', title: 'Sales', stages }] });
  const { store } = memoryStorage();
  let deals = 0;
  return {
    host: alter<HostCrm>(host, how(host)),
    pipeline: 'sales',
    stages: STAGES,
    people: ['ann', 'bob'],
    missing: 'no such deal',
    createDeal: async (deal, tenant) => {
      deals += 1;
      host.putDeal({ ref: `deal-${deals}`, pipeline: 'sales', fields: {}, ...deal }, tenant);
      return `deal-${deals}`;
    },
    setStage: async (deal, stage, tenant) => host.setStage(deal, stage, tenant),
    transact: (work) => store.transact(work),
  };
}

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
