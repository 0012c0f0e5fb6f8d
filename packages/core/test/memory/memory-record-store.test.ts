import { expect, test } from 'vitest';
import { MemoryDatabase } from '../../src/memory/memory-database.js';
import { MemoryRecordStore } from '../../src/memory/memory-record-store.js';
import type { RecordWrite } from '../../src/ports/index.js';

const NORTH = { tenant: 'north' };
const SOUTH = { tenant: 'south' };

const record = (key: string, rest: Partial<RecordWrite> = {}): RecordWrite => ({
  collection: 'test.link',
  key,
  value: {},
  ...rest,
});

test('shows a record until its last millisecond by the clock that it is given', async () => {
  let now = 1_000;
  const records = new MemoryRecordStore(new MemoryDatabase(), () => now);
  await records.write([record('k', { keepMs: 500 })], NORTH);
  now = 1_499;
  expect(await records.get('test.link', ['k'], NORTH)).toHaveLength(1);
  expect((await records.get('test.link', ['k'], NORTH))[0]?.revision).toBe(1);
  now = 1_500;
  expect(await records.get('test.link', ['k'], NORTH)).toEqual([undefined]);
});

test('removes expired records of any tenant by later writes, looking at twenty for each', async () => {
  const database = new MemoryDatabase();
  const records = new MemoryRecordStore(database, () => 1_000);
  const expired = Array.from({ length: 30 }, (_, i) => record(`old-${i}`, { keepMs: 0 }));
  await records.write(expired, SOUTH);
  const left = () => [...database.records.everywhere()].length;
  await records.write([record('a')], NORTH);
  expect(left()).toBe(10 + 1);
  for (let i = 0; i < 3; i++) await records.write([record('a')], NORTH);
  expect(left()).toBe(1);
});

test('brings back what a write removed in a transaction that was rolled back', async () => {
  const database = new MemoryDatabase();
  const records = new MemoryRecordStore(database, () => 1_000);
  await records.write([record('old', { keepMs: 0 })], NORTH);
  const failed = database.run(undefined, async (transaction) => {
    await records.write([record('a')], { ...NORTH, transaction });
    throw new Error('Changed my mind.');
  });
  await expect(failed).rejects.toThrow('Changed my mind.');
  expect([...database.records.everywhere()].map(({ row }) => row.key)).toEqual(['old']);
});
