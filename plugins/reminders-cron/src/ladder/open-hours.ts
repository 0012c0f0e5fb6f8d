import type { CallContext, Instant, TimeLimit, UserId, WorkingCalendar } from '@dealroute/core';

const MINUTE = 60_000;
const ONE_MINUTE: TimeLimit = { working: 'PT1M' };

/** The working hours of one person, as far as a calendar tells them by its deadlines. */
export class OpenHours {
  constructor(
    private readonly calendar: WorkingCalendar,
    private readonly user: UserId | undefined,
    private readonly context: CallContext,
  ) {}

  async after(start: Instant, limit: TimeLimit): Promise<Instant> {
    const { dueAt } = await this.calendar.deadline({ start, limit, user: this.user }, this.context);
    return dueAt;
  }

  /** The instant itself while somebody works; else the next opening. The closing minute still counts as working time. */
  async openAt(instant: Instant): Promise<Instant> {
    const opening = await this.#opening(instant);
    if (opening <= instant || (await this.#opening(instant - MINUTE)) <= instant - MINUTE) return instant;
    return opening;
  }

  /** A minute of work ends a minute after it can begin. */
  async #opening(instant: Instant): Promise<Instant> {
    const minute = Math.floor(instant / MINUTE) * MINUTE;
    return (await this.after(minute, ONE_MINUTE)) - MINUTE;
  }
}
