import assert from 'node:assert/strict';
import type { DealRef } from '@dealroute/core';
import type { ContractCase } from '../contract.js';
import { HARD_TEXT } from '../samples.js';
import { NORTH, SOUTH } from '../storage-setup.js';
import { tamper } from '../tamper.js';
import { type HostCrmSetup, newDeal, stageOf, write } from './setup.js';

/** What a host tells of its deals, pipelines and loss reasons. */
export const readingCases: readonly ContractCase<HostCrmSetup>[] = [
  {
    name: 'reads a deal with its title, pipeline, stage, responsible and fields',
    run: async (setup) => {
      const ref = await newDeal(setup, { title: 'Ten chairs', responsible: setup.people[1] });
      const [deal] = await setup.host.readDeals([ref], NORTH);
      assert.ok(deal);
      const { fields, ...rest } = deal;
      assert.deepEqual(rest, {
        ref,
        title: 'Ten chairs',
        pipeline: setup.pipeline,
        stage: setup.stages[0],
        responsible: setup.people[1],
      });
      assert.deepEqual(JSON.parse(JSON.stringify(fields)), fields, 'fields are plain JSON');
    },
  },
  {
    name: 'reads every character of a title',
    run: async (setup) => {
      const title = HARD_TEXT.replace(/\s+/g, ' ').trim();
      const ref = await newDeal(setup, { title });
      assert.equal((await setup.host.readDeals([ref], NORTH))[0]?.title, title);
    },
  },
  {
    name: 'reads a deal that nobody is responsible for',
    run: async (setup) => {
      const ref = await newDeal(setup, { responsible: null });
      assert.equal((await setup.host.readDeals([ref], NORTH))[0]?.responsible, null);
    },
  },
  {
    name: 'reads deals in the order asked, with nothing where there is none',
    run: async (setup) => {
      const a = await newDeal(setup);
      const b = await newDeal(setup);
      const deals = await setup.host.readDeals([b, setup.missing, a, b], NORTH);
      assert.deepEqual(
        deals.map((deal) => deal?.ref),
        [b, undefined, a, b],
      );
    },
  },
  {
    name: 'reads no deals when asked for none',
    run: async ({ host }) => assert.deepEqual(await host.readDeals([], NORTH), []),
  },
  {
    name: 'reads 100 deals at once',
    run: async (setup) => {
      const refs: DealRef[] = [];
      for (let i = 0; i < 100; i++) refs.push(await newDeal(setup, { title: `Sale ${i}` }));
      const deals = await setup.host.readDeals(refs, NORTH);
      assert.deepEqual(
        deals.map((deal) => deal?.title),
        refs.map((_, i) => `Sale ${i}`),
      );
    },
  },
  {
    name: 'reads a stage that the host changed since',
    run: async (setup) => {
      const ref = await newDeal(setup);
      assert.equal(await stageOf(setup, ref), setup.stages[0]);
      await setup.setStage(ref, setup.stages[2], 'north');
      assert.equal(await stageOf(setup, ref), setup.stages[2]);
    },
  },
  {
    name: 'reads and writes no deal of another tenant',
    run: async (setup) => {
      const ref = await newDeal(setup, {}, SOUTH);
      const [north] = await setup.host.readDeals([ref], NORTH);
      assert.equal(north, undefined);
      await assert.rejects(setup.host.applyStages([write(setup, ref, 1)], NORTH), Error);
      assert.equal(await stageOf(setup, ref, SOUTH), setup.stages[0]);
    },
  },
  {
    name: 'names its pipelines, each once, with stages of known kinds, each once',
    run: async (setup) => {
      const pipelines = await setup.host.pipelines(NORTH);
      assert.equal(new Set(pipelines.map(({ key }) => key)).size, pipelines.length);
      for (const { stages } of pipelines) {
        assert.equal(new Set(stages.map(({ key }) => key)).size, stages.length);
        assert.ok(stages.every(({ kind }) => ['open', 'won', 'lost'].includes(kind)));
      }
      const own = pipelines.find(({ key }) => key === setup.pipeline);
      for (const stage of setup.stages)
        assert.ok(
          own?.stages.some(({ key }) => key === stage),
          stage,
        );
    },
  },
  {
    name: 'names loss reasons each once, or says that it has no list',
    run: async ({ host }) => {
      const reasons = await host.lossReasons(NORTH);
      const keys = (reasons ?? []).map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
      assert.ok(reasons === null || keys.every((key) => key !== ''));
    },
  },
  {
    name: 'is not changed by changing what it gave',
    run: async (setup) => {
      const ref = await newDeal(setup);
      const before = structuredClone(await setup.host.readDeals([ref], NORTH));
      const pipelines = structuredClone(await setup.host.pipelines(NORTH));
      tamper(await setup.host.readDeals([ref], NORTH));
      tamper(await setup.host.pipelines(NORTH));
      tamper(await setup.host.lossReasons(NORTH));
      assert.deepEqual(await setup.host.readDeals([ref], NORTH), before);
      assert.deepEqual(await setup.host.pipelines(NORTH), pipelines);
    },
  },
];
