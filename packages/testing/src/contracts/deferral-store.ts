import assert from 'node:assert/strict';
import type { DeferralEnding, DeferredStart } from '@dealroute/core';
import { describeContract } from './contract.js';
import { HARD_TEXT, HOUR, T0 } from './samples.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';

const startOf = (id: string, rest: Partial<DeferredStart> = {}): DeferredStart => ({
  id,
  deal: `deal-of-${id}`,
  map: 'sale',
  variables: { text: HARD_TEXT, n: 1 },
  actor: 'ann',
  until: { after: { working: 'P1D' } },
  deferredAt: T0,
  dueAt: T0 + HOUR,
  ended: null,
  ...rest,
});

const STARTED: DeferralEnding = { as: 'started', at: T0 + HOUR, process: 'p1' };
const CANCELLED: DeferralEnding = { as: 'cancelled', at: T0, by: 'ann' };

async function deferred({ deferrals }: StorageSetup, ...starts: readonly DeferredStart[]): Promise<void> {
  for (const start of starts) assert.equal(await deferrals.defer(start, NORTH), true);
}

const dueAt = async ({ deferrals }: StorageSetup, now: number, limit = 10): Promise<string[]> =>
  (await deferrals.due(now, limit)).map(({ id }) => id);

/** What every `DeferralStore` keeps, and the backlog says of it. */
export const deferralStoreCases: readonly StorageCase[] = [
  {
    name: 'gives a deferred start back as it was kept',
    run: async (setup) => {
      const one = startOf('one');
      const two = startOf('two', { actor: null, until: { at: T0 }, dueAt: T0, variables: {} });
      await deferred(setup, one, two);
      assert.deepEqual(await setup.deferrals.find('one', NORTH), one);
      assert.deepEqual(await setup.deferrals.find('two', NORTH), two);
      assert.equal(await setup.deferrals.find('three', NORTH), undefined);
    },
  },
  {
    name: 'keeps an id once, and each tenant its own',
    run: async (setup) => {
      await deferred(setup, startOf('one'));
      assert.equal(await setup.deferrals.defer(startOf('one', { deal: 'other' }), NORTH), false);
      assert.equal((await setup.deferrals.find('one', NORTH))?.deal, 'deal-of-one');
      assert.equal(await setup.deferrals.find('one', SOUTH), undefined);
      assert.equal(await setup.deferrals.defer(startOf('one'), SOUTH), true);
      assert.equal(await setup.deferrals.end('one', CANCELLED, SOUTH), true);
      assert.equal((await setup.deferrals.find('one', NORTH))?.ended, null);
    },
  },
  {
    name: 'shows what is due of all tenants, from its instant on, earliest first, as many as asked for',
    run: async (setup) => {
      await deferred(setup, startOf('late', { dueAt: T0 + 2 }), startOf('early', { dueAt: T0 }));
      await setup.deferrals.defer(startOf('middle', { dueAt: T0 + 1 }), SOUTH);
      assert.deepEqual(await dueAt(setup, T0 - 1), []);
      assert.deepEqual(await dueAt(setup, T0), ['early']);
      assert.deepEqual(await dueAt(setup, T0 + HOUR), ['early', 'middle', 'late']);
      assert.deepEqual(await dueAt(setup, T0 + HOUR, 2), ['early', 'middle']);
      const [, middle] = await setup.deferrals.due(T0 + HOUR, 3);
      assert.deepEqual(middle, { ...startOf('middle', { dueAt: T0 + 1 }), tenant: 'south' });
    },
  },
  {
    name: 'names the next start in the backlog until it has ended',
    run: async (setup) => {
      const next = async () => (await setup.backlog.backlog()).nextStart;
      assert.equal(await next(), null);
      await deferred(setup, startOf('one'), startOf('two', { dueAt: T0 + 2 * HOUR }));
      assert.equal(await next(), T0 + HOUR);
      await setup.deferrals.end('one', STARTED, NORTH);
      assert.equal(await next(), T0 + 2 * HOUR);
    },
  },
  {
    name: 'ends a start once, and shows what became of it',
    run: async (setup) => {
      await deferred(setup, startOf('one'));
      assert.equal(await setup.deferrals.end('one', STARTED, NORTH), true);
      assert.equal(await setup.deferrals.end('one', CANCELLED, NORTH), false);
      assert.equal(await setup.deferrals.begin('one', NORTH), false);
      await setup.deferrals.postpone('one', T0, NORTH);
      assert.deepEqual(await setup.deferrals.find('one', NORTH), startOf('one', { ended: STARTED }));
      assert.deepEqual(await dueAt(setup, T0 + 9 * HOUR), []);
      assert.equal(await setup.deferrals.end('nowhere', CANCELLED, NORTH), false);
    },
  },
  {
    name: 'lets nobody cancel a start that was begun, and shows it again until it has ended',
    run: async (setup) => {
      await deferred(setup, startOf('one'));
      assert.equal(await setup.deferrals.begin('one', NORTH), true);
      assert.equal(await setup.deferrals.end('one', CANCELLED, NORTH), false);
      assert.deepEqual(await dueAt(setup, T0 + HOUR), ['one']);
      assert.equal(await setup.deferrals.begin('one', NORTH), true);
      assert.equal(await setup.deferrals.end('one', STARTED, NORTH), true);
    },
  },
  {
    name: 'puts a start off that could not be begun, which may then be cancelled',
    run: async (setup) => {
      await deferred(setup, startOf('one'));
      await setup.deferrals.begin('one', NORTH);
      await setup.deferrals.postpone('one', T0 + 3 * HOUR, NORTH);
      assert.deepEqual(await dueAt(setup, T0 + 3 * HOUR - 1), []);
      assert.deepEqual(await dueAt(setup, T0 + 3 * HOUR), ['one']);
      assert.equal(await setup.deferrals.end('one', CANCELLED, NORTH), true);
    },
  },
  {
    name: 'lists by deal and status, newest deferral first, page by page',
    run: async (setup) => {
      const starts = [1, 2, 3].map((n) =>
        startOf(`s${n}`, { deal: n === 3 ? 'other' : 'deal', deferredAt: T0 + n }),
      );
      await deferred(setup, ...starts);
      await setup.deferrals.end('s2', CANCELLED, NORTH);
      const ids = async (filter: Parameters<typeof setup.deferrals.list>[0]) =>
        (await setup.deferrals.list(filter, {}, NORTH)).items.map(({ id }) => id);
      assert.deepEqual(await ids({}), ['s3', 's2', 's1']);
      assert.deepEqual(await ids({ deal: 'deal' }), ['s2', 's1']);
      assert.deepEqual(await ids({ status: 'waiting' }), ['s3', 's1']);
      assert.deepEqual(await ids({ status: 'ended', deal: 'deal' }), ['s2']);
      const first = await setup.deferrals.list({}, { limit: 2 }, NORTH);
      const second = await setup.deferrals.list({}, { limit: 2, after: first.next ?? '' }, NORTH);
      assert.deepEqual(
        [first.items.length, second.items.map(({ id }) => id), second.next],
        [2, ['s1'], null],
      );
    },
  },
  {
    name: 'keeps nothing of a transaction that is rolled back',
    run: async (setup) => {
      const work = setup.store.transact(async (transaction) => {
        await setup.deferrals.defer(startOf('one'), { ...NORTH, transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work, /Changed my mind/);
      assert.equal(await setup.deferrals.find('one', NORTH), undefined);
    },
  },
];

export const deferralStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of DeferralStore`, deferralStoreCases, setup);
