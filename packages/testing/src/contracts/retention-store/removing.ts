import assert from 'node:assert/strict';
import { RETAINED_KINDS } from '@dealroute/core';
import { messageOf } from '../samples.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { allOver, idsOf, oneOfEach, resolved, treated } from './over.js';

/** What `remove` does to each kind. */
export const removalCases: readonly StorageCase[] = [
  {
    name: 'removes of each kind what it is told to, and says how many',
    run: async (setup) => {
      await oneOfEach(setup);
      for (const kind of RETAINED_KINDS) {
        const ids = idsOf(await allOver(setup, kind));
        assert.equal(await setup.retention.remove(kind, [...ids, 'unknown'], NORTH), ids.length, kind);
        assert.deepEqual(await allOver(setup, kind), [], kind);
        assert.equal(await setup.retention.remove(kind, ids, NORTH), 0, kind);
      }
      assert.deepEqual((await setup.outbox.undelivered('dead', {}, NORTH)).items, []);
      assert.equal(await setup.store.kept('over', NORTH), undefined);
      assert.deepEqual((await setup.incidents.incidents('resolved', {}, NORTH)).items, []);
      assert.equal(await setup.deferrals.find('over', NORTH), undefined);
      assert.deepEqual(await setup.store.load([{ tenant: 'north', process: 'over' }]), [undefined]);
    },
  },
  {
    name: 'leaves alone what lives, even when it is told to remove it',
    run: async (setup) => {
      await oneOfEach(setup);
      const open = await setup.incidents.incidents('open', {}, NORTH);
      for (const kind of ['messages', 'events', 'deferrals', 'processes'] as const)
        assert.equal(await setup.retention.remove(kind, ['alive'], NORTH), 0, kind);
      const ids = open.items.map(({ id }) => id);
      assert.equal(await setup.retention.remove('incidents', ids, NORTH), 0);
      assert.equal((await setup.outbox.undelivered('waiting', {}, NORTH)).items.length, 1);
      assert.equal((await setup.triggers.waiting(10)).length, 1);
      assert.deepEqual(await setup.incidents.incidents('open', {}, NORTH), open);
      assert.notEqual(await setup.deferrals.find('alive', NORTH), undefined);
      assert.notEqual((await setup.store.load([{ tenant: 'north', process: 'alive' }]))[0], undefined);
    },
  },
  {
    name: 'removes nothing of another tenant',
    run: async (setup) => {
      await oneOfEach(setup);
      for (const kind of RETAINED_KINDS) {
        const before = await allOver(setup, kind);
        assert.equal(await setup.retention.remove(kind, idsOf(before), SOUTH), 0, kind);
        assert.deepEqual(await allOver(setup, kind), before, kind);
      }
    },
  },
  {
    name: 'takes a key anew that was removed',
    run: async (setup) => {
      await treated(setup, 'e');
      await setup.retention.remove('events', ['e'], NORTH);
      await treated(setup, 'e');
      assert.deepEqual(idsOf(await allOver(setup, 'events')), ['e']);
    },
  },
  {
    name: 'forgets sent messages at the latest when it is told to',
    run: async (setup) => {
      await setup.outbox.post([messageOf('m')], NORTH);
      const [claimed] = await setup.outbox.claim({ topics: ['*'], limit: 1, leaseMs: 60_000 });
      const { fence = '' } = claimed ?? {};
      await setup.outbox.settle([{ ...NORTH, id: 'm', fence, result: 'sent' }]);
      await setup.retention.remove('messages', idsOf(await allOver(setup, 'messages')), NORTH);
      await setup.outbox.post([messageOf('m')], NORTH);
      assert.equal((await setup.outbox.undelivered('waiting', {}, NORTH)).items.length, 1);
    },
  },
  {
    name: 'counts each thing once when several remove the same ones at once',
    run: async (setup) => {
      for (let i = 0; i < 20; i++) await treated(setup, `e${i}`);
      const ids = idsOf(await allOver(setup, 'events'));
      const orders = [ids, [...ids].reverse(), ids.slice(10), ids.slice(0, 10)];
      const counts = await Promise.all(orders.map((some) => setup.retention.remove('events', some, NORTH)));
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        20,
      );
    },
  },
  {
    name: 'keeps everything when the transaction that it joins is rolled back',
    run: async (setup) => {
      const id = await resolved(setup, 'k');
      const work = setup.store.transact(async (transaction) => {
        assert.equal(await setup.retention.remove('incidents', [id], { ...NORTH, transaction }), 1);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      assert.deepEqual(idsOf(await allOver(setup, 'incidents')), [id]);
    },
  },
];
