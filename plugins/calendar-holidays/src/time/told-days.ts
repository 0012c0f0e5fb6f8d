import type { DeadlineExplanation, ExplainedDay } from '@dealroute/core';
import { type EpochDay, firstDayOf } from '../days/calendar-date.js';

/** How many days of a long limit are told one by one: a year. */
const TOLD_DAYS = 366;
const MOST_KNOWN = 4_096;

/** The part of an explanation that depends on the dates alone. */
export type Told = Pick<
  DeadlineExplanation,
  'counted' | 'skipped' | 'shortened' | 'unlisted' | 'provisional'
> & {
  readonly counted: readonly ExplainedDay[];
};

/** Tells of the days between two dates. Deadlines with the same dates share their lists, so nobody may change them. */
export class ToldDays {
  readonly #known = new Map<number, Told>();

  constructor(
    private readonly start: EpochDay,
    /** Every day, from the first. */
    readonly days: readonly ExplainedDay[],
    /** Years without official data. */
    readonly provisional: readonly number[],
  ) {}

  /** @param first the first day that counts: `from` or the next working day */
  between(from: EpochDay, first: EpochDay, to: EpochDay): Told {
    if (to - from >= TOLD_DAYS) return this.#tell(from, first, to);
    const key = ((from - this.start) * TOLD_DAYS + to - from) * 2 + (first > from ? 1 : 0);
    const known = this.#known.get(key);
    if (known) return known;
    const told = this.#tell(from, first, to);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, told);
    return told;
  }

  #tell(from: EpochDay, first: EpochDay, to: EpochDay): Told {
    const days = this.days.slice(from - this.start, Math.min(to, from + TOLD_DAYS - 1) + 1 - this.start);
    const skipped = days.filter((day) => !isWorked(day));
    const counted = days.slice(first - from).filter(isWorked);
    const shortened = counted.filter(({ kind }) => kind === 'shortened');
    const provisional = this.provisional.filter(
      (year) => firstDayOf(year) <= to && firstDayOf(year + 1) > from,
    );
    return {
      counted: Object.freeze(counted),
      ...(skipped.length > 0 && { skipped: Object.freeze(skipped) }),
      ...(shortened.length > 0 && { shortened: Object.freeze(shortened) }),
      ...(to - from >= TOLD_DAYS && { unlisted: to - from - TOLD_DAYS + 1 }),
      ...(provisional.length > 0 && { provisional: Object.freeze(provisional) }),
    };
  }
}

const isWorked = ({ kind }: ExplainedDay): boolean => kind === 'working' || kind === 'shortened';
