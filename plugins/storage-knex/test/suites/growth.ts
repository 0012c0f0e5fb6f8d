import { replay } from '@dealroute/core';
import { fillYear, playSales } from '@dealroute/testing/year';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knexStorage } from '../../src/index.js';
import type { Database } from '../databases.js';
import { everyCall, type Subject } from './every-call.js';

type Work = () => Promise<unknown>;

export interface GrowthSetup {
  /** A new database whose pool has one connection. */
  readonly open: () => Promise<Database>;
  /** What some work reads: pages or rows. */
  readonly read: (database: Database, work: Work) => Promise<number>;
  /** Forgets plans that were made while the tables were small, as every ANALYZE does. */
  readonly replan?: (database: Database) => Promise<unknown>;
  /** What hosts do now and then. */
  readonly analyze: (database: Database) => Promise<unknown>;
  /** How many sales the year has. */
  readonly finished: number;
}

const NOW = Date.UTC(2026, 2, 2, 9);
/** The small database: enough for everybody's lists to have a whole page. */
const FEW = { finished: 100, open: 50 } as const;
const EACH = 10;
/** What a hundredth of a big team has open. */
const OPEN = 1_000;
/** What grows in step with the rows would be ten times as much and more. Trees of an index become higher, though. */
const TIMES = 2;
const LEVELS = 12;

/** A year is read slowly on a busy machine. */
const PATIENCE = { timeout: 300_000 };

/** Ids of sales that were played, not copied. */
const PLAYED = 'SALE%';

/**
 * What is counted or sorted grows with what there is of it, and nobody asks for it all day: an admin counts whom a
 * migration of a map concerns, and lists of ended tasks are for looking something up.
 */
const GROWING = new Set([
  'count processes',
  'all tasks',
  'ended tasks',
  'all tasks of a person',
  'ended tasks of a person',
]);

/** That nothing which people or ticks ask costs more after a year, counted in what the database reads. */
export function describeGrowth(name: string, { open, read, replan, analyze, finished }: GrowthSetup): void {
  let few: Database;
  let year: Database;
  beforeAll(async () => {
    few = await open();
    await fill(few, FEW);
    year = await open();
    await fill(year, { finished, open: OPEN });
  }, 600_000);
  afterAll(async () => {
    await few.teardown();
    await year.teardown();
  });

  test(
    'has copies that are right: each journal gives the stored state back, byte for byte',
    PATIENCE,
    async () => {
      const stored = await year
        .knex('dealroute_process')
        .whereNot('id', 'like', PLAYED)
        .orderBy('id')
        .select('id', 'state', 'started_at');
      const sample = stored.filter((_, place) => place % 29 === 0);
      expect(stored).toHaveLength(finished + OPEN);
      for (const { id, state, started_at } of sample) {
        expect(JSON.parse(state).startedAt).toBe(Number(started_at));
        const journal = await year
          .knex('dealroute_journal')
          .where({ tenant: 'default', process: id })
          .orderBy('n')
          .pluck('events');
        expect(JSON.stringify(replay(journal.flatMap((events) => JSON.parse(events))))).toBe(state);
      }
    },
  );

  test('has a fifth to a third of what is open late, and everybody late was reminded', async () => {
    const open = () => year.knex('dealroute_task').where('open_due', '>', 0).whereNot('id', 'like', PLAYED);
    const late = open().where('open_due', '<', NOW);
    const counted = [open(), late.clone(), late.whereNull('remind_at').where('reminded', 3)].map(
      async (query) => Number((await query.count({ n: '*' }))[0]?.n),
    );
    const [all = 0, overdue = 0, reminded] = await Promise.all(counted);
    expect([all, overdue / all > 0.2, overdue / all < 0.34, reminded]).toEqual([OPEN, true, true, overdue]);
  });

  describe.each(['before', 'after'])(`${name} with ${finished} finished sales, %s ANALYZE`, (when) => {
    const round = when === 'before' ? 1 : 2;
    beforeAll(async () => {
      for (const database of [few, year]) await (when === 'after' ? analyze(database) : replan?.(database));
    });

    test('reads no more for any call than in a small database', PATIENCE, async () => {
      const [before, now] = [await costs(few), await costs(year)];
      const grown = Object.entries(now).filter(
        ([call, cost]) => !GROWING.has(call) && cost > TIMES * (before[call] ?? 0) + LEVELS,
      );
      expect(grown.map(([call, cost]) => `${call}: ${before[call]} → ${cost}`)).toEqual([]);
    });

    test('reads no more for a working day of ten sales', PATIENCE, async () => {
      const day = (database: Database) =>
        read(database, () => playSales(knexStorage({ knex: database.knex }), round));
      const [before, now] = [await day(few), await day(year)];
      expect(now, `${before} before`).toBeLessThanOrEqual(TIMES * before);
    });

    async function costs(database: Database): Promise<Readonly<Record<string, number>>> {
      const calls = everyCall(() => database, await subjectOf(database, round));
      const found: Record<string, number> = {};
      for (const [call, work] of Object.entries(calls)) found[call] = await read(database, work);
      return found;
    }
  });
}

const fill = (database: Database, sales: { finished: number; open: number }): Promise<void> =>
  fillYear({
    knex: database.knex,
    storage: knexStorage({ knex: database.knex }),
    now: NOW,
    ...sales,
    managers: sales.open / EACH,
  });

/** Somebody with the usual number of open tasks, and the first sale that was won. */
async function subjectOf({ knex }: Database, round: number): Promise<Subject> {
  const people: { assignee: string; open: number }[] = await knex('dealroute_task')
    .whereNotNull('open_due')
    .groupBy('assignee')
    .select('assignee', knex.raw('count(*) as open'))
    .orderBy('assignee');
  const usual = people.find(({ open }) => Number(open) >= EACH) ?? people[0];
  const won = await knex('dealroute_process').where({ outcome: 'success' }).orderBy('id').first('id', 'deal');
  return {
    person: usual?.assignee ?? '',
    deal: won.deal,
    process: won.id,
    map: 'year-sale',
    own: `own${round}`,
  };
}
