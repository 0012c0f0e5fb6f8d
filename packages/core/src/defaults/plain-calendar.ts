import { type Deadline, type Duration, durationOf, type Instant, isWorking } from '@dealroute/domain';
import { SdkError } from '../errors/sdk-error.js';
import type { DeadlineRequest, WorkingCalendar, WorkingTimeRequest } from '../ports/index.js';
import { TimeZone } from './time-zone.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** 1970 began on a Thursday. */
const MONDAY = 4 * DAY;

/** One opening a day, the same on each working day. */
export interface PlainHours {
  /** IANA name; `UTC` when left out. */
  readonly zone?: string;
  /** Minutes after midnight; 540 and 1080 (9:00–18:00) when left out. */
  readonly opens?: number;
  readonly closes?: number;
}

/** Monday to Friday, the same hours, no holidays: the calendar of an engine that is given none. */
export class PlainCalendar implements WorkingCalendar {
  readonly #zone: TimeZone;
  readonly #opens: number;
  readonly #closes: number;

  /** Throws `COMPOSITION_INVALID` for hours that are none, and RangeError for a zone that is none. */
  constructor({ zone = 'UTC', opens = 540, closes = 1_080 }: PlainHours = {}) {
    if (!(opens >= 0 && opens < closes && closes <= 1_440)) {
      const message = `A working day from minute ${opens} to minute ${closes} has no hours: expected 0 ≤ opens < closes ≤ 1440. Correct them.`;
      throw new SdkError('COMPOSITION_INVALID', message);
    }
    this.#zone = new TimeZone(zone);
    this.#opens = opens * MINUTE;
    this.#closes = closes * MINUTE;
  }

  deadline({ start, limit }: DeadlineRequest): Deadline {
    const duration = durationOf(limit);
    if (!duration) {
      const message = `The time limit ${JSON.stringify(limit)} is no duration: expected days, hours and minutes such as P2D or PT8H. Correct the map.`;
      throw new SdkError('REQUEST_INVALID', message);
    }
    const dueAt = isWorking(limit)
      ? this.#working(start, duration)
      : start + duration.days * DAY + duration.minutes * MINUTE;
    return { dueAt, explanation: { limit, start, zone: this.#zone.name } };
  }

  between({ start, end }: WorkingTimeRequest): number {
    return (this.#openUntil(end) - this.#openUntil(start)) / MINUTE;
  }

  /** Open time from the first Monday of 1970 to an instant. */
  #openUntil(instant: Instant): number {
    const local = this.#zone.toLocal(instant);
    const today = midnight(local);
    const days = (today - MONDAY) / DAY;
    const workingDays = Math.floor(days / 7) * 5 + Math.min(days - Math.floor(days / 7) * 7, 5);
    const open = isWorkingDay(today)
      ? Math.min(Math.max(local - today, this.#opens), this.#closes) - this.#opens
      : 0;
    return workingDays * (this.#closes - this.#opens) + open;
  }

  #working(start: Instant, { days, minutes }: Duration): Instant {
    let local = this.#open(this.#zone.toLocal(start));
    for (let left = days; left > 0; left--)
      local = nextWorkingDay(midnight(local)) + (local - midnight(local));
    return this.#zone.toInstant(this.#addMinutes(local, minutes * MINUTE));
  }

  #addMinutes(from: number, amount: number): number {
    let local = from;
    for (let left = amount; ; ) {
      const open = midnight(local) + this.#closes - local;
      if (left <= open) return local + left;
      left -= open;
      local = nextWorkingDay(midnight(local)) + this.#opens;
    }
  }

  /** The instant itself if it is open or a closing, else the next opening. */
  #open(local: number): number {
    const day = midnight(local);
    if (!isWorkingDay(day) || local > day + this.#closes) return nextWorkingDay(day) + this.#opens;
    return Math.max(local, day + this.#opens);
  }
}

const midnight = (local: number): number => Math.floor(local / DAY) * DAY;

const isWorkingDay = (day: number): boolean => {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

function nextWorkingDay(day: number): number {
  let next = day + DAY;
  while (!isWorkingDay(next)) next += DAY;
  return next;
}
