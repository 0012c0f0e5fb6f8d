import { HOLIDAYS } from './year.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const OPENS = 540 * MINUTE;
const OPEN_A_DAY = 540 * MINUTE;

/**
 * The limit of what can be written by hand: Monday to Friday 9:00–18:00 UTC without the holidays of one year, where a
 * division finds the day of a sum. It knows no other hours, no lunch, no shortened day and no time zone.
 */
export class WorkingTable {
  /** Open milliseconds before each day since `from`. */
  readonly #before: Float64Array;
  /** Number of the day on which the n-th working day falls. */
  readonly #days: readonly number[];

  constructor(
    private readonly from: number,
    days: number,
  ) {
    this.#before = new Float64Array(days + 1);
    const working: number[] = [];
    for (let day = 0; day < days; day++) {
      const open = isWorkingDay(from + day * DAY);
      if (open) working.push(day);
      this.#before[day + 1] = (this.#before[day] as number) + (open ? OPEN_A_DAY : 0);
    }
    this.#days = working;
  }

  /** From an open instant: the earliest one by which so many open milliseconds have passed. */
  add(start: number, amount: number): number {
    const day = Math.floor((start - this.from) / DAY);
    const sum = (this.#before[day] as number) + (start - this.from - day * DAY - OPENS) + amount;
    const last = Math.ceil(sum / OPEN_A_DAY) - 1;
    return this.from + (this.#days[last] as number) * DAY + OPENS + (sum - last * OPEN_A_DAY);
  }
}

function isWorkingDay(instant: number): boolean {
  const date = new Date(instant);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.includes(date.toISOString().slice(0, 10));
}
