import { type EpochDay, toEpochDay, weekdayOf, yearOf } from './calendar-date.js';
import type { DayFact, DaySource } from './day.js';

const SATURDAY = 5;

/** A country's official production calendar of some years, for a week of Monday to Friday. */
export interface OfficialCalendar {
  /** ISO 3166-1 alpha-2, such as `RU`. */
  readonly country: string;
  /** Who decided it, for people. */
  readonly source?: string;
  readonly years: Readonly<Record<string, OfficialYear>>;
}

/** One year; dates are `YYYY-MM-DD`. Weekdays that it does not list are working days. */
export interface OfficialYear {
  readonly off: readonly string[];
  /** Saturdays and Sundays that are worked. */
  readonly workingWeekends?: readonly string[];
  /** Working days that end one hour earlier. */
  readonly shortened?: readonly string[];
  /** The weekend day that each moved day off stands for. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Weekdays that a decree made non-working without making them days off. */
  readonly decreeNonWorking?: readonly string[];
  /** Names of its days. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The official calendars of one country as a source of days. A later calendar replaces years of an earlier one. */
export class OfficialDays {
  readonly #years = new Map<number, ReadonlyMap<EpochDay, DayFact>>();

  constructor(
    country: string | undefined,
    calendars: readonly OfficialCalendar[],
    decreeNonWorking: boolean,
  ) {
    for (const calendar of calendars.filter((one) => one.country.toUpperCase() === country)) {
      for (const [year, days] of Object.entries(calendar.years)) {
        this.#years.set(Number(year), factsOf(days, decreeNonWorking));
      }
    }
  }

  /** Whether a year is missing of a country that has an official calendar. */
  lacks(year: number): boolean {
    return this.#years.size > 0 && !this.#years.has(year);
  }

  readonly day: DaySource = (day) => {
    const facts = this.#years.get(yearOf(day));
    const ordinary: DayFact | undefined = facts && weekdayOf(day) < SATURDAY ? { kind: 'usual' } : undefined;
    return facts?.get(day) ?? ordinary;
  };
}

function factsOf(year: OfficialYear, decreeNonWorking: boolean): ReadonlyMap<EpochDay, DayFact> {
  const {
    off,
    workingWeekends = [],
    shortened = [],
    moved = {},
    decreeNonWorking: decree = [],
    names = {},
  } = year;
  const workedFor = new Map(Object.entries(moved).map(([day, weekend]) => [weekend, toEpochDay(day)]));
  const facts = new Map<EpochDay, DayFact>();
  const put = (dates: readonly string[], fact: (date: string, day: EpochDay) => DayFact) => {
    for (const date of dates) {
      const day = toEpochDay(date) ?? Number.NaN;
      facts.set(day, { name: names[date], ...fact(date, day) });
    }
  };
  put(off, (date) => ({ kind: 'off', movedFrom: moved[date] }));
  put(workingWeekends, (date) => ({ kind: 'working', firm: true, instead: workedFor.get(date) }));
  put(shortened, (date, day) => ({
    kind: 'shortened',
    firm: weekdayOf(day) >= SATURDAY,
    instead: workedFor.get(date),
  }));
  if (decreeNonWorking) put(decree, () => ({ kind: 'off', reason: 'decree' }));
  return facts;
}

/** What is wrong with a calendar, in sentences; nothing when it is sound. `at` is the text to look for in a file. */
export function problemsOfOfficial({
  country,
  years,
}: OfficialCalendar): { readonly message: string; readonly at: string }[] {
  if (!/^[A-Za-z]{2}$/.test(country))
    return [{ message: `country "${country}": expected two letters such as RU`, at: country }];
  return Object.entries(years).flatMap(([year, days]) => {
    if (!/^\d{4}$/.test(year)) return [{ message: `year "${year}": expected four digits`, at: year }];
    const { off, workingWeekends = [], shortened = [], decreeNonWorking = [], moved = {}, names = {} } = days;
    const own = [
      ...off,
      ...workingWeekends,
      ...shortened,
      ...decreeNonWorking,
      ...Object.keys(moved),
      ...Object.keys(names),
    ];
    return [
      ...own
        .filter((date) => !isDayOf(date, year))
        .map((date) => wrong(date, `a date YYYY-MM-DD of ${year}`)),
      ...Object.values(moved)
        .filter((date) => toEpochDay(date) === undefined)
        .map((date) => wrong(date, 'a date YYYY-MM-DD')),
      ...off
        .filter((date) => workingWeekends.includes(date) || shortened.includes(date))
        .map((date) => wrong(date, 'either off or working')),
    ];
  });
}

const isDayOf = (date: string, year: string): boolean =>
  toEpochDay(date) !== undefined && date.startsWith(`${year}-`);

const wrong = (date: string, expected: string) => ({ message: `"${date}": expected ${expected}`, at: date });
