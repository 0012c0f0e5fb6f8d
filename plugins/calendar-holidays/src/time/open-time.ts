import type { Instant } from '@dealroute/core';
import type { EpochDay } from '../days/calendar-date.js';

const DAY = 24 * 60 * 60_000;

/** The openings of some years as columns; each row is one opening, in order and without overlaps. */
export interface Openings {
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Local time at which each opens. */
  readonly locals: Float64Array;
  /** The working day of each, counted from 0. */
  readonly days: Int32Array;
  /** The date of each working day. */
  readonly dates: Int32Array;
  /** The first opening of each working day, and the number of all openings after the last. */
  readonly firsts: Int32Array;
}

/**
 * Open time as one running sum, so that a deadline costs two binary searches instead of a walk. Openings are instants:
 * time zones and daylight saving are settled when they are made.
 */
export class OpenTime {
  /** Open milliseconds before each opening. */
  readonly #sums: Float64Array;
  /** The last opening that began before each day of UTC, so that a search begins next to its end. */
  readonly #nearby: Int32Array;
  readonly #firstDay: number;
  /** Open milliseconds in all. */
  readonly total: number;

  constructor(readonly rows: Openings) {
    const { opens, closes } = rows;
    this.#sums = new Float64Array(opens.length);
    let sum = 0;
    for (let i = 0; i < opens.length; i++) {
      this.#sums[i] = sum;
      sum += at(closes, i) - at(opens, i);
    }
    this.total = sum;
    this.#firstDay = Math.floor((opens[0] ?? 0) / DAY);
    this.#nearby = nearbyOf(opens, this.#firstDay);
  }

  get count(): number {
    return this.rows.opens.length;
  }

  get workingDays(): number {
    return this.rows.dates.length;
  }

  /** The last opening that began at the instant or earlier; -1 before the first. */
  openingAt(instant: Instant): number {
    const { opens } = this.rows;
    const day = Math.min(Math.floor(instant / DAY) - this.#firstDay, this.#nearby.length - 1);
    let opening = day < 0 ? -1 : at(this.#nearby, day);
    while (opening + 1 < opens.length && at(opens, opening + 1) <= instant) opening++;
    return opening;
  }

  /** Whether the instant is open, or closes an opening. `opening` is the one that {@link openingAt} gives. */
  reaches(opening: number, instant: Instant): boolean {
    return opening >= 0 && instant <= at(this.rows.closes, opening);
  }

  /** Open milliseconds before an instant. `opening` is the one that {@link openingAt} gives. */
  sumAt(instant: Instant, opening = this.openingAt(instant)): number {
    if (opening < 0) return 0;
    const { opens, closes } = this.rows;
    return at(this.#sums, opening) + Math.min(instant, at(closes, opening)) - at(opens, opening);
  }

  /** The opening, not before `from`, in which a sum of open milliseconds is reached; at its closing rather than with the next. */
  openingOf(sum: number, from: number): number {
    const sums = this.#sums;
    let low = Math.max(from, 0);
    let step = 1;
    while (low + step < sums.length && at(sums, low + step) < sum) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, sums.length);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (at(sums, middle) < sum) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The instant in an opening at which a sum of open milliseconds is reached. */
  instantIn(opening: number, sum: number): Instant {
    return at(this.rows.opens, opening) + sum - at(this.#sums, opening);
  }

  /** The last opening on a working day that begins at a local time or earlier; its first when all begin later. */
  openingOn(day: number, local: number): number {
    const { locals, firsts } = this.rows;
    const first = at(firsts, day);
    let opening = at(firsts, day + 1) - 1;
    while (opening > first && at(locals, opening) > local) opening--;
    return opening;
  }

  /** The instant of a local time in an opening; its beginning or its end when the time lies before or after it. */
  localIn(opening: number, local: number): Instant {
    const { opens, closes, locals } = this.rows;
    return Math.min(at(closes, opening), at(opens, opening) + Math.max(0, local - at(locals, opening)));
  }

  /** The date of a working day. */
  dateOf(day: number): EpochDay {
    return at(this.rows.dates, day);
  }
}

/** A cell that is known to be there. */
export const at = (column: Float64Array | Int32Array, index: number): number => column[index] as number;

function nearbyOf(opens: Float64Array, firstDay: number): Int32Array {
  const lastDay = Math.floor((opens.at(-1) ?? 0) / DAY);
  const nearby = new Int32Array(lastDay - firstDay + 1);
  let opening = -1;
  for (let day = firstDay; day <= lastDay; day++) {
    while (opening + 1 < opens.length && at(opens, opening + 1) < day * DAY) opening++;
    nearby[day - firstDay] = opening;
  }
  return nearby;
}
