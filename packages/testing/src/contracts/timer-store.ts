import assert from 'node:assert/strict';
import type { Instant, ProcessChange, TimerWrites } from '@dealroute/core';
import { describeContract } from './contract.js';
import { ending, following, HOUR, messageOf, poisoned, starting, T0 } from './samples.js';
import { answersOf, mustSave } from './saving.js';
import type { MakeStorage, StorageCase, StorageSetup } from './storage-setup.js';

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

const setting = (...set: readonly (readonly [id: string, dueAt: Instant])[]): TimerWrites => ({
  set: set.map(([id, dueAt]) => ({ id, dueAt })),
  dropped: [],
});

const waitingFor = (
  process: string,
  ...set: readonly (readonly [id: string, dueAt: Instant])[]
): ProcessChange => starting(process, { timers: setting(...set) });

const dueAt = async ({ timers }: StorageSetup, now: Instant, limit = 100) =>
  (await timers.due(now, limit)).map(({ timer }) => timer);

/** What every `TimerStore` and the `BacklogStore` beside it keep. */
export const timerStoreCases: readonly StorageCase[] = [
  {
    name: 'has no due timer and no backlog at first',
    run: async (setup) => {
      assert.deepEqual(await setup.timers.due(END_OF_TIME, 10), []);
      assert.deepEqual(await setup.backlog.backlog(), {
        nextTimer: null,
        nextStart: null,
        nextLook: null,
        outbox: false,
        inbox: false,
        nextAttemptMs: null,
      });
    },
  },
  {
    name: 'shows a due timer with its tenant, process and instant',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1', ['p1.2', T0]));
      const timer = { tenant: 'north', process: 'p1', timer: 'p1.2', dueAt: T0 };
      assert.deepEqual(await setup.timers.due(T0, 10), [timer]);
    },
  },
  {
    name: 'shows a timer from its instant on, to the millisecond',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1', ['t', T0]));
      assert.deepEqual(await dueAt(setup, T0 - 1), []);
      assert.deepEqual(await dueAt(setup, T0), ['t']);
      assert.deepEqual(await dueAt(setup, T0 + 1), ['t']);
    },
  },
  {
    name: 'shows a timer that was put off at its new instant, and the backlog with it',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1', ['t', T0], ['u', T0 + 2 * HOUR]));
      await setup.timers.postpone(await setup.timers.due(T0, 10), T0 + HOUR);
      assert.deepEqual(await dueAt(setup, T0 + HOUR - 1), []);
      assert.equal((await setup.backlog.backlog()).nextTimer, T0 + HOUR);
      assert.deepEqual(await dueAt(setup, T0 + HOUR), ['t']);
    },
  },
  {
    name: 'puts off the timer of one tenant and process only',
    run: async (setup) => {
      await mustSave(setup.store, waitingFor('p1', ['t', T0]), waitingFor('p2', ['t', T0]), {
        ...waitingFor('p1', ['t', T0]),
        tenant: 'south',
      });
      const all = await setup.timers.due(T0, 10);
      const mine = all.filter(({ tenant, process }) => tenant === 'north' && process === 'p1');
      await setup.timers.postpone(mine, T0 + HOUR);
      const left = await setup.timers.due(T0, 10);
      assert.deepEqual(left.map(({ tenant, process }) => `${tenant}/${process}`).sort(), [
        'north/p2',
        'south/p1',
      ]);
    },
  },
  {
    name: 'does not bring a dropped timer back that is put off',
    run: async (setup) => {
      const first = waitingFor('p1', ['t', T0]);
      await mustSave(setup.store, first);
      const due = await setup.timers.due(T0, 10);
      await mustSave(setup.store, following(first, { timers: { set: [], dropped: ['t'] } }));
      await setup.timers.postpone(due, T0 + HOUR);
      assert.deepEqual(await dueAt(setup, END_OF_TIME), []);
      assert.equal((await setup.backlog.backlog()).nextTimer, null);
    },
  },
  {
    name: 'shows the earliest timers first, as many as asked for',
    run: async (setup) => {
      await mustSave(
        setup.store,
        waitingFor('p1', ['c', T0 + 3], ['a', T0 + 1]),
        waitingFor('p2', ['d', T0 + 4]),
        waitingFor('p3', ['b', T0 + 2]),
      );
      assert.deepEqual(await dueAt(setup, T0 + HOUR), ['a', 'b', 'c', 'd']);
      assert.deepEqual(await dueAt(setup, T0 + HOUR, 2), ['a', 'b']);
      assert.deepEqual(await dueAt(setup, T0 + 2, 10), ['a', 'b']);
    },
  },
  {
    name: 'shows a timer again until it is dropped',
    run: async (setup) => {
      const first = waitingFor('p1', ['t1', T0], ['t2', T0 + 1]);
      await mustSave(setup.store, first);
      assert.deepEqual(await dueAt(setup, END_OF_TIME), ['t1', 't2']);
      assert.deepEqual(await dueAt(setup, END_OF_TIME), ['t1', 't2']);
      await mustSave(setup.store, following(first, { timers: { set: [], dropped: ['t1'] } }));
      assert.deepEqual(await dueAt(setup, END_OF_TIME), ['t2']);
    },
  },
  {
    name: 'drops a timer and sets another in one change',
    run: async (setup) => {
      const first = waitingFor('p1', ['old', T0]);
      const timers = { set: [{ id: 'new', dueAt: T0 + 5 }], dropped: ['old'] };
      await mustSave(setup.store, first, following(first, { timers }));
      assert.deepEqual(await setup.timers.due(END_OF_TIME, 10), [
        { tenant: 'north', process: 'p1', timer: 'new', dueAt: T0 + 5 },
      ]);
    },
  },
  {
    name: 'lets an ended process keep no timer that it dropped',
    run: async (setup) => {
      const first = waitingFor('p1', ['t', T0]);
      await mustSave(setup.store, first, ending(first, { timers: { set: [], dropped: ['t'] } }));
      assert.deepEqual(await dueAt(setup, END_OF_TIME), []);
      assert.equal((await setup.backlog.backlog()).nextTimer, null);
    },
  },
  {
    name: 'sets and drops no timer of a change that was refused or failed',
    run: async (setup) => {
      const first = waitingFor('p1', ['t', T0]);
      const second = following(first);
      await mustSave(setup.store, first, second);
      const timers = { set: [{ id: 'late', dueAt: T0 }], dropped: ['t'] };
      await setup.store.save([following(first, { timers })]);
      await setup.store.save([poisoned(following(second, { timers }))]);
      assert.deepEqual(await dueAt(setup, END_OF_TIME), ['t']);
    },
  },
  {
    name: 'sets no timer of a transaction that is rolled back',
    run: async (setup) => {
      const work = setup.store.transact(async (transaction) => {
        await setup.store.save([waitingFor('p1', ['t', T0])], { transaction });
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work);
      assert.deepEqual(await dueAt(setup, END_OF_TIME), []);
    },
  },
  {
    name: 'shows due timers of all tenants, and keeps one id apart by its tenants',
    run: async (setup) => {
      const north = waitingFor('p1', ['t', T0]);
      const south = { ...waitingFor('p1', ['t', T0 + 1]), tenant: 'south' };
      await mustSave(setup.store, north, south);
      const both = await setup.timers.due(END_OF_TIME, 10);
      assert.deepEqual(
        both.map(({ tenant }) => tenant),
        ['north', 'south'],
      );
      await mustSave(setup.store, following(north, { timers: { set: [], dropped: ['t'] } }));
      assert.deepEqual(await setup.timers.due(END_OF_TIME, 10), [
        { tenant: 'south', process: 'p1', timer: 't', dueAt: T0 + 1 },
      ]);
    },
  },
  {
    name: 'keeps instants before 1970 and far in the future',
    run: async (setup) => {
      const far = Date.UTC(9_999, 11, 31, 23, 59, 59, 999);
      await mustSave(setup.store, waitingFor('p1', ['far', far], ['past', -86_400_000]));
      const due = await setup.timers.due(far, 10);
      assert.deepEqual(
        due.map((timer) => timer.dueAt),
        [-86_400_000, far],
      );
      assert.deepEqual(await dueAt(setup, far - 1), ['past']);
    },
  },
  {
    name: 'shows all of many timers that are due at one instant',
    run: async (setup) => {
      const processes = Array.from({ length: 40 }, (_, i) =>
        waitingFor(`p${i}`, [`t${i}`, T0], [`u${i}`, T0]),
      );
      await answersOf(setup.store, processes);
      assert.equal(new Set(await dueAt(setup, T0)).size, 80);
    },
  },
  {
    name: 'names the earliest timer of all tenants as the next, due or not',
    run: async (setup) => {
      const first = waitingFor('p1', ['t1', T0 + HOUR]);
      await mustSave(setup.store, first, { ...waitingFor('p2', ['t2', T0 + 2 * HOUR]), tenant: 'south' });
      assert.equal((await setup.backlog.backlog()).nextTimer, T0 + HOUR);
      await mustSave(setup.store, following(first, { timers: { set: [], dropped: ['t1'] } }));
      assert.equal((await setup.backlog.backlog()).nextTimer, T0 + 2 * HOUR);
    },
  },
  {
    name: 'says that a message waits until it is leased or sent',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { outbox: [messageOf('m')] }));
      assert.equal((await setup.backlog.backlog()).outbox, true);
      const [claimed] = await setup.outbox.claim({ topics: ['*'], limit: 1, leaseMs: HOUR });
      assert.equal((await setup.backlog.backlog()).outbox, false);
      assert.ok(claimed);
      await setup.outbox.settle([{ ...claimed, result: 'sent' }]);
      assert.equal((await setup.backlog.backlog()).outbox, false);
    },
  },
  {
    name: 'says that no message waits while all are put off or dead, and that a revived one does',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { outbox: [messageOf('later'), messageOf('dead')] }));
      const claimed = await setup.outbox.claim({ topics: ['*'], limit: 10, leaseMs: HOUR });
      await setup.outbox.settle(
        claimed.map((message) => {
          const result = message.id === 'dead' ? { dead: 'gave up' } : { retryInMs: HOUR, error: 'busy' };
          return { ...message, result };
        }),
      );
      assert.equal((await setup.backlog.backlog()).outbox, false);
      await setup.outbox.revive('north', 'dead');
      assert.equal((await setup.backlog.backlog()).outbox, true);
    },
  },
  {
    name: 'names the time until a message that is put off, or leased, may be taken again',
    run: async (setup) => {
      const within = async (least: number, most: number) => {
        const { nextAttemptMs } = await setup.backlog.backlog();
        assert.ok(
          nextAttemptMs !== null && nextAttemptMs > least && nextAttemptMs <= most,
          `${nextAttemptMs}`,
        );
      };
      await mustSave(setup.store, starting('p1', { outbox: [messageOf('a'), messageOf('b')] }));
      assert.equal((await setup.backlog.backlog()).nextAttemptMs, null);
      const [a, b] = await setup.outbox.claim({ topics: ['*'], limit: 2, leaseMs: 3 * HOUR });
      assert.ok(a && b);
      await within(2 * HOUR, 3 * HOUR);
      await setup.outbox.settle([{ ...a, result: { retryInMs: HOUR, error: 'busy' } }]);
      await within(0, HOUR);
      await setup.outbox.settle([{ ...b, result: 'sent' }]);
      await within(0, HOUR);
      const [again] = await setup.outbox.claim({ topics: ['*'], limit: 1, leaseMs: HOUR });
      assert.equal(again, undefined);
    },
  },
  {
    name: 'names the time until a host event that is put off is tried again, and of none that is treated',
    run: async ({ triggers, backlog }) => {
      const context = { tenant: 'south' };
      await triggers.receive({ key: 'e', type: 'dealCreated', deal: 'd', at: T0 }, context);
      assert.equal((await backlog.backlog()).nextAttemptMs, null);
      await triggers.settle('e', { retryInMs: HOUR, error: 'busy' }, context);
      const { nextAttemptMs } = await backlog.backlog();
      assert.ok(nextAttemptMs !== null && nextAttemptMs > 0 && nextAttemptMs <= HOUR, `${nextAttemptMs}`);
      await triggers.settle('e', { done: true }, context);
      assert.equal((await backlog.backlog()).nextAttemptMs, null);
    },
  },
  {
    name: 'says that a host event waits until it is put off, treated or given up',
    run: async (setup) => {
      const { triggers, backlog } = setup;
      const context = { tenant: 'south' };
      const outcomes = [{ retryInMs: HOUR, error: 'busy' }, { done: true as const }, { givenUp: 'no deal' }];
      for (const [i, outcome] of outcomes.entries()) {
        await triggers.receive({ key: `e${i}`, type: 'dealCreated', deal: 'd', at: T0 }, context);
        assert.equal((await backlog.backlog()).inbox, true);
        await triggers.settle(`e${i}`, outcome, context);
        assert.equal((await backlog.backlog()).inbox, false);
      }
    },
  },
];

export const timerStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of TimerStore`, timerStoreCases, setup);
