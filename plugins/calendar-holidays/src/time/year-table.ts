import type { ExplainedDay, Instant } from '@dealroute/core';
import { type EpochDay, firstDayOf, toDate } from '../days/calendar-date.js';
import type { Day } from '../days/day.js';
import type { DayBook } from '../days/day-book.js';
import { type Openings, OpenTime } from './open-time.js';
import { joinedOpenings, OpeningRows } from './opening-rows.js';
import { ToldDays } from './told-days.js';
import { type Piece, type ZoneYear, zoneYear } from './zone-year.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Consecutive years of a calendar, worked out. */
export interface YearTable {
  readonly firstYear: number;
  readonly lastYear: number;
  /** Instants from here on, and before `to`, can be looked up. */
  readonly from: Instant;
  readonly to: Instant;
  readonly open: OpenTime;
  readonly told: ToldDays;
}

/** Works out one year. Open time that two days share, such as a night shift and an override, counts once. */
export function oneYear(book: DayBook, zone: string, year: number): YearTable {
  const first = firstDayOf(year);
  const local = zoneYear(zone, year);
  const rows = new OpeningRows(lastClosingBefore(first, book, local));
  const days: ExplainedDay[] = [];
  for (let date = first; date < firstDayOf(year + 1); date++) {
    const day = book.day(date);
    const works = rows.add(date, piecesOf(day, date, local));
    days.push(explained(date, works ? day : { ...day, kind: day.kind === 'weekend' ? 'weekend' : 'off' }));
  }
  return tableOf(
    year,
    year,
    rows.finish(),
    new ToldDays(first, days, book.isProvisional(year) ? [year] : []),
  );
}

/** One table of some that follow one another, given in any order. */
export function joined(some: readonly YearTable[]): YearTable {
  const tables = [...some].sort((a, b) => a.firstYear - b.firstYear);
  const [first, last] = [tables[0], tables.at(-1)];
  if (!first || !last) throw new RangeError('There are no years to join.');
  if (first === last) return first;
  const rows = joinedOpenings(tables.map(({ open }) => open.rows));
  const days = tables.flatMap(({ told }) => told.days);
  const provisional = tables.flatMap(({ told }) => told.provisional);
  const told = new ToldDays(firstDayOf(first.firstYear), days, provisional);
  return tableOf(first.firstYear, last.lastYear, rows, told);
}

function tableOf(firstYear: number, lastYear: number, rows: Openings, told: ToldDays): YearTable {
  return {
    firstYear,
    lastYear,
    // A shift of 31 December may end on 2 January, and local midnight is up to 15 hours from that of UTC.
    from: (firstDayOf(firstYear) + 2) * DAY,
    to: (firstDayOf(lastYear + 1) - 1) * DAY,
    open: new OpenTime(rows),
    told,
  };
}

/** When the night shifts of the year before end. */
function lastClosingBefore(first: EpochDay, book: DayBook, local: ZoneYear): Instant {
  const last = piecesOf(book.day(first - 1), first - 1, local);
  return Math.max(Number.NEGATIVE_INFINITY, ...last.map(({ closes }) => closes));
}

const piecesOf = ({ spans }: Day, date: EpochDay, local: ZoneYear): Piece[] =>
  spans.flatMap(({ opens, closes }) =>
    local.pieces(date * DAY + opens * MINUTE, date * DAY + closes * MINUTE),
  );

/** Shared by all explanations that name the day, so nobody may change it. */
function explained(date: EpochDay, { kind, name, reason, movedFrom, extra }: Day): ExplainedDay {
  return Object.freeze({
    date: toDate(date),
    kind,
    ...(name !== undefined && { name }),
    ...(reason !== undefined && { reason }),
    ...(movedFrom !== undefined && { movedFrom }),
    ...(extra && { extra }),
  });
}
