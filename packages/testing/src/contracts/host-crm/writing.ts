import assert from 'node:assert/strict';
import type { DealRef } from '@dealroute/core';
import type { ContractCase } from '../contract.js';
import { NORTH } from '../storage-setup.js';
import { type HostCrmSetup, newDeal, stageOf, write } from './setup.js';

/** Stages that processes give to deals. */
export const writingCases: readonly ContractCase<HostCrmSetup>[] = [
  {
    name: 'gives a deal the stage that a process writes, and leaves the rest of it',
    run: async (setup) => {
      const ref = await newDeal(setup);
      const [before] = await setup.host.readDeals([ref], NORTH);
      await setup.host.applyStages([write(setup, ref, 1)], NORTH);
      const [after] = await setup.host.readDeals([ref], NORTH);
      assert.equal(after?.stage, setup.stages[1]);
      assert.deepEqual([after?.title, after?.responsible], [before?.title, before?.responsible]);
    },
  },
  {
    name: 'gives several deals their stages and touches no other',
    run: async (setup) => {
      const [a, b, other] = [await newDeal(setup), await newDeal(setup), await newDeal(setup)];
      await setup.host.applyStages([write(setup, a, 1), write(setup, b, 2)], NORTH);
      assert.equal(await stageOf(setup, a), setup.stages[1]);
      assert.equal(await stageOf(setup, b), setup.stages[2]);
      assert.equal(await stageOf(setup, other), setup.stages[0]);
    },
  },
  {
    name: 'gives a deal the stages of consecutive writes, one after the other',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.host.applyStages([write(setup, ref, 1, 1)], NORTH);
      await setup.host.applyStages([write(setup, ref, 2, 2, { expected: setup.stages[1] })], NORTH);
      assert.equal(await stageOf(setup, ref), setup.stages[2]);
    },
  },
  {
    name: 'changes nothing when a write is repeated',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.host.applyStages([write(setup, ref, 1)], NORTH);
      await setup.host.applyStages([write(setup, ref, 1)], NORTH);
      assert.equal(await stageOf(setup, ref), setup.stages[1]);
    },
  },
  {
    name: 'lets a repeated write not undo a later one',
    run: async (setup) => {
      const ref = await newDeal(setup);
      const first = write(setup, ref, 1, 1);
      await setup.host.applyStages([first], NORTH);
      await setup.host.applyStages([write(setup, ref, 2, 2, { expected: setup.stages[1] })], NORTH);
      await setup.host.applyStages([first], NORTH);
      assert.equal(await stageOf(setup, ref), setup.stages[2]);
    },
  },
  {
    name: 'lets a repeated write not undo what a person changed since',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.host.applyStages([write(setup, ref, 1)], NORTH);
      await setup.setStage(ref, setup.stages[2], 'north');
      await setup.host.applyStages([write(setup, ref, 1)], NORTH);
      assert.equal(await stageOf(setup, ref), setup.stages[2]);
    },
  },
  {
    name: 'refuses to write the stage of a deal that is gone',
    run: async (setup) => {
      await assert.rejects(setup.host.applyStages([write(setup, setup.missing, 1)], NORTH), Error);
    },
  },
  {
    name: 'writes no stage at all when one of the deals is gone, and all when tried again without it',
    run: async (setup) => {
      const [a, b] = [await newDeal(setup), await newDeal(setup)];
      const writes = [write(setup, a, 1), write(setup, setup.missing, 1), write(setup, b, 1)];
      await assert.rejects(setup.host.applyStages(writes, NORTH), Error);
      assert.deepEqual(
        [await stageOf(setup, a), await stageOf(setup, b)],
        [setup.stages[0], setup.stages[0]],
      );
      await setup.host.applyStages([write(setup, a, 1), write(setup, b, 1)], NORTH);
      assert.deepEqual(
        [await stageOf(setup, a), await stageOf(setup, b)],
        [setup.stages[1], setup.stages[1]],
      );
    },
  },
  {
    name: 'writes nothing when given nothing',
    run: async (setup) => {
      const ref = await newDeal(setup);
      await setup.host.applyStages([], NORTH);
      assert.equal(await stageOf(setup, ref), setup.stages[0]);
    },
  },
  {
    name: 'writes stages of different deals at once',
    run: async (setup) => {
      const refs: DealRef[] = [];
      for (let i = 0; i < 12; i++) refs.push(await newDeal(setup));
      await Promise.all(refs.map((ref) => setup.host.applyStages([write(setup, ref, 1)], NORTH)));
      const deals = await setup.host.readDeals(refs, NORTH);
      assert.ok(deals.every((deal) => deal?.stage === setup.stages[1]));
    },
  },
];
