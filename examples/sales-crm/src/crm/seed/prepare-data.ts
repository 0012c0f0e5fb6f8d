import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant, Locale } from '@dealroute/core';
import type { Knex } from 'knex';
import { companyCalendar } from '../../calendar.js';
import { BusinessClock } from '../../clock.js';
import { openDatabase } from '../../database.js';
import { startEngine } from '../../engine.js';
import { deployMaps } from '../../maps/deploy-maps.js';
import { readAbsences } from '../people.js';
import { createTables } from '../tables.js';
import { dealStories } from './deals.js';
import { playLeads } from './leads.js';
import { clients, departments, users } from './people.js';
import { playDeal, StoryClock } from './play-deals.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface DataRequest {
  readonly file: string;
  readonly locale: Locale;
  /** Business time of the first start; working time close to the present when left out. */
  readonly businessStart?: Instant | undefined;
}

/**
 * Makes the database with its example data where there is none; true when it did. The data is made beside the file and
 * put in its place as a whole, so that nothing half done is ever started.
 */
export async function prepareData({ file, locale, businessStart }: DataRequest): Promise<boolean> {
  if (existsSync(file)) return false;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  for (const end of ['', '-wal', '-shm']) rmSync(draft + end, { force: true });
  const db = openDatabase(draft);
  try {
    await createTables(db);
    await fill(db, locale, businessStart);
  } finally {
    await db.destroy();
  }
  await seal(draft);
  renameSync(draft, file);
  return true;
}

/** Brings everything into the one file that is renamed: the log beside it would stay behind. */
async function seal(file: string): Promise<void> {
  const db = openDatabase(file);
  try {
    await db.raw('PRAGMA journal_mode = DELETE');
  } finally {
    await db.destroy();
  }
}

async function fill(db: Knex, locale: Locale, businessStart: Instant | undefined): Promise<void> {
  await db('departments').insert(departments);
  await db('users').insert(users.map((user, hired) => ({ ...user, active: 1, hired })));
  await db('clients').insert(clients);
  const present = businessStart ?? workingTimeNear(Date.now());
  await db('absences').insert(vacation('smirnova', present + 14 * DAY));
  const plugin = companyCalendar(await readAbsences(db));
  const clock = new StoryClock();
  clock.instant = present - 60 * DAY;
  const engine = await startEngine({ db, clock, locale, plugins: [plugin], background: false });
  try {
    await deployMaps(engine, locale);
    const stage = { db, engine: engine.through('web'), clock, calendar: plugin.calendar.calendar(), present };
    for (const story of dealStories) await playDeal(stage, story);
    await playLeads(stage);
    clock.instant = present;
    await engine.settle();
  } finally {
    await engine.stop();
  }
  await new BusinessClock(db).moveTo(present);
}

/** The instant itself while people work, else an hour after the next opening. */
function workingTimeNear(now: Instant): Instant {
  const calendar = companyCalendar([]).calendar.calendar();
  return calendar.isOpen(now) ? now : calendar.nextOpen(now) + HOUR;
}

function vacation(user: string, from: Instant) {
  const day = (instant: Instant) => new Date(instant).toISOString().slice(0, 10);
  return { user, first_day: day(from), last_day: day(from + 13 * DAY), reason: 'Отпуск' };
}
