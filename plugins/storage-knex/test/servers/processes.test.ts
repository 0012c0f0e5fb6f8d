import { expect, test } from 'vitest';
import { here } from '../changes.js';
import { startChild } from '../children.js';
import { processesSuite } from '../suites/processes.js';
import { emptyDatabase, onlyOurs, server } from './server.js';

processesSuite(server, () => emptyDatabase(), onlyOurs);

const MESSAGES = 1_000;
const CHATS = 50;

test('four processes claim each message once, in order, and never two of one chat at a time', async () => {
  const database = await emptyDatabase();
  const messages = Array.from({ length: MESSAGES }, (_, i) => ({
    id: `m${String(i).padStart(6, '0')}`,
    topic: 'notice',
    orderKey: `chat:${i % CHATS}`,
    body: {},
  }));
  await database.outbox.post(messages, here);
  const children = await Promise.all([1, 2, 3, 4].map(() => startChild('claim', database.file)));
  await Promise.all(children.map((child) => child.ended));

  const claimed = children.flatMap((child) => child.messages);
  expect(claimed).toHaveLength(MESSAGES);
  expect(new Set(claimed).size).toBe(MESSAGES);
  expect(Math.min(...children.map((child) => child.messages.length)), 'nobody starves').toBeGreaterThan(0);
  for (const child of children) {
    const byChat = Array.from({ length: CHATS }, (_, chat) =>
      child.messages.filter((id) => Number(id.slice(1)) % CHATS === chat),
    );
    for (const ids of byChat) expect(ids).toEqual([...ids].sort());
  }
});

test('a claim waits for another one, whose leases it could not see', async () => {
  const database = await emptyDatabase();
  await database.outbox.post([{ id: 'm1', topic: 'notice', orderKey: 'chat', body: {} }], here);
  let claimed = false;
  let claim: Promise<unknown> | undefined;
  await database.storage.exclusively(database.storage.tables.outbox, async (session) => {
    claim = database.outbox.claim({ topics: ['*'], limit: 1, leaseMs: 1_000 }).then((messages) => {
      claimed = true;
      return messages;
    });
    // Long enough for a claim that does not wait: a statement of ours takes a fraction of it.
    await session.once(server === 'postgres' ? 'SELECT pg_sleep(0.2)::text' : 'SELECT SLEEP(0.2)');
    expect(claimed).toBe(false);
  });
  expect(await claim).toMatchObject([{ id: 'm1' }]);
});
