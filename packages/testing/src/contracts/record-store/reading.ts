import assert from 'node:assert/strict';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { tamper } from '../tamper.js';
import { keep, keysOf, LINKS, put, read } from './kept.js';

/** What is found, and in which order. */
export const readingCases: readonly StorageCase[] = [
  {
    name: 'has no records at first',
    run: async ({ records }) => {
      assert.deepEqual(await records.get(LINKS, ['k'], NORTH), [undefined]);
      assert.deepEqual(await records.get(LINKS, [], NORTH), []);
      assert.deepEqual(await records.list(LINKS, { limit: 10 }, NORTH), []);
    },
  },
  {
    name: 'gives records in the order asked, as often as asked, and a gap where there is none',
    run: async (setup) => {
      await keep(setup, [put('a', { n: 1 }), put('b', { n: 2 })]);
      const found = await setup.records.get(LINKS, ['b', 'missing', 'a', 'b'], NORTH);
      assert.deepEqual(
        found.map((record) => record?.value.n),
        [2, undefined, 1, 2],
      );
    },
  },
  {
    name: 'takes keys literally, to the letter and the blank',
    run: async (setup) => {
      await keep(setup, [put('Key', { n: 1 }), put('key ', { n: 2 }), put('0', { n: 3 })]);
      const found = await setup.records.get(LINKS, ['key', 'KEY', 'Key ', 'key ', '00', 'k%'], NORTH);
      assert.deepEqual(
        found.map((record) => record?.value.n),
        [undefined, undefined, undefined, 2, undefined, undefined],
      );
    },
  },
  {
    name: 'lists records by the codes of their characters',
    run: async (setup) => {
      const keys = ['ё', 'b', 'B', 'a', 'ж', '10', '9', 'a b', 'ab'];
      await keep(
        setup,
        keys.map((key) => put(key, {})),
      );
      const listed = await setup.records.list(LINKS, { limit: 100 }, NORTH);
      assert.deepEqual(keysOf(listed), ['10', '9', 'B', 'a', 'a b', 'ab', 'b', 'ж', 'ё']);
      assert.deepEqual(listed[0], { key: '10', value: {}, revision: 1 });
    },
  },
  {
    name: 'lists all records page by page, though others come and go between the pages',
    run: async (setup) => {
      const keys = Array.from({ length: 25 }, (_, i) => `k${String(i).padStart(2, '0')}`);
      await keep(
        setup,
        keys.map((key) => put(key, {})),
      );
      const seen: string[] = [];
      for (let after: string | undefined; ; after = seen.at(-1)) {
        const range = after === undefined ? { limit: 10 } : { limit: 10, after };
        const page = await setup.records.list(LINKS, range, NORTH);
        seen.push(...keysOf(page));
        if (page.length < 10) break;
        await keep(setup, [put('k00-late', {}), { collection: LINKS, key: 'k03', value: null }]);
      }
      assert.deepEqual(seen, keys);
    },
  },
  {
    name: 'lists only keys that begin with the prefix, taken literally',
    run: async (setup) => {
      const keys = ['a_1', 'a_2', 'a_', 'ab1', 'A_1', 'a', 'b', 'a%', 'a_𝔘', 'a_яя'];
      await keep(
        setup,
        keys.map((key) => put(key, {})),
      );
      const under = async (prefix: string, rest = {}) =>
        keysOf(await setup.records.list(LINKS, { prefix, limit: 100, ...rest }, NORTH));
      assert.deepEqual(await under('a_'), ['a_', 'a_1', 'a_2', 'a_яя', 'a_𝔘']);
      assert.deepEqual(await under('a_', { after: 'a_1', limit: 2 }), ['a_2', 'a_яя']);
      assert.deepEqual(await under('a%'), ['a%']);
      assert.deepEqual(await under('zz'), []);
    },
  },
  {
    name: 'lists records of one collection and one tenant only',
    run: async (setup) => {
      await keep(setup, [put('a', {}), { collection: 'test.link2', key: 'b', value: {} }]);
      await keep(setup, [put('c', {})], SOUTH);
      assert.deepEqual(keysOf(await setup.records.list(LINKS, { limit: 10 }, NORTH)), ['a']);
      assert.deepEqual(keysOf(await setup.records.list(LINKS, { limit: 10 }, SOUTH)), ['c']);
    },
  },
  {
    name: 'is not changed by changing what was written or read',
    run: async (setup) => {
      const value = { list: [{ deep: 1 }] };
      await keep(setup, [put('k', value)]);
      tamper(value);
      tamper(await read(setup, 'k'));
      tamper(await setup.records.list(LINKS, { limit: 1 }, NORTH));
      assert.deepEqual((await read(setup, 'k'))?.value, { list: [{ deep: 1 }] });
    },
  },
];
