import type { Instant, Plugin } from '@dealroute/core';
import { Scenario } from '../scenario/scenario.js';
import { COPIES, copyStatements, type PlayedSale } from './copied-rows.js';
import { MarkedIds } from './marked-ids.js';
import { SalePlay, SalePorts } from './sale-play.js';
import { FINISHED, OPEN, type SaleStory } from './sales-of-a-year.js';
import { COPY_COLUMNS, type Copied, type CopyPlan, copiesOf } from './year-copies.js';
import { YearDatabase, type YearKnex } from './year-database.js';
import { PEOPLE, yearTeam } from './year-sale.js';

/** When every sale that is copied begins: a Monday that no clock of today shows. */
const BEGINNING = Date.UTC(2002, 0, 7, 9);
const BATCH = 10_000;
/** More sales than there are in a playing. */
const ROUND = 1_000;

/** A year of a sales team. */
export interface Year {
  /** A database with the storage's schema, without a year. */
  readonly knex: YearKnex;
  /** The storage on that database. */
  readonly storage: Plugin;
  readonly finished: number;
  /** How many go on, each with one open task. */
  readonly open: number;
  readonly managers: number;
  /** When the year ends: a fifth of what is open was due before. */
  readonly now: Instant;
  /** Hears how many copies there are. */
  readonly progress?: (done: number) => void;
}

/**
 * Fills a database with a year: plays ten sales on a real engine, and lets the database multiply their rows. Every copy
 * has its own ids, people and instants, and its journal gives its state back, byte for byte. The same year each time.
 */
export async function fillYear(year: Year): Promise<void> {
  const { finished, open, managers, now } = year;
  const database = new YearDatabase(year.knex);
  const sales = await playSales(year.storage);
  const { copy, forget } = await copyStatements(
    database,
    sales.map((sale) => sale.played),
  );
  const shared = { managers, now };
  const plans: readonly CopyPlan[] = [
    { ...shared, count: finished, of: sales.slice(0, FINISHED.length) },
    { ...shared, count: open, of: sales.slice(FINISHED.length) },
  ];
  await database.write([...forget, createCopies]);
  let done = 0;
  for (const plan of plans) {
    for (let from = 0; from < plan.count; from += BATCH) {
      const until = Math.min(plan.count, from + BATCH);
      await database.write([`DELETE FROM ${COPIES}`, ...copiesOf(plan, from, until), ...copy]);
      done += until - from;
      year.progress?.(done);
    }
  }
  await database.rows(`DROP TABLE ${COPIES}`);
}

const createCopies = `CREATE TABLE ${COPIES} (${COPY_COLUMNS.map((name) =>
  name === 'sale' || name === 'shift' ? `${name} BIGINT NOT NULL` : `${name} VARCHAR(40) NOT NULL`,
).join(', ')})`;

/**
 * Plays every sale of a year once, by real commands on an engine with this storage: what a team does in a working day.
 * `round` tells the ids of one playing from those of another.
 */
export async function playSales(storage: Plugin, round = 0): Promise<readonly Copied[]> {
  const ids = new MarkedIds(round * ROUND);
  const ports = new SalePorts();
  const play = await Scenario.begin({ ...yearTeam, storage, engine: { ids, plugins: [ports] } });
  try {
    const sales: Copied[] = [];
    for (const story of [...FINISHED, ...OPEN]) {
      const sale = sales.length;
      sales.push({ story, sale, played: await playedOnce(story, { play, ids, ports }) });
    }
    return sales;
  } finally {
    await play.end();
  }
}

interface Stage {
  readonly play: Scenario;
  readonly ids: MarkedIds;
  readonly ports: SalePorts;
}

async function playedOnce(story: SaleStory, { play, ids, ports }: Stage): Promise<PlayedSale> {
  ids.turn();
  play.clock.set(BEGINNING);
  await story.tell(new SalePlay(play, ids, ports));
  const { stem, salt } = ids;
  const people = Object.entries(PEOPLE).map(([column, person]) => [person, column]);
  const marks = { [stem]: 'stem', [salt]: 'salt', ...Object.fromEntries(people) };
  return { stem, salt, marks, from: BEGINNING, to: play.clock.now() };
}
