import assert from 'node:assert/strict';
import type { DealRef } from '@dealroute/core';
import { following, HARD_TEXT, starting } from '../samples.js';
import {
  ALL_TRACES,
  answersOf,
  LOST,
  loadOne,
  mustSave,
  savedCount,
  tracesOf,
  withOneOfEverything,
} from '../saving.js';
import { NORTH, type StorageCase } from '../storage-setup.js';

const CALLERS = 16;

/** Loading, saving, and the fence of versions. */
export const versionCases: readonly StorageCase[] = [
  {
    name: 'gives nothing for a process that was never saved',
    run: async ({ store }) =>
      assert.deepEqual(await store.load([{ tenant: 'north', process: 'p1' }]), [undefined]),
  },
  {
    name: 'gives back the state that was saved, as version 1',
    run: async ({ store }) => {
      const change = starting('p1', {
        variables: { sum: 12.5, tags: ['a', null, { deep: true }], empty: '' },
      });
      await mustSave(store, change);
      assert.deepEqual(await loadOne(store, 'p1'), { version: 1, state: change.state });
    },
  },
  {
    name: 'raises the version by one with each saved change',
    run: async ({ store }) => {
      const first = starting('p1');
      const second = following(first);
      const third = following(second);
      await mustSave(store, first, second, third);
      assert.deepEqual(await loadOne(store, 'p1'), { version: 3, state: third.state });
    },
  },
  {
    name: 'answers loads in the order asked, with nothing where there is no process',
    run: async ({ store }) => {
      await mustSave(store, starting('a'), starting('b'), starting('c'));
      const asked = ['c', 'missing', 'a', 'b', 'gone'];
      const found = await store.load(asked.map((process) => ({ tenant: 'north', process })));
      assert.deepEqual(
        found.map((stored) => stored?.state.id),
        ['c', undefined, 'a', 'b', undefined],
      );
    },
  },
  {
    name: 'gives a process at every place where it is asked for',
    run: async ({ store }) => {
      await mustSave(store, starting('a'));
      const address = { tenant: 'north', process: 'a' };
      const found = await store.load([address, address, address]);
      assert.deepEqual(
        found.map((stored) => stored?.version),
        [1, 1, 1],
      );
    },
  },
  {
    name: 'loads nothing when asked for nothing',
    run: async ({ store }) => assert.deepEqual(await store.load([]), []),
  },
  {
    name: 'saves nothing when given nothing',
    run: async ({ store }) => assert.deepEqual(await store.save([]), []),
  },
  {
    name: 'writes the process, tasks, timers, texts, messages, incidents and the key together',
    run: async (setup) => {
      await mustSave(setup.store, withOneOfEverything(starting('p1'), 'x'));
      assert.deepEqual(await tracesOf(setup, 'x'), ALL_TRACES);
    },
  },
  {
    name: 'refuses a change that was decided on an older version',
    run: async ({ store }) => {
      const first = starting('p1');
      await mustSave(store, first, following(first));
      assert.deepEqual(await store.save([following(first)]), [LOST]);
      assert.equal((await loadOne(store, 'p1'))?.version, 2);
    },
  },
  {
    name: 'writes nothing at all of a change that lost its version race',
    run: async (setup) => {
      const first = starting('p1');
      const second = following(first);
      await mustSave(setup.store, first, second);
      await setup.store.save([withOneOfEverything(following(first), 'late')]);
      assert.deepEqual(await tracesOf(setup, 'late'), []);
      assert.deepEqual(await loadOne(setup.store, 'p1'), { version: 2, state: second.state });
      assert.equal((await setup.queries.journal('p1', 0, 10, NORTH)).length, 2);
    },
  },
  {
    name: 'refuses to begin a process that exists already',
    run: async ({ store }) => {
      await mustSave(store, starting('p1'));
      assert.deepEqual(await store.save([starting('p1')]), [LOST]);
      assert.equal((await loadOne(store, 'p1'))?.version, 1);
    },
  },
  {
    name: 'refuses a change of a process that does not exist',
    run: async ({ store }) => {
      assert.deepEqual(await store.save([following(starting('p1'))]), [LOST]);
      assert.equal(await loadOne(store, 'p1'), undefined);
    },
  },
  {
    name: 'refuses a change that is ahead of the stored version',
    run: async ({ store }) => {
      const first = starting('p1');
      await mustSave(store, first);
      assert.deepEqual(await store.save([following(following(first))]), [LOST]);
    },
  },
  {
    name: 'lets exactly one of many concurrent changes of the same version win',
    run: async ({ store, queries }) => {
      const first = starting('p1');
      await mustSave(store, first);
      const callers = Array.from({ length: CALLERS }, (_, i) =>
        following(first, {}, [{ type: 'VariablesSet', values: { winner: i } }]),
      );
      const answers = (await Promise.all(callers.map((change) => answersOf(store, [change])))).flat();
      assert.equal(savedCount(answers), 1);
      const winner = answers.findIndex(({ saved }) => saved);
      assert.deepEqual(await loadOne(store, 'p1'), { version: 2, state: callers[winner]?.state });
      assert.deepEqual(await queries.journal('p1', 1, 10, NORTH), [callers[winner]?.entry]);
    },
  },
  {
    name: 'lets exactly one of many concurrent starts of the same process win',
    run: async ({ store }) => {
      const saves = Array.from({ length: CALLERS }, () => answersOf(store, [starting('p1')]));
      assert.equal(savedCount((await Promise.all(saves)).flat()), 1);
      assert.equal((await loadOne(store, 'p1'))?.version, 1);
    },
  },
  {
    name: 'loses no update when many raise one process by loading and saving until they win',
    run: async ({ store }) => {
      const first = starting('p1');
      await mustSave(store, first);
      const raise = async () => {
        for (let tries = 0; tries < 200; tries++) {
          const stored = await loadOne(store, 'p1');
          assert.ok(stored);
          const change = following({ ...first, expected: stored.version - 1, state: stored.state });
          if (savedCount(await answersOf(store, [change])) === 1) return;
        }
        throw new Error('Never won.');
      };
      await Promise.all(Array.from({ length: 6 }, raise));
      assert.equal((await loadOne(store, 'p1'))?.version, 7);
    },
  },
  {
    name: 'keeps every character that people write',
    run: async ({ store }) => {
      const change = starting('p1', {
        deal: 'сделка №1 🚀',
        variables: { text: HARD_TEXT, [HARD_TEXT.trim()]: 1 },
      });
      await mustSave(store, change);
      assert.deepEqual((await loadOne(store, 'p1'))?.state, change.state);
    },
  },
  {
    name: 'keeps references to deals of 200 characters of any alphabet',
    run: async ({ store, queries }) => {
      const deals: DealRef[] = [
        'd'.repeat(200),
        'я'.repeat(200),
        `${'д'.repeat(199)}1`,
        `${'д'.repeat(199)}2`,
      ];
      await mustSave(store, ...deals.map((deal, i) => starting(`p${i}`, { deal, kind: 'governing' })));
      const found = await queries.governing(deals, NORTH);
      assert.deepEqual(
        deals.map((deal) => found.get(deal)),
        ['p0', 'p1', 'p2', 'p3'],
      );
    },
  },
  {
    name: 'keeps numbers exactly, whether large, small, negative or fractional',
    run: async ({ store }) => {
      const numbers = [
        Number.MAX_SAFE_INTEGER,
        -Number.MAX_SAFE_INTEGER,
        0.1 + 0.2,
        1e-7,
        1e21,
        2 ** 31,
        -1.5,
        0,
      ];
      const change = starting('p1', { variables: { numbers }, at: 4_102_444_800_123 });
      await mustSave(store, change);
      assert.deepEqual((await loadOne(store, 'p1'))?.state, change.state);
    },
  },
  {
    name: 'keeps a state of a quarter of a megabyte',
    run: async ({ store }) => {
      const change = starting('p1', { variables: { long: 'строка '.repeat(20_000) } });
      await mustSave(store, change);
      assert.deepEqual((await loadOne(store, 'p1'))?.state, change.state);
    },
  },
  {
    name: 'tells apart processes whose ids differ in case only',
    run: async ({ store }) => {
      await mustSave(store, starting('abc', { deal: 'lower' }), starting('ABC', { deal: 'upper' }));
      assert.equal((await loadOne(store, 'abc'))?.state.deal, 'lower');
      assert.equal((await loadOne(store, 'ABC'))?.state.deal, 'upper');
      assert.equal(await loadOne(store, 'aBc'), undefined);
    },
  },
];
