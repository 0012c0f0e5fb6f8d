import type { Instant } from '@dealroute/core';
import type { EpochDay } from '../days/calendar-date.js';
import type { Openings } from './open-time.js';
import type { Piece } from './zone-year.js';

/** Collects openings day by day. */
export class OpeningRows {
  readonly #opens: number[] = [];
  readonly #closes: number[] = [];
  readonly #locals: number[] = [];
  readonly #days: number[] = [];
  readonly #dates: number[] = [];
  readonly #firsts: number[] = [];

  /** @param taken until when the day before the first works */
  constructor(private taken: Instant) {}

  /** Whether the day has any open time that no earlier day has. */
  add(date: EpochDay, pieces: readonly Piece[]): boolean {
    const first = this.#opens.length;
    const { taken } = this;
    for (const { opens, closes, local } of pieces) {
      const from = Math.max(opens, taken);
      if (from >= closes) continue;
      this.#opens.push(from);
      this.#closes.push(closes);
      this.#locals.push(local + from - opens);
      this.#days.push(this.#dates.length);
      this.taken = closes;
    }
    if (this.#opens.length === first) return false;
    this.#dates.push(date);
    this.#firsts.push(first);
    return true;
  }

  finish(): Openings {
    return {
      opens: Float64Array.from(this.#opens),
      closes: Float64Array.from(this.#closes),
      locals: Float64Array.from(this.#locals),
      days: Int32Array.from(this.#days),
      dates: Int32Array.from(this.#dates),
      firsts: Int32Array.from([...this.#firsts, this.#opens.length]),
    };
  }
}

/** Consecutive openings in one. */
export function joinedOpenings(all: readonly Openings[]): Openings {
  const sizeOf = (size: (rows: Openings) => number) => all.reduce((sum, rows) => sum + size(rows), 0);
  const count = sizeOf(({ opens }) => opens.length);
  const workingDays = sizeOf(({ dates }) => dates.length);
  const joined: Openings = {
    opens: new Float64Array(count),
    closes: new Float64Array(count),
    locals: new Float64Array(count),
    days: new Int32Array(count),
    dates: new Int32Array(workingDays),
    firsts: new Int32Array(workingDays + 1),
  };
  let [row, day] = [0, 0];
  for (const { opens, closes, locals, days, dates, firsts } of all) {
    joined.opens.set(opens, row);
    joined.closes.set(closes, row);
    joined.locals.set(locals, row);
    joined.days.set(
      days.map((own) => own + day),
      row,
    );
    joined.dates.set(dates, day);
    joined.firsts.set(
      firsts.map((own) => own + row),
      day,
    );
    row += opens.length;
    day += dates.length;
  }
  return joined;
}
