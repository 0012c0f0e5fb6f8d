import assert from 'node:assert/strict';
import { type RecordWrite, SdkError } from '@dealroute/core';
import { eventually } from '../eventually.js';
import { HARD_TEXT, HOUR } from '../samples.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { drop, keep, LINKS, put, read } from './kept.js';

const isInvalid = (error: unknown): boolean => SdkError.is(error, 'REQUEST_INVALID');

/** What is written, under which conditions, and for how long. */
export const writingCases: readonly StorageCase[] = [
  {
    name: 'keeps a record as it was written, as its first revision',
    run: async (setup) => {
      const value = { text: HARD_TEXT, nested: [1, null, { deep: 0.1 }], empty: {} };
      await keep(setup, [put(HARD_TEXT, value)]);
      assert.deepEqual(await read(setup, HARD_TEXT), { key: HARD_TEXT, value, revision: 1 });
    },
  },
  {
    name: 'counts every write of a record, and keeps the last value whole',
    run: async (setup) => {
      await keep(setup, [put('k', { a: 1, b: 1 })]);
      await keep(setup, [put('k', { a: 2 })]);
      await keep(setup, [put('k', { a: 3 })]);
      assert.deepEqual(await read(setup, 'k'), { key: 'k', value: { a: 3 }, revision: 3 });
    },
  },
  {
    name: 'forgets a deleted record, and counts from one when it is created again',
    run: async (setup) => {
      await keep(setup, [put('k', { n: 1 })]);
      await keep(setup, [put('k', { n: 2 })]);
      await keep(setup, [drop('k')]);
      assert.equal(await read(setup, 'k'), undefined);
      await keep(setup, [drop('k')]);
      await keep(setup, [put('k', { n: 3 })]);
      assert.equal((await read(setup, 'k'))?.revision, 1);
    },
  },
  {
    name: 'creates a record only once where it is expected to be absent',
    run: async ({ records, ...setup }) => {
      const first = put('k', { by: 'ann' }, { expected: 'absent' });
      assert.equal(await records.write([first], NORTH), true);
      assert.equal(await records.write([{ ...first, value: { by: 'bob' } }], NORTH), false);
      assert.deepEqual((await read({ records, ...setup }, 'k'))?.value, { by: 'ann' });
    },
  },
  {
    name: 'writes and deletes only the revision that is expected',
    run: async (setup) => {
      const { records } = setup;
      await keep(setup, [put('k', { n: 1 })]);
      await keep(setup, [put('k', { n: 2 }, { expected: 1 })]);
      assert.equal(await records.write([put('k', { n: 9 }, { expected: 1 })], NORTH), false);
      assert.equal(await records.write([drop('k', { expected: 3 })], NORTH), false);
      assert.equal(await records.write([put('other', {}, { expected: 1 })], NORTH), false);
      assert.deepEqual((await read(setup, 'k'))?.value, { n: 2 });
      await keep(setup, [drop('k', { expected: 2 })]);
      assert.equal(await read(setup, 'k'), undefined);
    },
  },
  {
    name: 'writes all records of a call or none of them',
    run: async (setup) => {
      await keep(setup, [put('old', { n: 1 }), put('taken', { n: 1 })]);
      const writes: readonly RecordWrite[] = [
        put('new', { n: 2 }),
        drop('old'),
        { collection: 'test.other', key: 'new', value: { n: 2 } },
        put('taken', { n: 2 }, { expected: 'absent' }),
      ];
      assert.equal(await setup.records.write(writes, NORTH), false);
      const found = await setup.records.get(LINKS, ['new', 'old', 'taken'], NORTH);
      assert.deepEqual(
        found.map((record) => record?.value),
        [undefined, { n: 1 }, { n: 1 }],
      );
      assert.equal(await read(setup, 'new', NORTH, 'test.other'), undefined);
      await keep(setup, writes.slice(0, 3));
      assert.deepEqual((await read(setup, 'new', NORTH, 'test.other'))?.value, { n: 2 });
    },
  },
  {
    name: 'writes nothing when given nothing',
    run: async ({ records }) => assert.equal(await records.write([], NORTH), true),
  },
  {
    name: 'lets one of many win who all expect the same',
    run: async (setup) => {
      const attempt = (n: number) =>
        setup.records.write([put('slot', { n }, { expected: 'absent' }), put(`by-${n}`, {})], NORTH);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => attempt(n)));
      assert.equal(answers.filter((won) => won).length, 1);
      const winner = answers.indexOf(true);
      assert.deepEqual((await read(setup, 'slot'))?.value, { n: winner });
      assert.equal((await setup.records.list(LINKS, { prefix: 'by-', limit: 10 }, NORTH)).length, 1);
    },
  },
  {
    name: 'loses no write of many who repeat until their revision fits',
    run: async (setup) => {
      const count = async () => {
        for (let tries = 0; tries < 1_000; tries++) {
          const before = await read(setup, 'counter');
          const n = Number(before?.value.n ?? 0) + 1;
          const expected = before?.revision ?? 'absent';
          if (await setup.records.write([put('counter', { n }, { expected })], NORTH)) return;
        }
      };
      await Promise.all(Array.from({ length: 5 }, count));
      assert.deepEqual(await read(setup, 'counter'), { key: 'counter', value: { n: 5 }, revision: 5 });
    },
  },
  {
    name: 'keeps one key apart by its collection and its tenant',
    run: async (setup) => {
      await keep(setup, [
        put('k', { in: 'link' }),
        { collection: 'test.LINK', key: 'k', value: { in: 'LINK' } },
      ]);
      await keep(setup, [put('k', { in: 'south' })], SOUTH);
      await keep(setup, [drop('k')]);
      assert.equal(await read(setup, 'k'), undefined);
      assert.deepEqual((await read(setup, 'k', NORTH, 'test.LINK'))?.value, { in: 'LINK' });
      assert.deepEqual((await read(setup, 'k', SOUTH))?.value, { in: 'south' });
    },
  },
  {
    name: 'commits and rolls back with the transaction that it is given',
    run: async (setup) => {
      const { store, records } = setup;
      await keep(setup, [put('kept', { n: 1 })]);
      const failed = store.transact(async (transaction) => {
        await records.write([put('new', {}), drop('kept')], { ...NORTH, transaction });
        assert.equal(await read(setup, 'kept', { ...NORTH, transaction }), undefined);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(failed, /Changed my mind/);
      assert.equal(await read(setup, 'new'), undefined);
      assert.deepEqual((await read(setup, 'kept'))?.value, { n: 1 });
      await store.transact((transaction) => records.write([put('new', {})], { ...NORTH, transaction }));
      assert.equal((await read(setup, 'new'))?.revision, 1);
    },
  },
  {
    name: 'shows a record no more once its time has passed, and counts it as absent',
    run: async (setup) => {
      const { records } = setup;
      await keep(setup, [put('k', { n: 1 }), put('stays', {})]);
      await keep(setup, [put('k', { n: 2 }, { keepMs: 1 })]);
      await eventually(async () => ((await read(setup, 'k')) ? undefined : true), 'the end of a record');
      assert.equal((await records.list(LINKS, { limit: 10 }, NORTH)).length, 1);
      assert.equal(await records.write([put('k', {}, { expected: 2 })], NORTH), false);
      assert.equal(await records.write([put('k', { n: 3 }, { expected: 'absent' })], NORTH), true);
      assert.deepEqual(await read(setup, 'k'), { key: 'k', value: { n: 3 }, revision: 1 });
    },
  },
  {
    name: 'shows a record while its time lasts, and for good when it is written without one',
    run: async (setup) => {
      await keep(setup, [put('k', { n: 1 }, { keepMs: HOUR })]);
      assert.equal((await read(setup, 'k'))?.revision, 1);
      await keep(setup, [put('k', { n: 2 }, { keepMs: 0 })]);
      await eventually(async () => ((await read(setup, 'k')) ? undefined : true), 'the end of a record');
      await keep(setup, [put('k', { n: 3 })]);
      await keep(
        setup,
        Array.from({ length: 30 }, (_, i) => put(`gone-${i}`, {}, { keepMs: 0 })),
      );
      for (let i = 0; i < 5; i++) await keep(setup, [put('other', { i })]);
      assert.deepEqual((await read(setup, 'k'))?.value, { n: 3 });
    },
  },
  {
    name: 'takes names as long as they may be',
    run: async (setup) => {
      const [collection, key] = ['c'.repeat(64), 'k'.repeat(200)];
      await keep(setup, [{ collection, key, value: { n: 1 } }]);
      assert.deepEqual((await read(setup, key, NORTH, collection))?.value, { n: 1 });
    },
  },
  {
    name: 'refuses names that are empty or too long, a key written twice, and times out of range',
    run: async (setup) => {
      const { records } = setup;
      const refused: readonly (readonly RecordWrite[])[] = [
        [put('', {})],
        [put('k'.repeat(201), {})],
        [{ collection: '', key: 'k', value: {} }],
        [{ collection: 'c'.repeat(65), key: 'k', value: null }],
        [put('k', { n: 1 }), put('k', { n: 2 })],
        [put('k', {}, { keepMs: -1 })],
        [put('k', {}, { keepMs: 0.5 })],
        [put('k', {}, { keepMs: Number.POSITIVE_INFINITY })],
      ];
      for (const writes of refused)
        await assert.rejects(records.write([put('ok', {}), ...writes], NORTH), isInvalid);
      await assert.rejects(records.get('c'.repeat(65), ['k'], NORTH), isInvalid);
      await assert.rejects(records.get(LINKS, ['ok', ''], NORTH), isInvalid);
      await assert.rejects(records.list('', { limit: 1 }, NORTH), isInvalid);
      for (const limit of [0, 501, 1.5])
        await assert.rejects(records.list(LINKS, { limit }, NORTH), isInvalid);
      assert.equal(await read(setup, 'ok'), undefined);
    },
  },
];
