import { recordStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('records', recordStoreCases, [
  {
    defect: 'ignores what is expected',
    caughtBy: 'creates a record only once where it is expected to be absent',
    how: (records) => ({
      write: (writes, context) =>
        records.write(
          writes.map(({ expected: _, ...write }) => write),
          context,
        ),
    }),
  },
  {
    defect: 'writes one record after the other',
    caughtBy: 'writes all records of a call or none of them',
    how: (records) => ({
      write: async (writes, context) => {
        for (const write of writes) if (!(await records.write([write], context))) return false;
        return true;
      },
    }),
  },
  {
    defect: 'looks first and writes later',
    caughtBy: 'lets one of many win who all expect the same',
    how: (records) => ({
      write: async (writes, context) => {
        for (const { collection, key, expected } of writes) {
          const [found] = await records.get(collection, [key], context);
          if (expected === 'absent' && found) return false;
        }
        return records.write(
          writes.map(({ expected: _, ...write }) => write),
          context,
        );
      },
    }),
  },
  {
    defect: 'writes past the transaction',
    caughtBy: 'commits and rolls back with the transaction that it is given',
    how: (records) => {
      const kept: Parameters<typeof records.write>[0][number][] = [];
      return {
        write: async (writes, { transaction, ...context }) => {
          if (!transaction) return records.write(writes, context);
          kept.push(...writes);
          return true;
        },
        get: async (collection, keys, { transaction, ...context }) => {
          if (!transaction && kept.length > 0) await records.write(kept.splice(0), context);
          return transaction ? keys.map(() => undefined) : records.get(collection, keys, context);
        },
      };
    },
  },
  {
    defect: 'keeps everything for good',
    caughtBy: 'shows a record no more once its time has passed, and counts it as absent',
    how: (records) => ({
      write: (writes, context) =>
        records.write(
          writes.map(({ keepMs: _, ...write }) => write),
          context,
        ),
    }),
  },
  {
    defect: 'takes keys without their case',
    caughtBy: 'takes keys literally, to the letter and the blank',
    how: (records) => ({
      write: (writes, context) =>
        records.write(
          writes.map((write) => ({ ...write, key: write.key.toLowerCase() })),
          context,
        ),
      get: (collection, keys, context) =>
        records.get(
          collection,
          keys.map((key) => key.toLowerCase()),
          context,
        ),
    }),
  },
  {
    defect: 'lists with the key that the page before ended with',
    caughtBy: 'lists all records page by page, though others come and go between the pages',
    how: (records) => ({
      list: async (collection, { after, ...range }, context) =>
        (await records.list(collection, { ...range, limit: 500 }, context))
          .filter(({ key }) => after === undefined || key >= after)
          .slice(0, range.limit),
    }),
  },
  {
    defect: 'lists by the rules of a language',
    caughtBy: 'lists records by the codes of their characters',
    how: (records) => ({
      list: async (...asked) =>
        [...(await records.list(...asked))].sort((a, b) => a.key.localeCompare(b.key, 'en')),
    }),
  },
  {
    defect: 'shares its rows with its callers',
    caughtBy: 'is not changed by changing what was written or read',
    how: (records) => {
      const known = new Map<string, Awaited<ReturnType<typeof records.get>>>();
      return {
        get: async (collection, keys, context) => {
          const found =
            known.get(collection) ?? structuredClone(await records.get(collection, keys, context));
          known.set(collection, found);
          return found;
        },
      };
    },
  },
  {
    defect: 'cuts names that are too long',
    caughtBy: 'refuses names that are empty or too long, a key written twice, and times out of range',
    how: (records) => ({
      write: (writes, context) =>
        records.write(
          writes.map((write) => ({ ...write, key: write.key.slice(0, 200) })),
          context,
        ),
    }),
  },
]);
