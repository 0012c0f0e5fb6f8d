import assert from 'node:assert/strict';
import type { PageRequest } from '@dealroute/core';
import { walk } from '../paging.js';
import { HARD_TEXT, messageOf } from '../samples.js';
import type { StorageCase } from '../storage-setup.js';
import { NORTH } from '../storage-setup.js';
import { claim, claimSoon, dead, idsOf, LONG_MS, later, post, sent } from './posting.js';

const idsOfAll = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

/** How deliveries end, and who may say so. */
export const settlementCases: readonly StorageCase[] = [
  {
    name: 'hands out no message that was sent',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const claimed = await claim(setup, { leaseMs: 0 });
      assert.deepEqual(await setup.outbox.settle(claimed.map(sent)), [true]);
      assert.deepEqual(await claim(setup), []);
      assert.equal(await setup.outbox.revive('north', 'm'), false);
    },
  },
  {
    name: 'hands out a message that is put off only when its pause has passed in real time',
    run: async (setup) => {
      await post(setup, [messageOf('long'), messageOf('short')]);
      const claimed = await claim(setup);
      await setup.outbox.settle(
        claimed.map((message) => later(message, message.id === 'long' ? LONG_MS : 1)),
      );
      const again = await claimSoon(setup);
      assert.deepEqual(
        again.map(({ id, attempt }) => [id, attempt]),
        [['short', 2]],
      );
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'hands out a message that is put off before its lease would have run out',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const claimed = await claim(setup, { leaseMs: LONG_MS });
      await setup.outbox.settle(claimed.map((message) => later(message, 0)));
      assert.deepEqual(idsOf(await claimSoon(setup)), ['m']);
    },
  },
  {
    name: 'hands out no dead message until it is revived',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      assert.deepEqual(await setup.outbox.settle((await claim(setup, { leaseMs: 0 })).map(dead)), [true]);
      assert.deepEqual(await claim(setup), []);
      assert.equal(await setup.outbox.revive('north', 'm'), true);
      const [revived] = await claim(setup);
      assert.deepEqual([revived?.id, revived?.body], ['m', { about: 'm' }]);
    },
  },
  {
    name: 'lists what was not sent, by id and page by page, and why it failed',
    run: async (setup) => {
      const named = ['a-dead', 'b-late', 'c-sent', 'd-fresh'].map((id) => messageOf(id));
      await post(setup, named);
      await post(setup, [messageOf('elsewhere')], 'south');
      const claimed = await claim(setup, { limit: 3 });
      const [gone, late, done] = claimed;
      assert.ok(gone && late && done);
      await setup.outbox.settle([dead(gone), later(late, LONG_MS), sent(done)]);
      const ask = (page: PageRequest) => setup.outbox.undelivered(undefined, page, NORTH);
      const { topic } = messageOf('any');
      const fresh = { id: 'd-fresh', topic, status: 'waiting', attempt: 0, error: null };
      const expected = [
        { id: 'a-dead', topic, status: 'dead', attempt: 1, error: 'gave up' },
        { id: 'b-late', topic, status: 'waiting', attempt: 1, error: 'busy' },
        fresh,
      ];
      assert.deepEqual(await walk(ask, 1), expected);
      assert.deepEqual((await ask({})).items, expected);
      const given = await setup.outbox.undelivered('dead', {}, NORTH);
      assert.deepEqual(idsOfAll(given.items), ['a-dead']);
      await setup.outbox.revive('north', 'a-dead');
      const waiting = (await setup.outbox.undelivered('waiting', {}, NORTH)).items;
      assert.deepEqual(idsOfAll(waiting), ['a-dead', 'b-late', 'd-fresh']);
      assert.equal(waiting[0]?.error, null);
    },
  },
  {
    name: 'revives a dead message once, and no other',
    run: async (setup) => {
      await post(setup, [messageOf('a-dead'), messageOf('b-waiting'), messageOf('c-sent')]);
      const claimed = await claim(setup);
      const [gone, , done] = claimed;
      assert.ok(gone && done);
      await setup.outbox.settle([dead(gone), sent(done)]);
      const answers: boolean[] = [];
      for (const id of ['a-dead', 'a-dead', 'b-waiting', 'c-sent', 'unknown'])
        answers.push(await setup.outbox.revive('north', id));
      assert.deepEqual(answers, [true, false, false, false, false]);
    },
  },
  {
    name: 'revives no message of another tenant',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      await setup.outbox.settle((await claim(setup)).map(dead));
      assert.equal(await setup.outbox.revive('south', 'm'), false);
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'settles in the order asked and says for each whether the lease still held',
    run: async (setup) => {
      await post(setup, [messageOf('a'), messageOf('b'), messageOf('c')]);
      const [a, b, c] = await claim(setup);
      assert.ok(a && b && c);
      const answers = await setup.outbox.settle([
        sent(c),
        { ...sent(b), fence: 'forged' },
        later(a, LONG_MS),
      ]);
      assert.deepEqual(answers, [true, false, true]);
    },
  },
  {
    name: 'settles nothing when given nothing',
    run: async (setup) => assert.deepEqual(await setup.outbox.settle([]), []),
  },
  {
    name: 'lets an old lease change nothing after the message has passed to somebody else',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const [old] = await claim(setup, { leaseMs: 0 });
      const [current] = await claimSoon(setup);
      assert.ok(old && current);
      assert.deepEqual(await setup.outbox.settle([sent(old)]), [false]);
      assert.deepEqual(await setup.outbox.settle([dead(old)]), [false]);
      assert.deepEqual(await setup.outbox.settle([later(old, 0)]), [false]);
      assert.deepEqual(await claim(setup), []);
      assert.deepEqual(await setup.outbox.settle([later(current, 0)]), [true]);
      assert.equal((await claimSoon(setup)).length, 1);
    },
  },
  {
    name: 'lets a lease that has run out settle while nobody else has claimed the message',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const claimed = await claim(setup, { leaseMs: 0 });
      assert.deepEqual(await setup.outbox.settle(claimed.map(sent)), [true]);
      assert.deepEqual(await claim(setup), []);
    },
  },
  {
    name: 'accepts the fence of no other message',
    run: async (setup) => {
      await post(setup, [messageOf('a'), messageOf('b')]);
      const [a, b] = await claim(setup);
      assert.ok(a && b);
      const crossed = [
        { ...sent(a), fence: b.fence },
        { ...sent(b), fence: a.fence },
      ];
      assert.deepEqual(await setup.outbox.settle(crossed), [false, false]);
      assert.deepEqual(await setup.outbox.settle([sent(a), sent(b)]), [true, true]);
    },
  },
  {
    name: 'settles no message of another tenant',
    run: async (setup) => {
      await post(setup, [messageOf('m')]);
      const [claimed] = await claim(setup);
      assert.ok(claimed);
      assert.deepEqual(await setup.outbox.settle([{ ...sent(claimed), tenant: 'south' }]), [false]);
      assert.deepEqual(await setup.outbox.settle([sent(claimed)]), [true]);
    },
  },
  {
    name: 'takes errors of any length and alphabet',
    run: async (setup) => {
      await post(setup, [messageOf('a'), messageOf('b')]);
      const [a, b] = await claim(setup);
      assert.ok(a && b);
      const error = HARD_TEXT.repeat(200);
      const settled = await setup.outbox.settle([
        { ...a, result: { retryInMs: 0, error } },
        { ...b, result: { dead: error } },
      ]);
      assert.deepEqual(settled, [true, true]);
      assert.deepEqual(idsOf(await claimSoon(setup)), ['a']);
    },
  },
];
