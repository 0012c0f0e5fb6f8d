import assert from 'node:assert/strict';
import type { ProcessChange, SaveOptions } from '@dealroute/core';
import { following, starting } from '../samples.js';
import { ALL_TRACES, LOST, loadOne, mustSave, SAVED, tracesOf, withOneOfEverything } from '../saving.js';
import type { StorageCase } from '../storage-setup.js';

const batch = (...processes: string[]): ProcessChange[] =>
  processes.map((process) => withOneOfEverything(starting(process), process));

/** An `apply` that throws whenever the change of this process is among the accepted. */
const throwingFor =
  (
    process: string,
    thrown: unknown = new Error(`No stage for ${process}.`),
  ): NonNullable<SaveOptions['apply']> =>
  async (accepted) => {
    if (accepted.some((change) => change.process === process)) throw thrown;
  };

/** What a host on the same database does inside the transaction. */
export const applyCases: readonly StorageCase[] = [
  {
    name: 'applies the accepted changes once, in their order',
    run: async ({ store }) => {
      const calls: string[][] = [];
      const apply = async (accepted: readonly ProcessChange[]) => {
        calls.push(accepted.map(({ process }) => process));
      };
      assert.deepEqual(await store.save(batch('c', 'a', 'b'), { apply }), [SAVED, SAVED, SAVED]);
      assert.deepEqual(calls, [['c', 'a', 'b']]);
    },
  },
  {
    name: 'applies no change that was refused',
    run: async ({ store }) => {
      const moved = starting('moved');
      await mustSave(store, moved, following(moved));
      const seen: string[] = [];
      const apply = async (accepted: readonly ProcessChange[]) => {
        seen.push(...accepted.map(({ process }) => process));
      };
      const answers = await store.save([starting('a'), following(moved), starting('b')], { apply });
      assert.deepEqual(answers, [SAVED, LOST, SAVED]);
      assert.deepEqual(seen, ['a', 'b']);
    },
  },
  {
    name: 'applies nothing when every change was refused',
    run: async ({ store }) => {
      await mustSave(store, starting('p1'));
      let calls = 0;
      const apply = async () => {
        calls += 1;
      };
      assert.deepEqual(await store.save([starting('p1')], { apply }), [LOST]);
      assert.equal(calls, 0);
    },
  },
  {
    name: 'hands over the stage writes of the changes as they were given',
    run: async ({ store }) => {
      const write = { key: 'w', deal: 'd', process: 'p1', stage: 'won', expected: 'new', seq: 1 };
      const seen: unknown[] = [];
      const apply = async (accepted: readonly ProcessChange[]) => {
        seen.push(...accepted.flatMap(({ stageWrites }) => stageWrites));
      };
      await store.save([starting('p1', { stageWrites: [write] })], { apply });
      assert.deepEqual(seen, [write]);
    },
  },
  {
    name: 'gives a transaction through which other processes can be read',
    run: async ({ store }) => {
      await mustSave(store, starting('other'));
      const apply: SaveOptions['apply'] = async (_accepted, transaction) => {
        assert.equal((await loadOne(store, 'other', { tenant: 'north', transaction }))?.version, 1);
      };
      assert.deepEqual(await store.save([starting('p1')], { apply }), [SAVED]);
    },
  },
  {
    name: 'saves nothing of a change whose application throws',
    run: async (setup) => {
      const [answer] = await setup.store.save(batch('p1'), { apply: throwingFor('p1') });
      assert.ok(answer instanceof Error);
      assert.equal(await loadOne(setup.store, 'p1'), undefined);
      assert.deepEqual(await tracesOf(setup, 'p1'), []);
    },
  },
  {
    name: 'lets an application that throws for one change hurt only that one',
    run: async (setup) => {
      const answers = await setup.store.save(batch('a', 'b', 'c'), { apply: throwingFor('b') });
      assert.deepEqual([answers[0], answers[2]], [SAVED, SAVED]);
      assert.ok(answers[1] instanceof Error);
      assert.deepEqual(await tracesOf(setup, 'a'), ALL_TRACES);
      assert.deepEqual(await tracesOf(setup, 'b'), []);
      assert.deepEqual(await tracesOf(setup, 'c'), ALL_TRACES);
    },
  },
  {
    name: 'applies every saved change in the attempt that is committed',
    run: async ({ store }) => {
      const attempts: string[][] = [];
      const apply: SaveOptions['apply'] = async (accepted) => {
        attempts.push(accepted.map(({ process }) => process));
        await throwingFor('b')(accepted, {});
      };
      await store.save(batch('a', 'b', 'c'), { apply });
      assert.deepEqual(
        attempts.filter((attempt) => !attempt.includes('b')).flat(),
        ['a', 'c'],
        'a change that was rolled back with its batch is applied again',
      );
    },
  },
  {
    name: 'answers with the error that the application threw, or one that names it as its cause',
    run: async ({ store }) => {
      const thrown = new Error('The host said no.');
      const [answer] = await store.save(batch('p1'), { apply: throwingFor('p1', thrown) });
      assert.ok(answer instanceof Error);
      assert.ok(answer === thrown || answer.cause === thrown);
    },
  },
  {
    name: 'answers with an Error when the application throws something else',
    run: async ({ store }) => {
      const [answer] = await store.save(batch('p1'), { apply: throwingFor('p1', 'just a text') });
      assert.ok(answer instanceof Error);
    },
  },
  {
    name: 'saves a change after an attempt whose application threw',
    run: async ({ store }) => {
      await store.save(batch('p1'), { apply: throwingFor('p1') });
      assert.deepEqual(await store.save(batch('p1')), [SAVED]);
    },
  },
];
