import assert from 'node:assert/strict';
import type { ProcessChange } from '@dealroute/core';
import { following, keptUnder, messageOf, poisoned, starting } from '../samples.js';
import {
  ALL_TRACES,
  answersOf,
  LOST,
  loadOne,
  mustSave,
  SAVED,
  savedCount,
  tracesOf,
  withOneOfEverything,
} from '../saving.js';
import { NORTH, type StorageCase } from '../storage-setup.js';

const BATCH = 32;
const batchOf = (prefix: string, size = BATCH): ProcessChange[] =>
  Array.from({ length: size }, (_, i) => withOneOfEverything(starting(`${prefix}${i}`), `${prefix}${i}`));

const kinds = (answers: readonly unknown[]) =>
  answers.map((answer) => (answer instanceof Error ? 'failed' : (answer as { saved: boolean }).saved));

/** Many changes in one save, none of which may feel another. */
export const batchCases: readonly StorageCase[] = [
  {
    name: 'saves a batch of 32 changes',
    run: async (setup) => {
      assert.equal(savedCount(await answersOf(setup.store, batchOf('p'))), BATCH);
      assert.deepEqual(await tracesOf(setup, 'p0'), ALL_TRACES);
      assert.deepEqual(await tracesOf(setup, 'p31'), ALL_TRACES);
    },
  },
  {
    name: 'answers each change of a mixed batch in its own place',
    run: async ({ store }) => {
      const moved = starting('moved');
      await mustSave(
        store,
        moved,
        following(moved),
        starting('keyed', { kept: keptUnder('k') }),
        starting('governor', { kind: 'governing', deal: 'd' }),
      );
      const answers = await store.save([
        starting('z'),
        following(moved),
        starting('y'),
        starting('x', { kept: keptUnder('k') }),
        starting('w', { kind: 'governing', deal: 'd' }),
        starting('a'),
      ]);
      const key = { saved: false, because: 'key', kept: keptUnder('k') };
      const governed = { saved: false, because: 'governed', process: 'governor' };
      assert.deepEqual(answers, [SAVED, LOST, SAVED, key, governed, SAVED]);
    },
  },
  {
    name: 'saves beginnings and continuations of processes in one batch',
    run: async ({ store }) => {
      const first = starting('old');
      await mustSave(store, first);
      assert.deepEqual(await store.save([following(first), starting('new')]), [SAVED, SAVED]);
      assert.equal((await loadOne(store, 'old'))?.version, 2);
      assert.equal((await loadOne(store, 'new'))?.version, 1);
    },
  },
  {
    name: 'lets a poisonous change in a batch of 32 hurt only itself',
    run: async (setup) => {
      const batch = batchOf('p').map((change, i) => (i === 17 ? poisoned(change) : change));
      const answers = await setup.store.save(batch);
      assert.deepEqual(
        kinds(answers),
        batch.map((_, i) => (i === 17 ? 'failed' : true)),
      );
      assert.equal(await loadOne(setup.store, 'p17'), undefined);
      assert.deepEqual(await tracesOf(setup, 'p17'), []);
      assert.deepEqual(await tracesOf(setup, 'p16'), ALL_TRACES);
      assert.deepEqual(await tracesOf(setup, 'p18'), ALL_TRACES);
    },
  },
  {
    name: 'lets several poisonous changes fail and saves what lies between',
    run: async ({ store }) => {
      const bad = new Set([0, 5, 6, 31]);
      const batch = batchOf('p').map((change, i) => (bad.has(i) ? poisoned(change) : change));
      assert.deepEqual(
        kinds(await store.save(batch)),
        batch.map((_, i) => (bad.has(i) ? 'failed' : true)),
      );
      assert.equal((await loadOne(store, 'p7'))?.version, 1);
      assert.equal(await loadOne(store, 'p31'), undefined);
    },
  },
  {
    name: 'answers a poisonous change that comes alone with an Error in its place',
    run: async ({ store }) => {
      assert.deepEqual(kinds(await store.save([poisoned(starting('p1'))])), ['failed']);
      await mustSave(store, starting('p1'));
    },
  },
  {
    name: 'fails only the change whose message id is taken',
    run: async (setup) => {
      await mustSave(setup.store, starting('first', { outbox: [messageOf('taken')] }));
      const clash = { ...withOneOfEverything(starting('clash'), 'clash'), outbox: [messageOf('taken')] };
      const answers = await setup.store.save([starting('a'), clash, starting('b')]);
      assert.deepEqual(kinds(answers), [true, 'failed', true]);
      assert.equal(await loadOne(setup.store, 'clash'), undefined);
      assert.deepEqual(await tracesOf(setup, 'clash'), []);
    },
  },
  {
    name: 'saves a change under the key under which it failed before',
    run: async ({ store }) => {
      const change = starting('p1', { kept: keptUnder('k') });
      await store.save([poisoned(change)]);
      assert.equal(await store.kept('k', NORTH), undefined);
      await mustSave(store, change);
    },
  },
  {
    name: 'refuses for its version what a poisonous neighbour makes it play again',
    run: async ({ store }) => {
      const moved = starting('moved');
      await mustSave(store, moved, following(moved));
      const answers = await store.save([poisoned(starting('bad')), following(moved), starting('good')]);
      assert.ok(answers[0] instanceof Error);
      assert.deepEqual(answers.slice(1), [LOST, SAVED]);
    },
  },
  {
    name: 'saves concurrent batches of different processes',
    run: async ({ store }) => {
      const batches = ['a', 'b', 'c', 'd', 'e'].map((prefix) => answersOf(store, batchOf(prefix, 8)));
      assert.equal(savedCount((await Promise.all(batches)).flat()), 40);
    },
  },
  {
    name: 'lets concurrent batches that share processes in another order each win some and lose the rest',
    run: async ({ store }) => {
      const firsts = Array.from({ length: 8 }, (_, i) => starting(`p${i}`));
      await answersOf(store, firsts);
      const forward = firsts.map((first) => following(first));
      const answers = await Promise.all([
        answersOf(store, forward),
        answersOf(store, [...forward].reverse()),
        answersOf(store, forward),
      ]);
      assert.equal(savedCount(answers.flat()), 8);
      const stored = await store.load(firsts.map(({ tenant, process }) => ({ tenant, process })));
      assert.ok(stored.every((each) => each?.version === 2));
    },
  },
  {
    name: 'saves changes of several tenants in one batch',
    run: async ({ store }) => {
      const batch = [starting('p1'), starting('p1', { tenant: 'south' }), starting('p1', { tenant: 'west' })];
      assert.deepEqual(await store.save(batch), [SAVED, SAVED, SAVED]);
    },
  },
];
