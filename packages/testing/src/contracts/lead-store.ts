import assert from 'node:assert/strict';
import type { LeadFilter, LeadWrite } from '@dealroute/core';
import { describeContract } from './contract.js';
import { leadOf, nextOf } from './lead-samples.js';
import { HARD_TEXT, HOUR, T0 } from './samples.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';

async function registered({ leads }: StorageSetup, ...writes: readonly LeadWrite[]): Promise<void> {
  for (const write of writes) await leads.register(write, NORTH);
}

const ids = async ({ leads }: StorageSetup, filter: LeadFilter): Promise<string[]> =>
  (await leads.list(filter, {}, NORTH)).items.map(({ id }) => id);

/** What every `LeadStore` keeps. */
export const leadStoreCases: readonly StorageCase[] = [
  {
    name: 'gives a lead back as it was kept, with its words and its first entry',
    run: async (setup) => {
      const write = leadOf('one', {
        title: HARD_TEXT.slice(0, 40),
        contactDetails: 'one#contactDetails',
        externalKey: 'form-7',
      });
      const texts = [{ id: 'one#contactDetails', text: HARD_TEXT }];
      assert.deepEqual(await setup.leads.register({ ...write, texts }, NORTH), write.lead);
      assert.deepEqual(await setup.leads.find('one', NORTH), write.lead);
      assert.deepEqual(await setup.leads.history('one', NORTH), [write.entry]);
      const words = await setup.queries.texts(['one#contactDetails'], NORTH);
      assert.equal(words.get('one#contactDetails'), HARD_TEXT);
      assert.equal(await setup.leads.find('one', SOUTH), undefined);
      assert.deepEqual(await setup.leads.history('one', SOUTH), []);
    },
  },
  {
    name: 'keeps an external key once in each tenant, and gives the first lead',
    run: async (setup) => {
      const first = leadOf('one', { externalKey: 'form-7' });
      const again = leadOf('two', { externalKey: 'form-7', responsible: null });
      await registered(setup, first);
      const kept = await Promise.all([1, 2, 3].map(() => setup.leads.register(again, NORTH)));
      assert.deepEqual(kept, [first.lead, first.lead, first.lead]);
      assert.equal(await setup.leads.find('two', NORTH), undefined);
      assert.deepEqual(await setup.leads.history('two', NORTH), []);
      assert.deepEqual(await setup.leads.register(again, SOUTH), again.lead);
    },
  },
  {
    name: 'changes a lead from the version before only, and notes each change',
    run: async (setup) => {
      const first = leadOf('one');
      const second = nextOf(first, { status: 'inWork', firstReactionAt: T0 + 2 });
      const reason = { type: 'LeadDiscarded', reason: 'one#reason' } as const;
      const third = nextOf(second, { status: 'discarded', reason: 'one#reason' }, reason);
      await registered(setup, first);
      assert.equal(await setup.leads.change(third, NORTH), false);
      assert.equal(await setup.leads.change(second, NORTH), true);
      assert.equal(await setup.leads.change(second, NORTH), false);
      assert.equal(await setup.leads.change(third, SOUTH), false);
      const texts = [{ id: 'one#reason', text: HARD_TEXT }];
      assert.equal(await setup.leads.change({ ...third, texts }, NORTH), true);
      assert.deepEqual(await setup.leads.find('one', NORTH), third.lead);
      const entries = [first.entry, second.entry, third.entry];
      assert.deepEqual(await setup.leads.history('one', NORTH), entries);
      assert.equal((await setup.queries.texts(['one#reason'], NORTH)).get('one#reason'), HARD_TEXT);
    },
  },
  {
    name: 'of many that change a lead at once lets one through',
    run: async (setup) => {
      const first = leadOf('one');
      await registered(setup, first);
      const people = ['a', 'b', 'c', 'd', 'e'];
      const takes = people.map((responsible) => setup.leads.change(nextOf(first, { responsible }), NORTH));
      assert.equal((await Promise.all(takes)).filter((taken) => taken).length, 1);
      assert.equal((await setup.leads.history('one', NORTH)).length, 2);
    },
  },
  {
    name: 'lists what waits for a reaction first, by limit, then the newest',
    run: async (setup) => {
      const [a, b, c, d] = [
        leadOf('a', { dueAt: T0 + 3 * HOUR }),
        leadOf('b', { dueAt: T0 + HOUR }),
        leadOf('c', { createdAt: T0 + 1 }),
        leadOf('d', { createdAt: T0 + 2 }),
      ];
      await registered(setup, a, b, c, d);
      await setup.leads.change(nextOf(c, { status: 'inWork' }), NORTH);
      await setup.leads.change(nextOf(d, { status: 'discarded' }), NORTH);
      assert.deepEqual(await ids(setup, {}), ['b', 'a', 'd', 'c']);
      assert.deepEqual(await ids(setup, { status: 'active' }), ['b', 'a', 'c']);
      assert.deepEqual(await ids(setup, { status: 'open' }), ['b', 'a']);
      assert.deepEqual(await ids(setup, { status: 'discarded' }), ['d']);
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page = { limit: 1, ...(after !== undefined && { after }) };
        const { items, next } = await setup.leads.list({}, page, NORTH);
        seen.push(...items.map(({ id }) => id));
        after = next;
      }
      assert.deepEqual(seen, ['b', 'a', 'd', 'c']);
    },
  },
  {
    name: 'lists by responsible, those of nobody too, and what is overdue',
    run: async (setup) => {
      const reacted = leadOf('reacted');
      await registered(
        setup,
        leadOf('ann', { dueAt: T0 + 1 }),
        leadOf('bob', { responsible: 'bob', dueAt: T0 + 2 }),
        leadOf('nobody', { responsible: null, dueAt: T0 + 3 }),
        reacted,
      );
      await setup.leads.change(nextOf(reacted, { status: 'inWork', responsible: 'bob' }), NORTH);
      assert.deepEqual(await ids(setup, { responsible: 'bob' }), ['bob', 'reacted']);
      assert.deepEqual(await ids(setup, { responsible: null }), ['nobody']);
      assert.deepEqual(await ids(setup, { dueBefore: T0 + 2 }), ['ann']);
      assert.deepEqual(await ids(setup, { dueBefore: T0 + 9 * HOUR }), ['ann', 'bob', 'nobody']);
      assert.deepEqual(await ids(setup, { dueBefore: T0 + 9 * HOUR, responsible: 'bob' }), ['bob']);
    },
  },
  {
    name: 'keeps nothing of a transaction that is rolled back',
    run: async (setup) => {
      const first = leadOf('one');
      await registered(setup, first);
      const work = setup.store.transact(async (transaction) => {
        const context = { ...NORTH, transaction };
        await setup.leads.register(leadOf('two'), context);
        await setup.leads.change(nextOf(first, { status: 'inWork' }), context);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      assert.equal(await setup.leads.find('two', NORTH), undefined);
      assert.deepEqual(await setup.leads.find('one', NORTH), first.lead);
      assert.equal((await setup.leads.history('one', NORTH)).length, 1);
    },
  },
];

export const leadStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of LeadStore`, leadStoreCases, setup);
