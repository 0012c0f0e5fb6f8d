import { readFileSync } from 'node:fs';
import type { Database } from './databases.js';
import { newDatabase } from './databases.js';
import { describeGrowth } from './suites/growth.js';

const PAGE = 4_096;

/** The pages that SQLite fetches from its file for some work: Linux counts what a process reads. */
async function pagesRead({ knex }: Database, work: () => Promise<unknown>): Promise<number> {
  // Until here everything is forgotten, so that each page is fetched once.
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await knex.raw('PRAGMA shrink_memory');
  const before = bytesRead();
  await work();
  return Math.round((bytesRead() - before) / PAGE);
}

function bytesRead(): number {
  const [, bytes] = /^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8')) ?? [];
  return Number(bytes);
}

describeGrowth('SQLite', {
  open: () => newDatabase(),
  read: pagesRead,
  analyze: ({ knex }) => knex.raw('ANALYZE'),
  finished: 2_000,
});
