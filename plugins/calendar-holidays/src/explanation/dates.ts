import type { Instant } from '@dealroute/core';
import type { DeadlineTexts } from './deadline-texts.js';

/** Writes the dates and instants of one explanation. */
export class Dates {
  constructor(
    private readonly texts: DeadlineTexts,
    private readonly zone: string,
    private readonly start: Instant,
  ) {}

  /** `Fri 16:40`, in the zone of the calendar. */
  clock(instant: Instant): string {
    return `${this.#write(instant, { weekday: 'short' })} ${this.#time(instant)}`;
  }

  /** `Fri 8 May 16:40`, in the zone of the calendar; with its year if it is another than that of the start. */
  moment(instant: Instant): string {
    const year = this.#year(instant);
    const date = `${this.#write(instant, { weekday: 'short' })} ${this.#date(instant)}`;
    return `${date}${year === this.#year(this.start) ? '' : ` ${year}`} ${this.#time(instant)}`;
  }

  /** `Mon`. */
  weekday(date: string): string {
    return this.#write(Date.parse(date), { weekday: 'short' }, 'UTC');
  }

  /** `Mon 11 May`. */
  day(date: string): string {
    return `${this.weekday(date)} ${this.#date(Date.parse(date), 'UTC')}`;
  }

  /** `9 May`; with its year if it is another than that of the date it is told with. */
  origin(date: string, of: string): string {
    const written = this.#date(Date.parse(date), 'UTC');
    return date.slice(0, 4) === of.slice(0, 4) ? written : `${written} ${date.slice(0, 4)}`;
  }

  #date(instant: Instant, zone = this.zone): string {
    return this.#write(instant, { day: 'numeric', month: this.texts.month }, zone);
  }

  #time(instant: Instant): string {
    return this.#write(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  #year(instant: Instant): string {
    return this.#write(instant, { year: 'numeric' });
  }

  #write(instant: Instant, options: Intl.DateTimeFormatOptions, timeZone = this.zone): string {
    return formatOf(this.texts.tag, { ...options, timeZone }).format(instant);
  }
}

/** Most formats that are kept; each language and zone has about five. */
const MOST_KNOWN = 256;

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format takes a hundred times as long as to use it. */
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(tag, options);
  if (formats.size >= MOST_KNOWN) formats.clear();
  formats.set(key, format);
  return format;
}
