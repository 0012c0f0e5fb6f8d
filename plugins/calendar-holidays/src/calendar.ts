import {
  type Deadline,
  type Duration,
  durationOf,
  type Instant,
  isWorking,
  SdkError,
  type TimeLimit,
} from '@dealroute/core';
import { toEpochDay } from './days/calendar-date.js';
import type { Day } from './days/day.js';
import { DayBook } from './days/day-book.js';
import { OfficialDays } from './days/official-calendar.js';
import { overrideDays } from './days/overrides.js';
import type { PublicHolidays } from './days/public-holidays.js';
import { RUSSIA } from './days/russia.js';
import { explain } from './explanation/explain.js';
import type { CalendarOptions } from './options/calendar-options.js';
import { readWeek } from './options/weekly-hours.js';
import { WorkingTime } from './time/working-time.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_KNOWN = 256;

/** What a calendar is made with beside its options. */
export interface CalendarSurroundings {
  readonly publicHolidays: PublicHolidays | undefined;
  /** Told of each deadline that needs a year without official data. */
  onProvisional(years: readonly number[]): void;
}

/** One calendar: the company's, a department's or a person's. */
export class Calendar {
  /** IANA name. */
  readonly zone: string;
  readonly #book: DayBook;
  readonly #time: WorkingTime;
  readonly #durations = new Map<string, Duration>();

  /** @param options checked ones */
  constructor(
    private readonly options: CalendarOptions,
    private readonly surroundings: CalendarSurroundings,
  ) {
    const { zone, hours, country, official = [], overrides = [], decreeNonWorking = false } = options;
    this.zone = zone;
    const officialDays = new OfficialDays(country, [RUSSIA, ...official], decreeNonWorking);
    this.#book = new DayBook({
      overrides: overrideDays(overrides),
      official: officialDays,
      publicHolidays: surroundings.publicHolidays?.day ?? (() => undefined),
      week: readWeek(hours).value,
    });
    this.#time = new WorkingTime(this.#book, zone);
  }

  /**
   * The instant by which a limit ends, and why. Days count first, then minutes: `P1DT2H` is two working hours after
   * the same clock time of the next working day.
   *
   * @throws SdkError REQUEST_INVALID for a limit that is no duration or ends after the year 2200
   */
  deadline(start: Instant, limit: TimeLimit): Deadline {
    const duration = this.#duration(limit);
    if (!isWorking(limit)) return this.#elapsed(start, limit, duration);
    const { dueAt, from, first, to } = this.#time.way(start, duration);
    const told = this.#time.tableAt(start).told.between(from, first, to);
    if (told.provisional) this.surroundings.onProvisional(told.provisional);
    return { dueAt, explanation: explain({ limit, start, zone: this.zone }, told) };
  }

  /**
   * The earliest instant by which so many open minutes have passed; it may be a closing time.
   *
   * @throws SdkError REQUEST_INVALID for less than 0 and for ends after the year 2200
   */
  addMinutes(start: Instant, minutes: number): Instant {
    return this.#time.way(start, { days: 0, minutes: checked(minutes, minutes >= 0) }).dueAt;
  }

  /**
   * The same clock time so many working days later, or the last open instant before it on that day.
   *
   * @throws SdkError REQUEST_INVALID for other numbers than 0, 1, 2, … and for ends after the year 2200
   */
  addDays(start: Instant, days: number): Instant {
    return this.#time.way(start, { days: checked(days, days >= 0 && Number.isInteger(days)), minutes: 0 })
      .dueAt;
  }

  /** Open minutes between two instants; negative when `end` is the earlier one. */
  between(start: Instant, end: Instant): number {
    return this.#time.between(start, end);
  }

  /** Whether work goes on at the instant; not at the instant of closing. */
  isOpen(instant: Instant): boolean {
    return this.#time.isOpen(instant);
  }

  /** The instant itself if it is open or a closing, else the next opening. */
  nextOpen(instant: Instant): Instant {
    return this.#time.nextOpen(instant);
  }

  /** What a date (`YYYY-MM-DD`) is; undefined for what is no date. */
  day(date: string): Day | undefined {
    const day = toEpochDay(date);
    return day === undefined ? undefined : this.#book.day(day);
  }

  #elapsed(start: Instant, limit: TimeLimit, { days, minutes }: Duration): Deadline {
    const end = start + days * DAY + minutes * MINUTE;
    const dueAt = this.options.elapsedToOpen ? this.#time.nextOpen(end) : end;
    return { dueAt, explanation: { limit, start, zone: this.zone } };
  }

  #duration(limit: TimeLimit): Duration {
    const text = isWorking(limit) ? limit.working : limit.elapsed;
    const known = this.#durations.get(text);
    if (known) return known;
    const duration = durationOf(limit);
    if (!duration) {
      const message = `The time limit ${JSON.stringify(limit)} is no duration: expected days, hours and minutes such as P2D or PT8H. Correct the map.`;
      throw new SdkError('REQUEST_INVALID', message);
    }
    if (this.#durations.size >= MOST_KNOWN) this.#durations.clear();
    this.#durations.set(text, duration);
    return duration;
  }
}

function checked(amount: number, isRight: boolean): number {
  if (isRight) return amount;
  throw new SdkError(
    'REQUEST_INVALID',
    `Working time cannot be counted back [${amount}]: expected 0 or more, in days a whole number.`,
  );
}
