import { playSales } from '@dealroute/testing/year';
import knex, { type Knex } from 'knex';
import { knexStorage } from '../../src/index.js';
import { migrations } from '../../src/migrations/index.js';
import { type Database, openDatabase } from '../databases.js';
import { describeGrowth } from '../suites/growth.js';
import { isPostgres, newPlace, server } from './server.js';

const FIRST_DAY = 9;

const single = (place: string): Knex =>
  knex({ client: isPostgres ? 'pg' : 'mysql2', connection: place, pool: { min: 1, max: 1 } });

async function open(): Promise<Database> {
  const database = await openDatabase(await newPlace(), single);
  await migrations(database.knex).up();
  if (!isPostgres) return database;
  // What the server reads by itself would be counted, too.
  for (const table of Object.values(database.storage.tables))
    await database.knex.raw('ALTER TABLE ?? SET (autovacuum_enabled = false)', [table]);
  // Until it is told more it goes by the statistics of a first day, as where autovacuum does not keep up.
  await playSales(knexStorage({ knex: database.knex }), FIRST_DAY);
  await analyze(database);
  return database;
}

async function analyze({ knex: on, storage }: Database): Promise<void> {
  for (const table of Object.values(storage.tables))
    await on.raw(isPostgres ? 'ANALYZE ??' : 'ANALYZE TABLE ??', [table]);
}

/** Pages of tables and indexes that the server touches for some work. */
async function pagesTouched({ knex: on }: Database, work: () => Promise<unknown>): Promise<number> {
  const touched = async (): Promise<number> => {
    await on.raw('SELECT pg_stat_force_next_flush()');
    const { rows } =
      await on.raw(`SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read) AS pages
      FROM pg_statio_user_tables WHERE schemaname = current_schema()`);
    return Number(rows[0].pages);
  };
  const before = await touched();
  await work();
  return (await touched()) - before;
}

/** Rows that the server reads for some work, through an index or past it. */
async function rowsRead({ knex: on }: Database, work: () => Promise<unknown>): Promise<number> {
  const read = async (): Promise<number> => {
    const [rows = []]: { Value: string }[][] = await on.raw("SHOW SESSION STATUS LIKE 'Handler_read%'");
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  };
  const before = await read();
  await work();
  return (await read()) - before;
}

describeGrowth(server, {
  open,
  read: isPostgres ? pagesTouched : rowsRead,
  ...(isPostgres && { replan: ({ knex: on }: Database) => on.raw('DISCARD PLANS') }),
  analyze,
  finished: 10_000,
});
