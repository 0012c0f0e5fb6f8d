import type { RecordWrite } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { here, starting, T0 } from './changes.js';
import { type Database, hostKnex, newDatabase } from './databases.js';
import { outline, statementsOf } from './trace.js';

const record = (key: string, rest: Partial<RecordWrite> = {}): RecordWrite => ({
  collection: 'test.link',
  key,
  value: { of: key },
  ...rest,
});

describe('records and reminders in tables', () => {
  let database: Database;
  beforeEach(async () => {
    database = await newDatabase(hostKnex);
  });
  afterEach(() => database.teardown());

  const rows = (table: string): Promise<Record<string, unknown>[]> =>
    database.knex(`dealroute_${table}`).select().orderBy(1);

  test('expired records of any tenant are removed by later writes, at most twenty by each', async () => {
    const expired = Array.from({ length: 50 }, (_, i) => record(`old-${i}`, { keepMs: 0 }));
    await database.records.write(expired, { tenant: 'south' });
    await database.records.write([record('stays', { keepMs: 3_600_000 })], here);
    const left: number[] = [];
    for (let i = 0; i < 3; i++) {
      left.push((await rows('record')).length);
      await database.records.write([record('new')], here);
    }
    expect(left).toEqual([31, 12, 2]);
    expect((await rows('record')).map(({ key }) => key)).toEqual(['new', 'stays'].sort());
  });

  test('a write takes the same few statements for one record and for many', async () => {
    const writing = (count: number) => () =>
      database.records.write(
        Array.from({ length: count }, (_, i) => record(`k${i}`)),
        here,
      );
    const few = [
      'BEGIN',
      'DELETE dealroute_record',
      'SELECT dealroute_record',
      'INSERT dealroute_record',
      'COMMIT',
    ];
    expect(outline(await statementsOf(database, writing(1)))).toEqual(few);
    expect(outline(await statementsOf(database, writing(40)))).toEqual(few);
  });

  test('each rung is a fact with its deadline, and settling many takes two statements', async () => {
    await database.store.save(Array.from({ length: 10 }, (_, i) => starting(`p${i}`)));
    const due = await database.reminders.due(T0 + 1_000, 100);
    expect(due).toHaveLength(10);
    const settled = due.map((reminder) => ({ reminder, rungs: 2, next: null }));
    const statements = await statementsOf(database, () => database.reminders.settle(settled));
    expect(outline(statements)).toEqual([
      'BEGIN',
      'UPDATE dealroute_task',
      'INSERT dealroute_reminder',
      'COMMIT',
    ]);
    const facts = await rows('reminder');
    expect(facts).toHaveLength(20);
    expect(facts.filter(({ task }) => task === 'p7.1.1')).toEqual([
      { tenant: 'default', task: 'p7.1.1', deadline: T0 + 1_000, rung: 1, sent_at: expect.any(Number) },
      { tenant: 'default', task: 'p7.1.1', deadline: T0 + 1_000, rung: 2, sent_at: expect.any(Number) },
    ]);
  });

  test('a reminder that is settled with nothing to note leaves no fact', async () => {
    await database.store.save([starting('p')]);
    const [reminder] = await database.reminders.due(T0 + 1_000, 1);
    if (!reminder) throw new Error('Nothing was due.');
    await database.reminders.settle([{ reminder, rungs: 0, next: T0 + 9_000 }]);
    await database.reminders.settle([{ reminder: { ...reminder, rungs: 5 }, rungs: 6, next: null }]);
    expect(await rows('reminder')).toEqual([]);
  });
});
