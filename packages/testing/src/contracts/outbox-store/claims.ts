import assert from 'node:assert/strict';
import { HARD_TEXT, messageOf } from '../samples.js';
import type { StorageCase } from '../storage-setup.js';
import { tamper } from '../tamper.js';
import { claim, claimSoon, dead, idsOf, LONG_MS, later, post, sent } from './posting.js';

const numbered = (count: number, prefix = 'm') =>
  Array.from({ length: count }, (_, i) => messageOf(`${prefix}${String(i).padStart(4, '0')}`));

/** Who gets which message. */
export const claimCases: readonly StorageCase[] = [
  {
    name: 'has nothing to deliver at first',
    run: async (setup) => assert.deepEqual(await claim(setup), []),
  },
  {
    name: 'hands out a message as it was written, as the first attempt',
    run: async (setup) => {
      const message = messageOf('m', {
        topic: 'action:Отправить счёт',
        orderKey: HARD_TEXT.trim(),
        body: { text: HARD_TEXT, nested: [1, null, { deep: 0.1 }], empty: {} },
      });
      await post(setup, [message]);
      const [claimed, ...more] = await claim(setup);
      assert.equal(more.length, 0);
      const { tenant, attempt, fence, ...rest } = claimed ?? {};
      assert.deepEqual(rest, message);
      assert.deepEqual([tenant, attempt, typeof fence], ['north', 1, 'string']);
    },
  },
  {
    name: 'hands out no message a second time while it is leased',
    run: async (setup) => {
      await post(setup, numbered(3));
      assert.equal((await claim(setup)).length, 3);
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'hands out the oldest messages first, as many as asked for',
    run: async (setup) => {
      for (const message of numbered(7)) await post(setup, [message]);
      assert.deepEqual(idsOf(await claim(setup, { limit: 3 })), ['m0000', 'm0001', 'm0002']);
      assert.deepEqual(idsOf(await claim(setup, { limit: 3 })), ['m0003', 'm0004', 'm0005']);
      assert.deepEqual(idsOf(await claim(setup, { limit: 3 })), ['m0006']);
    },
  },
  {
    name: 'hands out a message with an old id that was committed late',
    run: async (setup) => {
      await post(setup, [messageOf('m5')]);
      await setup.outbox.settle((await claim(setup)).map(sent));
      await post(setup, [messageOf('m1')]);
      assert.deepEqual(idsOf(await claim(setup)), ['m1']);
    },
  },
  {
    name: 'hands out only topics that are asked for',
    run: async (setup) => {
      const topics = ['notice', 'stage', 'action:mail', 'action:bill', 'action'];
      await post(
        setup,
        topics.map((topic, i) => messageOf(`m${i}`, { topic })),
      );
      assert.deepEqual(idsOf(await claim(setup, { topics: ['stage', 'action:mail'] })), ['m1', 'm2']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['action:*'] })), ['m3']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['nothing', 'stage'] })), []);
      assert.deepEqual(await claim(setup, { topics: [] }), []);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['*'] })), ['m0', 'm4']);
    },
  },
  {
    name: 'takes topics literally but for the star at their end',
    run: async (setup) => {
      const topics = ['a_b:x', 'axb:x', 'A_B:x', 'a%b', 'a*b', 'a_b'];
      await post(
        setup,
        topics.map((topic, i) => messageOf(`m${i}`, { topic })),
      );
      assert.deepEqual(idsOf(await claim(setup, { topics: ['a_b:*'] })), ['m0']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['a%b'] })), ['m3']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['a*b'] })), ['m4']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['a_b'] })), ['m5']);
      assert.deepEqual(idsOf(await claim(setup, { topics: ['a_b:*', '%'] })), []);
    },
  },
  {
    name: 'hands out each of 200 messages once to claimers that run at once',
    run: async (setup) => {
      await post(setup, numbered(200));
      const claimer = async () => {
        const mine: string[] = [];
        for (let idle = 0; idle < 3; ) {
          const claimed = await claim(setup, { limit: 7 });
          mine.push(...idsOf(claimed));
          idle = claimed.length === 0 ? idle + 1 : 0;
        }
        return mine;
      };
      const all = (await Promise.all(Array.from({ length: 6 }, claimer))).flat();
      assert.equal(all.length, 200);
      assert.equal(new Set(all).size, 200);
    },
  },
  {
    name: 'hands out messages of all tenants, and keeps one id apart by its tenants',
    run: async (setup) => {
      await post(setup, [messageOf('m')], 'north');
      await post(setup, [messageOf('m')], 'south');
      const claimed = await claim(setup);
      assert.deepEqual(claimed.map(({ tenant }) => tenant).sort(), ['north', 'south']);
      const north = claimed.find(({ tenant }) => tenant === 'north');
      const south = claimed.find(({ tenant }) => tenant === 'south');
      assert.ok(north && south);
      assert.deepEqual(await setup.outbox.settle([dead(north), later(south, LONG_MS)]), [true, true]);
      assert.equal(await setup.outbox.revive('south', 'm'), false);
      assert.equal(await setup.outbox.revive('north', 'm'), true);
      assert.deepEqual(
        (await claim(setup)).map(({ tenant }) => tenant),
        ['north'],
      );
    },
  },
  {
    name: 'hands out a message again when its lease has run out, under another fence and as a further attempt',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const [first] = await claim(setup, { leaseMs: 1 });
      const [second] = await claimSoon(setup, { leaseMs: 1 });
      const [third] = await claimSoon(setup);
      assert.deepEqual([first?.attempt, second?.attempt, third?.attempt], [1, 2, 3]);
      assert.equal(new Set([first?.fence, second?.fence, third?.fence]).size, 3);
      assert.deepEqual(third?.body, first?.body);
    },
  },
  {
    name: 'hands out a message whose lease ran out to one of several claimers',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      await claim(setup, { leaseMs: 0 });
      const [winner] = await claimSoon(setup);
      const rest = await Promise.all(Array.from({ length: 6 }, () => claim(setup)));
      assert.equal(winner?.attempt, 2);
      assert.deepEqual(rest.flat(), []);
    },
  },
  {
    name: 'is not changed by changing a message that was claimed',
    run: async (setup) => {
      await post(setup, [messageOf('m', { body: { list: [{ deep: 1 }] } })]);
      tamper(await claim(setup, { leaseMs: 0 }));
      const [again] = await claimSoon(setup);
      assert.deepEqual([again?.id, again?.body], ['m', { list: [{ deep: 1 }] }]);
    },
  },
];
