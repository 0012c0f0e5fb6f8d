import { SdkError } from '@dealroute/core';
import { problemsOfOfficial } from '../days/official-calendar.js';
import { problemsOfOverride } from '../days/overrides.js';
import { problemOfPlace } from '../days/public-holidays.js';
import { isZone } from '../time/zone-year.js';
import type { CalendarOptions, HolidayCalendarOptions } from './calendar-options.js';
import { readWeek } from './weekly-hours.js';

/** What the company's calendar is called in messages. */
export const COMPANY = 'company';

/**
 * The options of each calendar by name, complete: the company's and the named ones.
 *
 * @throws SdkError CALENDAR_INVALID with all problems of all calendars
 */
export function checkedOptions(options: HolidayCalendarOptions): ReadonlyMap<string, CalendarOptions> {
  const { calendars = {}, calendarOf: _, ...company } = options;
  const all = new Map<string, CalendarOptions>([[COMPANY, company]]);
  for (const [name, own] of Object.entries(calendars)) all.set(name, over(company, own));
  const problems = [...all].flatMap(([name, one]) =>
    [...new Set(problemsOf(one))].map((problem) => `${name}: ${problem}`),
  );
  if (COMPANY in calendars)
    problems.push(`calendars: "${COMPANY}" is the calendar without a name: choose another name`);
  if (problems.length === 0) return all;
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  throw new SdkError(
    'CALENDAR_INVALID',
    `The working calendar cannot be made. Correct these options:${list}`,
  );
}

/** A named calendar: what it leaves out is the company's. Another country has its own regions and official calendars. */
function over(company: CalendarOptions, own: Partial<CalendarOptions>): CalendarOptions {
  const { region: _, ...elsewhere } = company;
  const base = own.country === undefined || own.country === company.country ? company : elsewhere;
  return { ...base, ...own, overrides: [...(company.overrides ?? []), ...(own.overrides ?? [])] };
}

function problemsOf({
  zone,
  hours,
  country,
  region,
  language,
  official = [],
  overrides = [],
}: CalendarOptions): string[] {
  const place =
    country === undefined ? withoutCountry(region) : problemOfPlace({ country, region, language });
  return [
    ...(isZone(zone) ? [] : [`zone "${zone}": expected an IANA name such as Europe/Moscow`]),
    ...readWeek(hours).problems,
    ...(place === undefined ? [] : [place]),
    ...official.flatMap((calendar) =>
      problemsOfOfficial(calendar).map(
        ({ message }) => `official calendar of ${calendar.country}: ${message}`,
      ),
    ),
    ...overrides.flatMap(problemsOfOverride),
  ];
}

const withoutCountry = (region: string | undefined): string | undefined =>
  region === undefined ? undefined : `region "${region}": expected a country beside it`;
