import type { ProcessChange, ProcessStore } from '@dealroute/core';
import { processStoreCases } from '@dealroute/testing/contracts';
import { type StorageMutant, testMutants } from './storage.js';

type Break = StorageMutant<'store'>['how'];

/** Rewrites every change before it is saved. */
const rewriting =
  (rewrite: (change: ProcessChange) => ProcessChange): Break =>
  (store) => ({ save: (changes, options) => store.save(changes.map(rewrite), options) });

testMutants('store', processStoreCases, [
  {
    defect: 'ignores the version',
    caughtBy: 'lets exactly one of many concurrent changes of the same version win',
    how: (store) => {
      const force: ProcessStore['save'] = async (changes, options) => {
        const stored = await store.load(changes, options?.transaction);
        const forced = changes.map((change, i) => {
          const expected = stored[i]?.version ?? 0;
          return { ...change, expected, entry: { ...change.entry, n: expected + 1 } };
        });
        const answers = await store.save(forced, options);
        return answers.some((answer) => 'because' in answer) ? force(changes, options) : answers;
      };
      return { save: force };
    },
  },
  {
    defect: 'loses kept keys',
    caughtBy: 'answers a repeated request with the reply that is kept',
    how: rewriting((change) => ({ ...change, kept: undefined })),
  },
  {
    defect: 'judges the version before the key',
    caughtBy: 'answers with the kept reply where the repetition has lost its version race too',
    how: (store) => ({
      save: async (changes, options) => {
        const stored = await store.load(changes, options?.transaction);
        const stale = changes.some(({ expected }, i) => expected !== (stored[i]?.version ?? 0));
        return stale
          ? changes.map(() => ({ saved: false, because: 'version' }))
          : store.save(changes, options);
      },
    }),
  },
  {
    defect: 'kills the whole batch for one poisonous change',
    caughtBy: 'lets a poisonous change in a batch of 32 hurt only itself',
    how: (store) => ({
      save: async (changes, options) => {
        try {
          JSON.stringify(changes);
        } catch (failure) {
          return changes.map(() => failure as Error);
        }
        return store.save(changes, options);
      },
    }),
  },
  {
    defect: 'rejects instead of answering with an Error in its place',
    caughtBy: 'answers a poisonous change that comes alone with an Error in its place',
    how: (store) => ({
      save: async (changes, options) => {
        JSON.stringify(changes);
        return store.save(changes, options);
      },
    }),
  },
  {
    defect: 'shows the processes of other tenants',
    caughtBy: 'loads no process of another tenant',
    how: (store) => ({
      load: async (addresses, transaction) => {
        const own = await store.load(addresses, transaction);
        const others = await store.load(
          addresses.map(({ process }) => ({ tenant: 'north', process })),
          transaction,
        );
        return own.map((stored, i) => stored ?? others[i]);
      },
    }),
  },
  {
    defect: 'answers in the order of ids',
    caughtBy: 'answers each change of a mixed batch in its own place',
    how: (store) => ({
      save: (changes, options) =>
        store.save(
          [...changes].sort((a, b) => (a.process < b.process ? -1 : 1)),
          options,
        ),
    }),
  },
  {
    defect: 'loads only what it finds',
    caughtBy: 'answers loads in the order asked, with nothing where there is no process',
    how: (store) => ({
      load: async (addresses, transaction) =>
        (await store.load(addresses, transaction)).filter((stored) => stored !== undefined),
    }),
  },
  {
    defect: 'lets two processes govern one deal',
    caughtBy: 'saves exactly one of many concurrent governing starts and names it to the rest',
    how: rewriting((change) => ({ ...change, state: { ...change.state, kind: 'independent' } })),
  },
  {
    defect: 'saves although the application threw',
    caughtBy: 'saves nothing of a change whose application throws',
    how: (store) => ({
      save: async (changes, options = {}) => {
        const answers = await store.save(changes, { transaction: options.transaction });
        try {
          await options.apply?.(changes, {});
          return answers;
        } catch (failure) {
          return changes.map(() => failure as Error);
        }
      },
    }),
  },
  {
    defect: 'applies refused changes too',
    caughtBy: 'applies no change that was refused',
    how: (store) => ({
      save: (changes, { transaction, apply } = {}) =>
        store.save(changes, { transaction, apply: apply && ((_accepted, inner) => apply(changes, inner)) }),
    }),
  },
  {
    defect: 'commits transactions that reject',
    caughtBy: 'rolls back everything of a transaction that rejects, and rejects with its error',
    how: (store) => ({
      transact: async (work) => {
        const outcome = await store.transact(async (transaction) => {
          try {
            return { value: await work(transaction) };
          } catch (failure) {
            return { failure };
          }
        });
        if ('failure' in outcome) throw outcome.failure;
        return outcome.value;
      },
    }),
  },
  {
    defect: 'saves outside of the transaction that it is given',
    caughtBy: 'reads its own writes',
    how: (store) => {
      let later: Promise<unknown> = Promise.resolve();
      return {
        save: async (changes, options) => {
          if (!options?.transaction) return store.save(changes, options);
          later = later.then(() => store.save(changes));
          return changes.map(() => ({ saved: true }));
        },
      };
    },
  },
  {
    defect: 'hands out what it keeps itself',
    caughtBy: 'is not changed by changing what was loaded',
    how: (store) => {
      const cache = new Map<string, unknown>();
      return {
        load: async (addresses, transaction) =>
          (await store.load(addresses, transaction)).map((stored) => {
            if (!stored) return undefined;
            const key = `${stored.state.id} ${stored.version}`;
            if (!cache.has(key)) cache.set(key, structuredClone(stored));
            return cache.get(key) as typeof stored;
          }),
      };
    },
  },
  {
    defect: 'compares keys without regard to case',
    caughtBy: 'takes keys literally: case, blanks and wildcards count',
    how: rewriting((change) =>
      change.kept ? { ...change, kept: { ...change.kept, key: change.kept.key.toLowerCase() } } : change,
    ),
  },
  {
    defect: 'enlists anything',
    caughtBy: 'refuses to enlist what is no transaction of its database',
    how: () => ({ enlist: async () => ({}) }),
  },
]);
