import assert from 'node:assert/strict';
import type { ContractCase } from '../contract.js';
import { NORTH } from '../storage-setup.js';
import { type HostCrmTransactionSetup, newDeal, stageOf, write } from './setup.js';

const REGRET = new Error('Changed my mind.');

/** What a `HostCrm` keeps besides, when it says that it joins the storage's transactions. */
export const hostCrmTransactionCases: readonly ContractCase<HostCrmTransactionSetup>[] = [
  {
    name: 'says that it joins transactions',
    run: async ({ host }) => assert.equal(host.joinsTransaction, true),
  },
  {
    name: 'keeps the stages of a transaction that is committed',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.transact(async (transaction) => {
        await setup.host.applyStages([write(setup, ref, 1)], { ...NORTH, transaction });
      });
      assert.equal(await stageOf(setup, ref), setup.stages[1]);
    },
  },
  {
    name: 'takes back the stages of a transaction that is rolled back, and writes them when it is repeated',
    run: async (setup) => {
      const ref = await newDeal(setup);
      const work = setup.transact(async (transaction) => {
        await setup.host.applyStages([write(setup, ref, 1)], { ...NORTH, transaction });
        throw REGRET;
      });
      await assert.rejects(work, (error) => error === REGRET);
      assert.equal(await stageOf(setup, ref), setup.stages[0]);
      await setup.transact((transaction) =>
        setup.host.applyStages([write(setup, ref, 1)], { ...NORTH, transaction }),
      );
      assert.equal(await stageOf(setup, ref), setup.stages[1]);
    },
  },
  {
    name: 'reads in a transaction what was written in it',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.transact(async (transaction) => {
        const context = { ...NORTH, transaction };
        await setup.host.applyStages([write(setup, ref, 1)], context);
        assert.equal(await stageOf(setup, ref, context), setup.stages[1]);
      });
    },
  },
  {
    name: 'shows nobody outside a stage that is rolled back later',
    run: async (setup) => {
      const ref = await newDeal(setup);
      let outside: Promise<string | undefined> | undefined;
      const work = setup.transact(async (transaction) => {
        await setup.host.applyStages([write(setup, ref, 1)], { ...NORTH, transaction });
        outside = stageOf(setup, ref);
        throw REGRET;
      });
      await assert.rejects(work);
      assert.equal(await outside, setup.stages[0]);
    },
  },
  {
    name: 'leaves a transaction usable when it refuses a write of a deal that is gone',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.transact(async (transaction) => {
        const context = { ...NORTH, transaction };
        const writes = [write(setup, ref, 2), write(setup, setup.missing, 1)];
        await assert.rejects(setup.host.applyStages(writes, context), Error);
        await setup.host.applyStages([write(setup, ref, 1)], context);
      });
      assert.equal(await stageOf(setup, ref), setup.stages[1]);
    },
  },
];
