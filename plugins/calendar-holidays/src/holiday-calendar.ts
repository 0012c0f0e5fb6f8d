import type {
  CallContext,
  Deadline,
  DeadlineRequest,
  Logger,
  WorkingCalendar,
  WorkingTimeRequest,
} from '@dealroute/core';
import { SdkError } from '@dealroute/core';
import { Calendar } from './calendar.js';
import { PublicHolidays } from './days/public-holidays.js';
import type { CalendarOptions, HolidayCalendarOptions } from './options/calendar-options.js';
import { COMPANY, checkedOptions } from './options/check-options.js';

/** A year of a country with an official calendar that was computed without one. */
export interface CalendarWarning {
  readonly country: string;
  readonly year: number;
  /** What to do about it, in English. */
  readonly message: string;
}

/**
 * Deadlines by working hours, official production calendars and public holidays, of a company and of the departments
 * and people who differ. Its years are worked out when they are first needed: some milliseconds each, then kept.
 */
export class HolidayCalendar implements WorkingCalendar {
  readonly #calendars: ReadonlyMap<string, Calendar>;
  readonly #company: Calendar;
  readonly #calendarOf: HolidayCalendarOptions['calendarOf'];
  readonly #warnings = new Map<string, CalendarWarning>();
  #logger: Logger | undefined;

  /** @throws SdkError CALENDAR_INVALID with all problems of the options */
  constructor(options: HolidayCalendarOptions) {
    this.#calendarOf = options.calendarOf?.bind(options);
    const places = new Map<string, PublicHolidays>();
    const calendars = [...checkedOptions(options)].map(
      ([name, one]) => [name, this.#make(one, places)] as const,
    );
    this.#calendars = new Map(calendars);
    this.#company = this.calendar();
  }

  deadline({ start, limit, user }: DeadlineRequest, context: CallContext): Deadline | Promise<Deadline> {
    if (!this.#calendarOf) return this.#company.deadline(start, limit);
    const name = this.#calendarOf(user, context);
    if (typeof name === 'object') return name.then((found) => this.calendar(found).deadline(start, limit));
    return this.calendar(name).deadline(start, limit);
  }

  between({ start, end, user }: WorkingTimeRequest, context: CallContext): number | Promise<number> {
    if (!this.#calendarOf) return this.#company.between(start, end);
    const name = this.#calendarOf(user, context);
    if (typeof name === 'object') return name.then((found) => this.calendar(found).between(start, end));
    return this.calendar(name).between(start, end);
  }

  /**
   * The company's calendar, or a named one.
   *
   * @throws SdkError REQUEST_INVALID for a name that the options do not have
   */
  calendar(name: string = COMPANY): Calendar {
    const found = this.#calendars.get(name);
    if (found) return found;
    const names = [...this.#calendars.keys()].join(', ');
    throw new SdkError(
      'REQUEST_INVALID',
      `No calendar "${name}": expected one of ${names}. Add it to the option "calendars".`,
    );
  }

  /** Years that deadlines needed and that have no official data, in the order they were met. */
  warnings(): readonly CalendarWarning[] {
    return [...this.#warnings.values()];
  }

  /** Logs each warning once, those from before too. */
  logTo(logger: Logger): void {
    this.#logger = logger;
    for (const warning of this.#warnings.values()) log(logger, warning);
  }

  /** Calendars of one place share its holidays. */
  #make(options: CalendarOptions, places: Map<string, PublicHolidays>): Calendar {
    const { country, region, language } = options;
    if (country === undefined)
      return new Calendar(options, { publicHolidays: undefined, onProvisional: () => {} });
    const key = JSON.stringify([country, region, language]);
    const publicHolidays = places.get(key) ?? new PublicHolidays({ country, region, language });
    places.set(key, publicHolidays);
    return new Calendar(options, { publicHolidays, onProvisional: (years) => this.#warn(country, years) });
  }

  #warn(country: string, years: readonly number[]): void {
    for (const year of years) {
      const key = `${country} ${year}`;
      if (this.#warnings.has(key)) continue;
      const message = `No official calendar of ${country} for ${year}: its deadlines come from public holidays and the weekly hours. Give the year in the option "official".`;
      const warning = { country, year, message };
      this.#warnings.set(key, warning);
      if (this.#logger) log(this.#logger, warning);
    }
  }
}

const log = (logger: Logger, { message, country, year }: CalendarWarning): void =>
  logger.warn(message, { country, year });
