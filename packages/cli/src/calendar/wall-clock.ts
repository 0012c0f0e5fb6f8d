import { type Instant, TimeZone } from '@dealroute/core';

/** `2026-04-30T16:40`, with seconds or without, with an offset or without. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads and writes times as a clock in one time zone shows them. */
export class WallClock {
  readonly #zone: TimeZone;

  /** @throws RangeError for a name that is no time zone */
  constructor(zone: string) {
    this.#zone = new TimeZone(zone);
  }

  /** The instant of a text; without an offset it is local. A date alone is its midnight. Undefined for no time. */
  read(text: string): Instant | undefined {
    const [, date, time = '00:00', offset] = MOMENT.exec(text) ?? [];
    if (date === undefined) return undefined;
    const local = Date.parse(`${date}T${time}Z`);
    // 30 February is read as 2 March.
    if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date)) return undefined;
    if (offset === undefined) return this.#zone.toInstant(local);
    const instant = Date.parse(`${date}T${time}${offset}`);
    return Number.isNaN(instant) ? undefined : instant;
  }

  /** `2026-05-06T16:40`; seconds only where there are some. */
  write(instant: Instant): string {
    const text = new Date(this.#zone.toLocal(instant)).toISOString().replace(/(?:\.000)?Z$/, '');
    return text.replace(/:00$/, '');
  }
}
