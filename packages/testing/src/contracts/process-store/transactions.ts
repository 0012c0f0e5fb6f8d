import assert from 'node:assert/strict';
import { SdkError, type StoredProcess, type Transaction } from '@dealroute/core';
import { following, poisoned, starting } from '../samples.js';
import {
  ALL_TRACES,
  answersOf,
  LOST,
  loadOne,
  mustSave,
  SAVED,
  tracesOf,
  withOneOfEverything,
} from '../saving.js';
import type { StorageCase } from '../storage-setup.js';

const CALLERS = 8;
const REGRET = new Error('Changed my mind.');
const within = (transaction: Transaction) => ({ tenant: 'north', transaction });

/** Work in a transaction of its own. */
export const transactionCases: readonly StorageCase[] = [
  {
    name: 'commits a transaction that resolves and gives what it gave',
    run: async (setup) => {
      const { store } = setup;
      const change = withOneOfEverything(starting('p1'), 'x');
      assert.deepEqual(await store.transact((transaction) => store.save([change], { transaction })), [SAVED]);
      assert.deepEqual(await tracesOf(setup, 'x'), ALL_TRACES);
      assert.equal((await loadOne(store, 'p1'))?.version, 1);
    },
  },
  {
    name: 'rolls back everything of a transaction that rejects, and rejects with its error',
    run: async (setup) => {
      const { store, queries } = setup;
      const first = starting('p1');
      await mustSave(store, first);
      const work = store.transact(async (transaction) => {
        await store.save([withOneOfEverything(following(first), 'x'), starting('p2')], { transaction });
        throw REGRET;
      });
      await assert.rejects(work, (error) => error === REGRET);
      assert.deepEqual(await loadOne(store, 'p1'), { version: 1, state: first.state });
      assert.equal(await loadOne(store, 'p2'), undefined);
      assert.deepEqual(await tracesOf(setup, 'x'), []);
      assert.equal((await queries.journal('p1', 0, 10, { tenant: 'north' })).length, 1);
    },
  },
  {
    name: 'frees the deal of a governing start that was rolled back',
    run: async ({ store }) => {
      const change = (process: string) => starting(process, { kind: 'governing', deal: 'd' });
      const work = store.transact(async (transaction) => {
        await store.save([change('p1')], { transaction });
        throw REGRET;
      });
      await assert.rejects(work);
      await mustSave(store, change('p2'));
    },
  },
  {
    name: 'reads its own writes',
    run: async ({ store, queries }) => {
      await store.transact(async (transaction) => {
        await store.save([withOneOfEverything(starting('p1'), 'x')], { transaction });
        assert.equal((await loadOne(store, 'p1', within(transaction)))?.version, 1);
        assert.equal((await queries.task('task-x', within(transaction)))?.id, 'task-x');
        assert.equal((await store.kept('key-x', within(transaction)))?.key, 'key-x');
      });
    },
  },
  {
    name: 'shows nobody outside what is rolled back later',
    run: async ({ store }) => {
      let outside: Promise<StoredProcess | undefined> | undefined;
      const work = store.transact(async (transaction) => {
        await store.save([starting('p1')], { transaction });
        outside = loadOne(store, 'p1');
        throw REGRET;
      });
      await assert.rejects(work);
      assert.equal(await outside, undefined);
    },
  },
  {
    name: 'locks what it loads, so that concurrent transactions lose no version race',
    run: async ({ store }) => {
      const first = starting('p1');
      await mustSave(store, first);
      const raise = () =>
        store.transact(async (transaction) => {
          const stored = await loadOne(store, 'p1', within(transaction));
          assert.ok(stored);
          const change = following({ ...first, expected: stored.version - 1, state: stored.state });
          return store.save([change], { transaction });
        });
      const answers = await Promise.all(Array.from({ length: CALLERS }, raise));
      assert.deepEqual(
        answers,
        Array.from({ length: CALLERS }, () => [SAVED]),
      );
      assert.equal((await loadOne(store, 'p1'))?.version, CALLERS + 1);
    },
  },
  {
    name: 'goes on after a change that was refused',
    run: async ({ store }) => {
      const moved = starting('moved');
      await mustSave(store, moved, following(moved));
      await store.transact(async (transaction) => {
        assert.deepEqual(await store.save([following(moved)], { transaction }), [LOST]);
        assert.deepEqual(await store.save([starting('p1')], { transaction }), [SAVED]);
      });
      assert.equal((await loadOne(store, 'p1'))?.version, 1);
    },
  },
  {
    name: 'goes on after a change that failed, of which nothing is committed',
    run: async (setup) => {
      const { store } = setup;
      await store.transact(async (transaction) => {
        await store.save([starting('before')], { transaction });
        const [answer] = await store.save([poisoned(withOneOfEverything(starting('bad'), 'bad'))], {
          transaction,
        });
        assert.ok(answer instanceof Error);
        await store.save([starting('after')], { transaction });
      });
      assert.equal((await loadOne(store, 'before'))?.version, 1);
      assert.equal((await loadOne(store, 'after'))?.version, 1);
      assert.equal(await loadOne(store, 'bad'), undefined);
      assert.deepEqual(await tracesOf(setup, 'bad'), []);
    },
  },
  {
    name: 'goes on after an application that threw',
    run: async ({ store }) => {
      const apply = async () => {
        throw REGRET;
      };
      await store.transact(async (transaction) => {
        const [answer] = await store.save([starting('bad')], { transaction, apply });
        assert.ok(answer instanceof Error);
        await store.save([starting('good')], { transaction });
      });
      assert.equal(await loadOne(store, 'bad'), undefined);
      assert.equal((await loadOne(store, 'good'))?.version, 1);
    },
  },
  {
    name: 'keeps apart transactions that run at once',
    run: async ({ store }) => {
      const kept = store.transact((transaction) => store.save([starting('kept')], { transaction }));
      const dropped = store.transact(async (transaction) => {
        await store.save([starting('dropped')], { transaction });
        throw REGRET;
      });
      const plain = answersOf(store, [starting('plain')]);
      await assert.rejects(dropped);
      await Promise.all([kept, plain]);
      assert.equal(await loadOne(store, 'dropped'), undefined);
      assert.equal((await loadOne(store, 'kept'))?.version, 1);
      assert.equal((await loadOne(store, 'plain'))?.version, 1);
    },
  },
  {
    name: 'serves everybody after many transactions that rejected',
    run: async ({ store }) => {
      const fail = () =>
        store.transact(async (transaction) => {
          await store.save([starting('p1')], { transaction });
          throw REGRET;
        });
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, fail));
      assert.ok(outcomes.every(({ status }) => status === 'rejected'));
      await mustSave(store, starting('p1'));
    },
  },
  {
    name: 'refuses work in a transaction that has ended',
    run: async ({ store }) => {
      let ended: Transaction | undefined;
      await store.transact(async (transaction) => {
        ended = transaction;
      });
      await assert.rejects(async () => {
        const [answer] = await store.save([starting('p1')], { transaction: ended });
        if (answer instanceof Error) throw answer;
      });
      assert.equal(await loadOne(store, 'p1'), undefined);
    },
  },
  {
    name: 'refuses to enlist what is no transaction of its database',
    run: async ({ store }) => {
      for (const nonsense of [undefined, null, {}, 'BEGIN', () => undefined]) {
        await assert.rejects(store.enlist(nonsense), (error) => SdkError.is(error, 'TRANSACTION_UNUSABLE'));
      }
    },
  },
];
