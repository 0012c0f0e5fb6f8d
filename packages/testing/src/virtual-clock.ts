import { type Clock, durationOf, type Instant, type TimeLimit } from '@dealroute/core';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Monday 2 March 2026, 09:00 UTC: where virtual time begins when nothing else is said. */
export const VIRTUAL_START: Instant = Date.UTC(2026, 2, 2, 9);

/** Business time that stands still until it is moved. */
export class VirtualClock implements Clock {
  #now: Instant;

  constructor(start: Instant = VIRTUAL_START) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Jumps to an instant, also back: clocks of machines do. */
  set(instant: Instant): void {
    this.#now = instant;
  }

  /**
   * Moves on by milliseconds, or by an ISO 8601 duration of days, hours and minutes in elapsed time (`PT90M`); gives
   * the new time. Throws an Error for a text that is no such duration.
   */
  advance(by: number | string): Instant {
    this.#now += typeof by === 'number' ? by : milliseconds({ elapsed: by });
    return this.#now;
  }
}

function milliseconds(limit: TimeLimit): number {
  const duration = durationOf(limit);
  if (!duration)
    throw new Error(`${JSON.stringify(limit)} is no duration: expected one such as PT90M or P2D.`);
  return duration.days * DAY + duration.minutes * MINUTE;
}
