import type { OfficialCalendar, OfficialYear } from './official-calendar.js';

/** Days of one year as `MM-DD`, with blanks between; `moved` is `day off<weekend day it stands for`. */
type Listed = { readonly [K in keyof OfficialYear]?: string };

/**
 * The production calendar of Russia, a week of five days, 2018–2027. Facts from the Labour Code (articles 95 and 112)
 * and the government's yearly decrees on moving days off; the days that the decrees of 2020 and 2021 made non-working
 * are kept apart, because the law does not count them as days off.
 */
export const RUSSIA: OfficialCalendar = {
  country: 'RU',
  source:
    'Labour Code of the Russian Federation; yearly decrees of the Government of the Russian Federation on moving days off',
  years: Object.fromEntries([
    year(2018, {
      off: `01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 03-09 04-30 05-01 05-02 05-09
        06-11 06-12 11-05 12-31`,
      workingWeekends: '04-28 06-09 12-29',
      shortened: '02-22 03-07 04-28 05-08 06-09 12-29',
    }),
    year(2019, {
      off: `01-01 01-02 01-03 01-04 01-07 01-08 03-08 05-01 05-02 05-03 05-09 05-10 06-12
        11-04`,
      shortened: '02-22 03-07 04-30 05-08 06-11 12-31',
    }),
    year(2020, {
      off: `01-01 01-02 01-03 01-06 01-07 01-08 02-24 03-09 05-01 05-04 05-05 05-11 06-12
        07-01 11-04`,
      shortened: '06-11 11-03 12-31',
      decreeNonWorking: `03-30 03-31 04-01 04-02 04-03 04-06 04-07 04-08 04-09 04-10 04-13 04-14 04-15
        04-16 04-17 04-20 04-21 04-22 04-23 04-24 04-27 04-28 04-29 04-30 05-06 05-07
        05-08 06-24`,
    }),
    year(2021, {
      off: `01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04
        11-05 12-31`,
      workingWeekends: '02-20',
      shortened: '02-20 04-30 06-11 11-03',
      decreeNonWorking: '05-04 05-05 05-06 05-07 11-01 11-02 11-03',
      moved: '02-22<02-20 11-05<01-02 12-31<01-03',
    }),
    year(2022, {
      off: `01-03 01-04 01-05 01-06 01-07 02-23 03-07 03-08 05-02 05-03 05-09 05-10 06-13
        11-04`,
      workingWeekends: '03-05',
      shortened: '02-22 03-05 11-03',
      moved: '03-07<03-05 05-02<05-01 05-03<01-01 05-10<01-02 06-13<06-12',
    }),
    year(2023, {
      off: '01-02 01-03 01-04 01-05 01-06 02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06',
      shortened: '02-22 03-07 11-03',
      moved: '02-24<01-01 05-08<01-08 11-06<11-04',
    }),
    year(2024, {
      off: `01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 04-29 04-30 05-01 05-09 05-10
        06-12 11-04 12-30 12-31`,
      workingWeekends: '04-27 11-02 12-28',
      shortened: '02-22 03-07 05-08 06-11 11-02',
      moved: '04-29<04-27 04-30<11-02 05-10<01-06 12-30<12-28 12-31<01-07',
    }),
    year(2025, {
      off: `01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03
        11-04 12-31`,
      workingWeekends: '11-01',
      shortened: '03-07 04-30 06-11 11-01',
      moved: '05-02<01-04 05-08<02-23 06-13<03-08 11-03<11-01 12-31<01-05',
    }),
    year(2026, {
      off: `01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04
        12-31`,
      shortened: '04-30 05-08 06-11 11-03',
      moved: '01-09<01-03 03-09<03-08 05-11<05-09 12-31<01-04',
    }),
    year(2027, {
      off: `01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04
        11-05 12-31`,
      workingWeekends: '02-20',
      shortened: '02-20 04-30 06-11 11-03',
    }),
  ]),
};

function year(
  of: number,
  { off, workingWeekends, shortened, decreeNonWorking, moved }: Listed,
): [string, OfficialYear] {
  const dates = (list: string | undefined) => words(list).map((date) => `${of}-${date}`);
  return [
    String(of),
    {
      off: dates(off),
      workingWeekends: dates(workingWeekends),
      shortened: dates(shortened),
      decreeNonWorking: dates(decreeNonWorking),
      moved: Object.fromEntries(words(moved).map((pair) => dates(pair.replace('<', ' ')))),
    },
  ];
}

function words(list = ''): string[] {
  return list.split(/\s+/).filter(Boolean);
}
