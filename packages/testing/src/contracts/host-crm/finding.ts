import assert from 'node:assert/strict';
import type { CallContext, OpenDealsRequest } from '@dealroute/core';
import type { ContractCase } from '../contract.js';
import { T0 } from '../samples.js';
import { NORTH, SOUTH } from '../storage-setup.js';
import { type DealFinderSetup, newDeal } from './setup.js';

const found = async (
  { host, pipeline }: DealFinderSetup,
  rest: Partial<OpenDealsRequest> = {},
  context: CallContext = NORTH,
) => (await host.openDeals({ pipeline, after: null, limit: 100, ...rest }, context)).map(({ ref }) => ref);

/** How a host lists its open deals. */
export const findingCases: readonly ContractCase<DealFinderSetup>[] = [
  {
    name: 'finds no deals where there are none, and none of a pipeline that does not exist',
    run: async (setup) => {
      assert.deepEqual(await found(setup), []);
      await newDeal(setup);
      assert.deepEqual(await found(setup, { pipeline: 'no such pipeline' }), []);
    },
  },
  {
    name: 'finds deals as it reads them',
    run: async (setup) => {
      const ref = await newDeal(setup, { title: 'Ten chairs', createdAt: T0 });
      const { pipeline } = setup;
      assert.deepEqual(
        await setup.host.openDeals({ pipeline, after: null, limit: 1 }, NORTH),
        await setup.host.readDeals([ref], NORTH),
      );
    },
  },
  {
    name: 'finds open deals only, and those that were opened again',
    run: async (setup) => {
      const [first, second, won] = setup.stages;
      const deals = [await newDeal(setup), await newDeal(setup, { stage: second })];
      const closed = await newDeal(setup, { stage: won });
      assert.deepEqual((await found(setup)).sort(), [...deals].sort());
      await setup.setStage(closed, first, 'north');
      assert.deepEqual((await found(setup)).sort(), [...deals, closed].sort());
    },
  },
  {
    name: 'finds each open deal on one page, also where others are closed meanwhile',
    run: async (setup) => {
      const deals: string[] = [];
      for (let n = 0; n < 11; n++) deals.push(await newDeal(setup, { createdAt: T0 - n }));
      const order = await found(setup);
      assert.deepEqual([...order].sort(), [...deals].sort());
      const seen: string[] = [];
      for (let after: string | null = null, page = ['']; page.length > 0; after = seen.at(-1) ?? null) {
        page = await found(setup, { after, limit: 4 });
        seen.push(...page);
        if (seen.length === 4) await setup.setStage(order[2] ?? '', setup.stages[2], 'north');
      }
      assert.deepEqual(seen, order);
    },
  },
  {
    name: 'finds deals by when they were created: from the first instant on, before the second',
    run: async (setup) => {
      await newDeal(setup);
      for (const at of [T0 - 1, T0, T0 + 4, T0 + 5]) {
        await newDeal(setup, { title: String(at), createdAt: at });
      }
      const created = { from: T0, before: T0 + 5 };
      const { pipeline } = setup;
      const deals = await setup.host.openDeals({ pipeline, created, after: null, limit: 9 }, NORTH);
      assert.deepEqual(deals.map(({ title }) => title).sort(), [String(T0), String(T0 + 4)]);
    },
  },
  {
    name: 'finds deals of its tenant only',
    run: async (setup) => {
      const north = await newDeal(setup);
      const south = await newDeal(setup, {}, SOUTH);
      assert.deepEqual([await found(setup), await found(setup, {}, SOUTH)], [[north], [south]]);
    },
  },
];
