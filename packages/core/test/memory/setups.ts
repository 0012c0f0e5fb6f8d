import type {
  DealFinderSetup,
  HostCrmTransactionSetup,
  HostDeal,
  NotifierOutageSetup,
} from '@dealroute/testing/contracts';
import { MemoryHost, type MemoryHostOptions } from '../../src/memory/memory-host.js';
import { MemoryNotifier } from '../../src/memory/memory-notifier.js';
import { memoryStorage } from '../../src/memory/memory-storage.js';

const PIPELINE = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
  ],
} as const;

/** A memory host beside a memory storage, as the host contracts want it. */
export function memoryHost(options: MemoryHostOptions = {}): HostCrmTransactionSetup & DealFinderSetup {
  const { store } = memoryStorage();
  const host = new MemoryHost({
    pipelines: [PIPELINE],
    lossReasons: [
      { key: 'price', title: 'Price' },
      { key: 'time', title: 'Time' },
    ],
    ...options,
  });
  let deals = 0;
  return {
    host,
    pipeline: 'sales',
    stages: ['new', 'offer', 'won'],
    people: ['ann', 'bob'],
    missing: 'no such deal',
    createDeal: async ({ createdAt, ...deal }: HostDeal, tenant: string) => {
      deals += 1;
      const ref = `deal-${deals}`;
      host.putDeal({ ref, pipeline: 'sales', fields: { sum: 12 }, ...deal }, tenant, createdAt);
      return ref;
    },
    setStage: async (deal, stage, tenant) => host.setStage(deal, stage, tenant),
    transact: (work) => store.transact(work),
  };
}

/** A memory notifier whose channel breaks down on demand, and that knows who can't be reached. */
export function memoryNotifier(): NotifierOutageSetup {
  let isDown = false;
  const unreachable = 'nobody';
  const notifier = new MemoryNotifier(() => {
    if (isDown) throw new Error('The channel is down.');
  });
  return {
    notifier,
    people: ['ann', 'bob'],
    unreachable,
    received: (user, tenant) =>
      user === unreachable
        ? 0
        : notifier.delivered.filter(
            (delivered) => delivered.tenant === tenant && delivered.notice.to === user,
          ).length,
    setDown: (down) => {
      isDown = down;
    },
  };
}
