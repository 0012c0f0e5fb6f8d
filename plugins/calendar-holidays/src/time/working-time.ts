import { type Duration, type Instant, SdkError } from '@dealroute/core';
import { type EpochDay, yearOf } from '../days/calendar-date.js';
import type { DayBook } from '../days/day-book.js';
import { at } from './open-time.js';
import { joined, oneYear, type YearTable } from './year-table.js';
import { type ZoneYear, zoneYear } from './zone-year.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/** Where some working time ends, and the dates it takes. A night shift belongs to the date it starts on. */
export interface Way {
  readonly dueAt: Instant;
  /** The date it starts on. */
  readonly from: EpochDay;
  /** The first date that counts. */
  readonly first: EpochDay;
  readonly to: EpochDay;
}

/** Counts open time and working days of one calendar. Years are worked out when they are first needed, 1900 to 2200. */
export class WorkingTime {
  #table: YearTable | undefined;
  /** The year that local time was last asked of. */
  #near: { readonly from: Instant; readonly to: Instant; readonly local: ZoneYear } | undefined;

  constructor(
    private readonly book: DayBook,
    private readonly zone: string,
  ) {}

  /**
   * Days first, then minutes. Days end at the same clock time, or the last open instant before it on that day; minutes
   * at the earliest instant by which they have passed. Nothing ends at the start if it is open or a closing, else at
   * the next opening.
   */
  way(start: Instant, { days, minutes }: Duration): Way {
    let { open } = this.tableAt(start);
    const opening = open.openingAt(start);
    const begins = open.reaches(opening, start) ? opening : this.#resumes(opening);
    let ends = opening;
    let dueAt = days === 0 && minutes === 0 ? this.nextOpen(start) : start;
    if (days > 0) {
      const day = at(this.#having(begins).open.rows.days, begins);
      open = this.#havingDay(day + days).open;
      const local = this.#localAt(start, begins) + (open.dateOf(day + days) - open.dateOf(day)) * DAY;
      ends = open.openingOn(day + days, local);
      dueAt = open.localIn(ends, local);
    }
    if (minutes > 0) {
      const sum = open.sumAt(dueAt, ends) + Math.round(minutes * MINUTE);
      if (open.total < sum) open = this.#havingSum(sum).open;
      ends = open.openingOf(sum, ends);
      dueAt = open.instantIn(ends, sum);
    }
    if (ends < begins) ({ open } = this.#having(begins));
    const { opens, days: dayOf } = open.rows;
    const first = open.dateOf(at(dayOf, begins));
    const from = at(opens, begins) <= start ? first : this.#dateAt(start);
    return { dueAt, from, first, to: ends <= begins ? first : open.dateOf(at(dayOf, ends)) };
  }

  /** Open minutes between two instants; negative when `end` is the earlier one. */
  between(start: Instant, end: Instant): number {
    this.tableAt(start);
    const { open } = this.tableAt(end);
    return (open.sumAt(end) - open.sumAt(start)) / MINUTE;
  }

  /** The instant itself if it is open or a closing, else the next opening. */
  nextOpen(instant: Instant): Instant {
    const { open } = this.tableAt(instant);
    const opening = open.openingAt(instant);
    return open.reaches(opening, instant)
      ? instant
      : at(this.#having(opening + 1).open.rows.opens, opening + 1);
  }

  isOpen(instant: Instant): boolean {
    const { open } = this.tableAt(instant);
    const opening = open.openingAt(instant);
    return opening >= 0 && instant < at(open.rows.closes, opening);
  }

  /**
   * A table in which the instant can be looked up. A later one replaces it when more years are needed; its rows keep
   * their places unless earlier years came in.
   */
  tableAt(instant: Instant): YearTable {
    const table = this.#table;
    if (table && instant >= table.from && instant < table.to) return table;
    const first = new Date(instant - 2 * DAY).getUTCFullYear();
    const last = new Date(instant + DAY).getUTCFullYear();
    return this.#make(Math.min(first, table?.firstYear ?? first), Math.max(last, table?.lastYear ?? last));
  }

  /** The opening from which days count for a start after `opening`: itself in a break of the day, else the next. */
  #resumes(opening: number): number {
    const { days } = this.#having(opening + 1).open.rows;
    return opening >= 0 && at(days, opening) === at(days, opening + 1) ? opening : opening + 1;
  }

  /** Local time of a start; the opening's if it counts from there. */
  #localAt(start: Instant, opening: number): number {
    const { open } = this.tableAt(start);
    const { opens, closes, locals, days } = open.rows;
    if (start <= at(closes, opening)) return at(locals, opening) + Math.max(0, start - at(opens, opening));
    return zoneYear(this.zone, yearOf(open.dateOf(at(days, opening)))).toLocal(start);
  }

  #dateAt(instant: Instant): EpochDay {
    let near = this.#near;
    if (!near || instant < near.from || instant >= near.to) {
      const year = new Date(instant).getUTCFullYear();
      near = { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0), local: zoneYear(this.zone, year) };
      this.#near = near;
    }
    return Math.floor(near.local.toLocal(instant) / DAY);
  }

  #having(opening: number): YearTable {
    let table = this.#table ?? this.#later();
    while (table.open.count <= opening) table = this.#later();
    return table;
  }

  #havingDay(day: number): YearTable {
    let table = this.#table ?? this.#later();
    while (table.open.workingDays <= day) table = this.#later();
    return table;
  }

  #havingSum(sum: number): YearTable {
    let table = this.#table ?? this.#later();
    while (table.open.total < sum) table = this.#later();
    return table;
  }

  /** Half as many years again, so that a long limit does not join the same years over and over. */
  #later(): YearTable {
    const { firstYear = FIRST_YEAR, lastYear = FIRST_YEAR } = this.#table ?? {};
    const more = Math.max(1, Math.floor((lastYear - firstYear) / 2));
    return this.#make(firstYear, lastYear < LAST_YEAR ? Math.min(LAST_YEAR, lastYear + more) : lastYear + 1);
  }

  #make(firstYear: number, lastYear: number): YearTable {
    if (!(firstYear >= FIRST_YEAR && lastYear <= LAST_YEAR)) {
      const message = `The working calendar cannot count there: expected instants and deadlines from ${FIRST_YEAR} to ${LAST_YEAR}. Correct the start or the time limit.`;
      throw new SdkError('REQUEST_INVALID', message);
    }
    const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
    const known = this.#table;
    const isKnown = (year: number) => known && year >= known.firstYear && year <= known.lastYear;
    const others = years.filter((year) => !isKnown(year)).map((year) => oneYear(this.book, this.zone, year));
    this.#table = joined(known ? [known, ...others] : others);
    return this.#table;
  }
}
