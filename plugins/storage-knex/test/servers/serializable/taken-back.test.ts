import { SdkError, type Transaction } from '@dealroute/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { completing, here, starting } from '../../changes.js';
import type { Database } from '../../databases.js';
import { emptyDatabase } from '../server.js';

/** What a transaction of ours gives to others. */
const run = (open: Transaction, sql: string): Promise<{ rows: { n: number }[] }> =>
  (open as { connection: { query(sql: string): Promise<{ rows: { n: number }[] }> } }).connection.query(sql);

describe('PostgreSQL at SERIALIZABLE', () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
    await database.knex.raw('DROP TABLE IF EXISTS duty');
    await database.knex.raw('CREATE TABLE duty (id int PRIMARY KEY, n int NOT NULL)');
    await database.knex.raw('INSERT INTO duty VALUES (1, 1), (2, 1)');
  });

  test('begins each transaction and each statement so', async () => {
    const level = "SELECT (current_setting('transaction_isolation') = 'serializable')::int AS n";
    const own = await database.storage.transact((open) => run(open, level));
    const single = await database.storage.use({}, (session) => session.once<{ n: number }>(level));
    expect([own.rows[0]?.n, single[0]?.n]).toEqual([1, 1]);
  });

  test('takes back a commit that fits no serial order, and the work is done again', async () => {
    let rounds = 0;
    // Each leaves duty if another one stays: one after the other, the second must stay.
    const leave = (id: number, meanwhile?: () => Promise<unknown>) =>
      database.storage.transact(async (open) => {
        rounds += 1;
        const { rows } = await run(open, 'SELECT sum(n)::int AS n FROM duty');
        if ((rows[0]?.n ?? 0) > 1) await run(open, `UPDATE duty SET n = 0 WHERE id = ${id}`);
        if (rounds === 1) await meanwhile?.();
      });
    await leave(1, () => leave(2));
    const [left] = (await database.knex.raw('SELECT sum(n)::int AS n FROM duty')).rows;
    expect(left.n).toBe(1);
    expect(rounds).toBe(3);
  });

  test('takes back a change that met another one, and the version refuses it', async () => {
    const first = starting('p');
    await database.store.save([first]);
    const change = completing(first, { kept: undefined });
    const answers = await Promise.all(Array.from({ length: 6 }, () => database.store.save([change])));
    const saved = answers.flat().filter((answer) => 'saved' in answer && answer.saved);
    expect(saved).toHaveLength(1);
    expect(answers.flat().filter((answer) => answer instanceof Error)).toEqual([]);
  });

  test('takes work back as a whole, although the work swallowed the error', async () => {
    const first = starting('p');
    await database.store.save([first]);
    const answers: unknown[] = [];
    await database.store.transact(async (open) => {
      await database.store.load([{ ...here, process: 'q' }], open);
      if (answers.length === 0) await database.store.save([completing(first)]);
      answers.push(
        ...(await database.store.save([completing(first, { kept: undefined })], { transaction: open })),
      );
    });
    expect(answers).toEqual([expect.any(Error), { saved: false, because: 'version' }]);
  });

  test("in the host's own transaction goes to the host, who begins anew", async () => {
    const first = starting('p');
    await database.store.save([first]);
    const host = await database.knex.transaction(undefined, { isolationLevel: 'serializable' });
    await host.raw('SELECT * FROM duty');
    const open = await database.store.enlist(host);
    await database.store.load([{ ...here, process: 'q' }], open);
    await database.store.save([completing(first)]);
    const [answer] = await database.store.save([completing(first)], { transaction: open });
    expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
    await host.rollback();
  });
});
