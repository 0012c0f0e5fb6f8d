import type { CallContext, UserId } from '@dealroute/core';
import type { OfficialCalendar } from '../days/official-calendar.js';

/** Openings of one day, `09:00-13:00`. `22:00-06:00` runs past midnight and belongs to the day it starts on. */
export type Hours = readonly string[];

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A date, or the dates from `date` to `until`, that the company treats in its own way; of two for one date the last counts. */
export interface DayOverride {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The last date, `YYYY-MM-DD`; at most 3,660 days later. */
  readonly until?: string;
  readonly kind: 'working' | 'off' | 'shortened';
  /** Other hours than the weekday's. */
  readonly hours?: Hours;
  /** How many minutes earlier a shortened day ends; 60 when left out. */
  readonly minutes?: number;
  readonly name?: string;
  readonly reason?: string;
  /** The date that a moved day off stands for. */
  readonly movedFrom?: string;
}

/** One calendar: hours, time zone and the days that differ. */
export interface CalendarOptions {
  /** IANA name, such as `Europe/Moscow`. */
  readonly zone: string;
  /** A list is for Monday to Friday; with weekdays, those left out are free. 9:00–18:00 when left out. */
  readonly hours?: Hours | Readonly<Partial<Record<Weekday, Hours>>>;
  /** Whose holidays, ISO 3166-1 alpha-2; none when left out. */
  readonly country?: string;
  /** State, or state and region, as date-holidays calls them: `BY`, `BY.A`. */
  readonly region?: string;
  /** Of the holidays' names, ISO 639-1; the country's own when left out. */
  readonly language?: string;
  /** Official calendars beside the shipped ones; a later one replaces the same year of an earlier one. */
  readonly official?: readonly OfficialCalendar[];
  readonly overrides?: readonly DayOverride[];
  /** Whether weekdays that a decree made non-working (Russia, 2020 and 2021) are days off; false when left out. */
  readonly decreeNonWorking?: boolean;
  /** Moves a deadline in elapsed time to the next open instant; false when left out. */
  readonly elapsedToOpen?: boolean;
}

/** The company's calendar, and those of departments and people who differ. */
export interface HolidayCalendarOptions extends CalendarOptions {
  /** Named calendars; what one leaves out it has from the company's, its overrides come on top. */
  readonly calendars?: Readonly<Record<string, Partial<CalendarOptions>>>;
  /** The name of the calendar that holds for a person; the company's when it gives none. */
  calendarOf?(
    user: UserId | undefined,
    context: CallContext,
  ): string | undefined | Promise<string | undefined>;
}
