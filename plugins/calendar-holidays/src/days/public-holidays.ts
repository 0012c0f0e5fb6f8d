import Holidays from 'date-holidays';
import { type EpochDay, toEpochDay, yearOf } from './calendar-date.js';
import type { DayFact, DaySource } from './day.js';

const DAY = 86_400_000;
const NOON = 720;

/** Where holidays are looked up. */
export interface Place {
  /** ISO 3166-1 alpha-2, such as `DE`. */
  readonly country: string;
  /** State, or state and region: `BY`, `BY.A`. */
  readonly region?: string | undefined;
  /** Of the names, ISO 639-1; the country's own when left out. */
  readonly language?: string | undefined;
}

/** What is wrong with a place, as a sentence; undefined when it is known. */
export function problemOfPlace({ country, region }: Place): string | undefined {
  const known = new Holidays();
  if (!(country in known.getCountries()))
    return `country "${country}": expected a country of date-holidays such as RU or DE`;
  const [state, part] = region?.split('.') ?? [];
  if (state === undefined) return undefined;
  const states = known.getStates(country) ?? {};
  if (!(state in states))
    return `region "${region}": expected one of ${Object.keys(states).join(', ') || 'none'} for ${country}`;
  const parts = known.getRegions(country, state) ?? {};
  return part === undefined || part in parts
    ? undefined
    : `region "${region}": ${state} has no part "${part}"`;
}

/**
 * The public holidays of a place, asked once per year. Other types (bank, school, observance) are no days off. A public
 * holiday that begins during the day closes the day at that time.
 */
export class PublicHolidays {
  readonly #holidays: Holidays;
  readonly #asked = new Map<number, ReadonlyMap<EpochDay, DayFact>>();

  constructor(private readonly place: Place) {
    const [state, part] = place.region?.split('.') ?? [];
    const options = { types: ['public' as const], ...(place.language && { languages: place.language }) };
    this.#holidays = new Holidays(
      { country: place.country, ...(state && { state }), ...(part && { region: part }) },
      options,
    );
  }

  /** A holiday of several days is listed in the year it begins in. */
  readonly day: DaySource = (day) => {
    const year = yearOf(day);
    return this.#year(year).get(day) ?? this.#year(year - 1).get(day);
  };

  #year(year: number): ReadonlyMap<EpochDay, DayFact> {
    const known = this.#asked.get(year);
    if (known) return known;
    const facts = new Map<EpochDay, DayFact>();
    for (const { date, start, end, name } of this.#holidays.getHolidays(year, this.place.language)) {
      const first = toEpochDay(date.slice(0, 10)) ?? Number.NaN;
      const closes = minutesOf(date.slice(11, 16));
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
      for (let day = first; day < first + days; day++) {
        if (closes < NOON) facts.set(day, { kind: 'off', name });
        else if (!facts.has(day)) facts.set(day, { kind: 'shortened', closes, name });
      }
    }
    this.#asked.set(year, facts);
    return facts;
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
