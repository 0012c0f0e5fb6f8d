import assert from 'node:assert/strict';
import type { Contact, ContactFilter } from '@dealroute/core';
import { describeContract } from './contract.js';
import { HARD_TEXT, HOUR, T0 } from './samples.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';

const contactOf = (id: string, rest: Partial<Contact> = {}): Contact => ({
  id,
  deal: 'deal',
  lead: null,
  direction: 'outgoing',
  channel: 'call',
  at: T0,
  by: 'ann',
  summary: null,
  registeredAt: T0 + HOUR,
  source: 'telegram',
  externalKey: null,
  ...rest,
});

const register = ({ contacts }: StorageSetup, contact: Contact): Promise<Contact> =>
  contacts.register(contact, [], NORTH);

const ids = async ({ contacts }: StorageSetup, filter: ContactFilter): Promise<string[]> =>
  (await contacts.list(filter, {}, NORTH)).items.map(({ id }) => id);

/** What every `ContactStore` keeps. */
export const contactStoreCases: readonly StorageCase[] = [
  {
    name: 'gives a contact back as it was kept, with its words beside it',
    run: async (setup) => {
      const one = contactOf('one', { summary: 'one#summary', externalKey: 'call-7', by: null });
      const two = contactOf('two', { deal: null, lead: 'lead', direction: 'incoming', at: T0 - 1 });
      assert.deepEqual(
        await setup.contacts.register(one, [{ id: 'one#summary', text: HARD_TEXT }], NORTH),
        one,
      );
      await register(setup, two);
      assert.deepEqual((await setup.contacts.list({}, {}, NORTH)).items, [one, two]);
      assert.equal((await setup.queries.texts(['one#summary'], NORTH)).get('one#summary'), HARD_TEXT);
    },
  },
  {
    name: 'keeps an external key once in each tenant, and gives the first contact',
    run: async (setup) => {
      const first = contactOf('one', { externalKey: 'call-7' });
      await register(setup, first);
      const again = contactOf('two', { externalKey: 'call-7', channel: 'email', summary: 'two#summary' });
      const text = [{ id: 'two#summary', text: 'Again' }];
      assert.deepEqual(await setup.contacts.register(again, text, NORTH), first);
      assert.deepEqual(await ids(setup, { externalKey: 'call-7' }), ['one']);
      assert.equal((await setup.queries.texts(['two#summary'], NORTH)).size, 0);
      assert.deepEqual(await setup.contacts.register(again, text, SOUTH), again);
      await register(setup, contactOf('three'));
      await register(setup, contactOf('four'));
      assert.equal((await ids(setup, {})).length, 3);
    },
  },
  {
    name: 'of many that are registered under one key at once keeps one',
    run: async (setup) => {
      const wishes = Array.from({ length: 8 }, (_, i) => contactOf(`c${i}`, { externalKey: 'call-7' }));
      const kept = await Promise.all(wishes.map((contact) => register(setup, contact)));
      assert.equal(new Set(kept.map(({ id }) => id)).size, 1);
      assert.equal((await ids(setup, {})).length, 1);
    },
  },
  {
    name: 'lists by deal, lead, direction, channel and instant',
    run: async (setup) => {
      await register(setup, contactOf('a', { at: T0 }));
      await register(setup, contactOf('b', { at: T0 + 1, direction: 'incoming' }));
      await register(setup, contactOf('c', { at: T0 + 2, channel: 'email' }));
      await register(setup, contactOf('d', { at: T0 + 3, deal: null, lead: 'lead' }));
      await register(setup, contactOf('e', { at: T0 + 4, deal: 'other' }));
      assert.deepEqual(await ids(setup, {}), ['e', 'd', 'c', 'b', 'a']);
      assert.deepEqual(await ids(setup, { deal: 'deal' }), ['c', 'b', 'a']);
      assert.deepEqual(await ids(setup, { lead: 'lead' }), ['d']);
      assert.deepEqual(await ids(setup, { deal: 'deal', direction: 'outgoing' }), ['c', 'a']);
      assert.deepEqual(await ids(setup, { deal: 'deal', direction: 'outgoing', channel: 'call' }), ['a']);
      assert.deepEqual(await ids(setup, { deal: 'deal', since: T0 + 1 }), ['c', 'b']);
      assert.deepEqual(await ids(setup, { deal: 'deal', channel: 'call', since: T0 + 2 }), []);
    },
  },
  {
    name: 'lists the latest first, page by page, those of one instant too',
    run: async (setup) => {
      for (const id of ['a', 'c', 'b', 'd']) await register(setup, contactOf(id, { at: T0 }));
      await register(setup, contactOf('old', { at: T0 - 1 }));
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page = { limit: 2, ...(after !== undefined && { after }) };
        const { items, next } = await setup.contacts.list({ deal: 'deal' }, page, NORTH);
        seen.push(...items.map(({ id }) => id));
        after = next;
      }
      assert.deepEqual(seen, ['d', 'c', 'b', 'a', 'old']);
    },
  },
  {
    name: 'shows the contacts of a lead on its deal once they are attached',
    run: async (setup) => {
      await register(setup, contactOf('a', { deal: null, lead: 'lead' }));
      await register(setup, contactOf('b', { deal: null, lead: 'other' }));
      await setup.contacts.attach('lead', 'deal', SOUTH);
      assert.deepEqual(await ids(setup, { deal: 'deal' }), []);
      await setup.contacts.attach('lead', 'deal', NORTH);
      assert.deepEqual(await ids(setup, { deal: 'deal' }), ['a']);
      assert.deepEqual(await ids(setup, { lead: 'lead' }), ['a']);
      assert.deepEqual(await ids(setup, { lead: 'other' }), ['b']);
    },
  },
  {
    name: 'keeps tenants apart, and nothing of a transaction that is rolled back',
    run: async (setup) => {
      const work = setup.store.transact(async (transaction) => {
        const text = [{ id: 'one#summary', text: 'Hello' }];
        await setup.contacts.register(contactOf('one'), text, { ...NORTH, transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      await setup.contacts.register(contactOf('one'), [], SOUTH);
      assert.deepEqual(await ids(setup, {}), []);
      assert.equal((await setup.queries.texts(['one#summary'], NORTH)).size, 0);
    },
  },
];

export const contactStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of ContactStore`, contactStoreCases, setup);
