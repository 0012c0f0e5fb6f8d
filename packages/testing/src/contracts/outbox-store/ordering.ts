import assert from 'node:assert/strict';
import { messageOf } from '../samples.js';
import type { StorageCase } from '../storage-setup.js';
import { claim, claimSoon, dead, idsOf, LONG_MS, later, post, sent } from './posting.js';

const chat = (id: string, rest = {}) => messageOf(id, { orderKey: 'chat', ...rest });

/** Messages with one order key arrive in their order. */
export const orderingCases: readonly StorageCase[] = [
  {
    name: 'hands out one message of an order key at a time, in the order of their ids',
    run: async (setup) => {
      await post(setup, [chat('m3'), chat('m1'), chat('m2')]);
      const seen: string[] = [];
      for (let i = 0; i < 3; i++) {
        const claimed = await claim(setup);
        seen.push(...idsOf(claimed));
        assert.deepEqual(await claim(setup), []);
        await setup.outbox.settle(claimed.map(sent));
      }
      assert.deepEqual(seen, ['m1', 'm2', 'm3']);
    },
  },
  {
    name: 'hands out messages of different order keys together',
    run: async (setup) => {
      await post(setup, [
        chat('m1'),
        chat('m2'),
        messageOf('m3', { orderKey: 'Chat' }),
        messageOf('m4', { orderKey: 'ch_t' }),
      ]);
      assert.deepEqual(idsOf(await claim(setup)), ['m1', 'm3', 'm4']);
    },
  },
  {
    name: 'holds back later messages while an earlier one is put off',
    run: async (setup) => {
      await post(setup, [chat('m1'), chat('m2')]);
      await setup.outbox.settle((await claim(setup)).map((message) => later(message, LONG_MS)));
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'holds back later messages while an earlier one has a topic that was not asked for',
    run: async (setup) => {
      await post(setup, [chat('m1', { topic: 'stage' }), chat('m2', { topic: 'notice' })]);
      assert.deepEqual(await claim(setup, { topics: ['notice'] }), []);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['stage'] })), ['m1']);
    },
  },
  {
    name: 'holds back later messages that are written while an earlier one is leased',
    run: async (setup) => {
      await post(setup, [chat('m1')]);
      const first = await claim(setup);
      await post(setup, [chat('m2')]);
      assert.deepEqual(await claim(setup), []);
      await setup.outbox.settle(first.map(sent));
      assert.deepEqual(idsOf(await claim(setup)), ['m2']);
    },
  },
  {
    name: 'hands out the earlier message again, not the later one, when its lease has run out',
    run: async (setup) => {
      await post(setup, [chat('m1'), chat('m2')]);
      await claim(setup, { leaseMs: 0 });
      assert.deepEqual(idsOf(await claimSoon(setup)), ['m1']);
    },
  },
  {
    name: 'lets a dead message hold back nothing',
    run: async (setup) => {
      await post(setup, [chat('m1'), chat('m2')]);
      await setup.outbox.settle((await claim(setup)).map(dead));
      assert.deepEqual(idsOf(await claim(setup)), ['m2']);
    },
  },
  {
    name: 'hands out a revived message when no other of its order key is under way',
    run: async (setup) => {
      await post(setup, [chat('m1'), chat('m2')]);
      await setup.outbox.settle((await claim(setup)).map(dead));
      const second = await claim(setup);
      await setup.outbox.revive('north', 'm1');
      assert.deepEqual(await claim(setup), []);
      await setup.outbox.settle(second.map(sent));
      assert.deepEqual(idsOf(await claim(setup)), ['m1']);
    },
  },
  {
    name: 'holds back an earlier message that was committed late while a later one of its key is under way',
    run: async (setup) => {
      await post(setup, [chat('m2')]);
      const second = await claim(setup);
      await post(setup, [chat('m1')]);
      assert.deepEqual(await claim(setup), []);
      await setup.outbox.settle(second.map(sent));
      assert.deepEqual(idsOf(await claim(setup)), ['m1']);
    },
  },
  {
    name: 'lets one order key in two tenants hold back nothing of the other',
    run: async (setup) => {
      await post(setup, [chat('m1')], 'north');
      await post(setup, [chat('m2')], 'south');
      assert.deepEqual(idsOf(await claim(setup)).sort(), ['m1', 'm2']);
    },
  },
  {
    name: 'fills a claim with messages of other keys behind many of one key',
    run: async (setup) => {
      const many = Array.from({ length: 150 }, (_, i) => chat(`a${String(i).padStart(3, '0')}`));
      await post(setup, [...many, messageOf('b1'), messageOf('b2'), messageOf('b3')]);
      assert.deepEqual(idsOf(await claim(setup, { limit: 3 })), ['a000', 'b1', 'b2']);
    },
  },
  {
    name: 'keeps the order of every key with several workers at once',
    run: async (setup) => {
      const keys = ['x', 'y', 'z'];
      const messages = keys.flatMap((orderKey) =>
        Array.from({ length: 8 }, (_, i) => messageOf(`${orderKey}${i}`, { orderKey })),
      );
      await post(setup, messages);
      const seen = new Map<string, string[]>(keys.map((key) => [key, []]));
      const underWay = new Set<string>();
      let left = messages.length;
      const work = async () => {
        for (let rounds = 0; left > 0 && rounds < 1_000; rounds++) {
          for (const message of await claim(setup, { limit: 2 })) {
            assert.ok(!underWay.has(message.orderKey), 'two of one key are never under way');
            underWay.add(message.orderKey);
            seen.get(message.orderKey)?.push(message.id);
            await Promise.resolve();
            underWay.delete(message.orderKey);
            await setup.outbox.settle([sent(message)]);
            left -= 1;
          }
        }
      };
      await Promise.all([work(), work(), work(), work()]);
      for (const key of keys)
        assert.deepEqual(
          seen.get(key),
          [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `${key}${i}`),
        );
    },
  },
];
