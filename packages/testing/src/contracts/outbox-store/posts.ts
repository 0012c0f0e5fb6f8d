import assert from 'node:assert/strict';
import { HARD_TEXT, messageOf } from '../samples.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { claim, idsOf, post, sent } from './posting.js';

/** Messages that no command sent. */
export const postCases: readonly StorageCase[] = [
  {
    name: 'hands out a message that was posted, as it was written',
    run: async (setup) => {
      const message = messageOf('m', { orderKey: HARD_TEXT.trim(), body: { text: HARD_TEXT, list: [null] } });
      await setup.outbox.post([message], NORTH);
      const [claimed, ...more] = await claim(setup);
      const { tenant, attempt, fence, ...rest } = claimed ?? {};
      assert.deepEqual(rest, message);
      assert.deepEqual([tenant, attempt, typeof fence, more], ['north', 1, 'string', []]);
    },
  },
  {
    name: 'says at once that a message waits that was posted',
    run: async (setup) => {
      await setup.outbox.post([messageOf('m')], NORTH);
      assert.equal((await setup.backlog.backlog()).outbox, true);
    },
  },
  {
    name: 'posts nothing when given nothing',
    run: async (setup) => {
      await setup.outbox.post([], NORTH);
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'posts one id once for each tenant',
    run: async (setup) => {
      await setup.outbox.post([messageOf('m')], NORTH);
      await setup.outbox.post([messageOf('m')], SOUTH);
      assert.deepEqual((await claim(setup)).map(({ tenant }) => tenant).sort(), ['north', 'south']);
    },
  },
  {
    name: 'refuses an id that is taken, and posts nothing that came with it',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      await assert.rejects(setup.outbox.post([messageOf('a'), messageOf('m')], NORTH));
      assert.deepEqual(idsOf(await claim(setup)), ['m']);
    },
  },
  {
    name: 'posts with the transaction that it is given, or not at all',
    run: async (setup) => {
      const { store, outbox } = setup;
      const failed = store.transact(async (transaction) => {
        await outbox.post([messageOf('never')], { ...NORTH, transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(failed, /Changed my mind/);
      assert.deepEqual(await claim(setup), []);
      await store.transact((transaction) => outbox.post([messageOf('m')], { ...NORTH, transaction }));
      assert.deepEqual(idsOf(await claim(setup)), ['m']);
    },
  },
  {
    name: 'keeps the order of a key among posted messages and those of commands',
    run: async (setup) => {
      const chat = (id: string) => messageOf(id, { orderKey: 'user:ann' });
      await post(setup, [chat('m1')]);
      await setup.outbox.post([chat('m2')], NORTH);
      const first = await claim(setup);
      assert.deepEqual(idsOf(first), ['m1']);
      await setup.outbox.settle(first.map(sent));
      assert.deepEqual(idsOf(await claim(setup)), ['m2']);
    },
  },
];
