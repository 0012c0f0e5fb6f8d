import { expect, test } from 'vitest';
import { type CalendarOptions, HolidayCalendar } from '../src/index.js';

const calendarOf = (options: CalendarOptions) => new HolidayCalendar(options).calendar();

test('only public holidays are days off', () => {
  const germany = calendarOf({ zone: 'Europe/Berlin', country: 'DE' });
  expect(germany.day('2026-12-25')).toMatchObject({ kind: 'off', name: '1. Weihnachtstag' });
  // Christmas Eve and Shrove Monday are observances.
  expect(germany.day('2026-12-24')).toMatchObject({ kind: 'working' });
  expect(germany.day('2026-02-16')).toMatchObject({ kind: 'working' });
});

test('regions have holidays of their own', () => {
  const bavaria = calendarOf({ zone: 'Europe/Berlin', country: 'DE', region: 'BY' });
  const augsburg = calendarOf({ zone: 'Europe/Berlin', country: 'DE', region: 'BY.A' });
  const berlin = calendarOf({ zone: 'Europe/Berlin', country: 'DE', region: 'BE' });
  expect([bavaria, augsburg, berlin].map((one) => one.day('2026-01-06')?.kind)).toEqual([
    'off',
    'off',
    'working',
  ]);
  expect([bavaria, augsburg, berlin].map((one) => one.day('2025-08-08')?.kind)).toEqual([
    'working',
    'off',
    'working',
  ]);
});

test('a holiday of several days closes each of them, over the end of the year too', () => {
  const eswatini = calendarOf({ zone: 'Africa/Mbabane', country: 'SZ' });
  const days = ['2025-12-24', '2025-12-29', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-05'];
  expect(days.map((day) => eswatini.day(day)?.kind)).toEqual([
    'working',
    'off',
    'off',
    'off',
    'off',
    'working',
  ]);
});

test('a holiday that begins at noon shortens its day', () => {
  const iceland = calendarOf({ zone: 'Atlantic/Reykjavik', country: 'IS' });
  expect(iceland.day('2026-12-24')).toMatchObject({
    kind: 'shortened',
    spans: [{ opens: 540, closes: 780 }],
  });
});

test('a holiday on a weekday that the weekly hours leave free is no more than that', () => {
  const russia = calendarOf({ zone: 'Europe/Moscow', country: 'RU' });
  expect(russia.day('2026-05-09')).toEqual({ kind: 'weekend', spans: [] });
});

test('a week of six days has the holidays of Saturdays, too', () => {
  const hours = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, ['09:00-16:00']]),
  );
  const russia = calendarOf({ zone: 'Europe/Moscow', country: 'RU', hours });
  expect(russia.day('2026-05-09')).toMatchObject({ kind: 'off', name: 'День Победы' });
  expect(russia.day('2026-05-16')).toMatchObject({ kind: 'working' });
});

test('without a country there are no holidays', () => {
  expect(calendarOf({ zone: 'Europe/Moscow' }).day('2026-01-01')).toMatchObject({ kind: 'working' });
});

test('what the company decided comes first, then the official calendar, then holidays', () => {
  const overrides = [
    { date: '2026-05-11', kind: 'working' as const },
    { date: '2026-06-15', until: '2026-06-17', kind: 'off' as const, name: 'Корпоратив', reason: 'приказ 7' },
    { date: '2026-06-16', kind: 'shortened' as const, minutes: 180 },
    { date: '2026-06-20', kind: 'working' as const, hours: ['10:00-12:00'] },
  ];
  const russia = calendarOf({ zone: 'Europe/Moscow', country: 'RU', overrides });
  const kinds = (...dates: string[]) => dates.map((date) => russia.day(date)?.kind);
  expect(kinds('2026-05-11', '2026-06-15', '2026-06-16', '2026-06-17')).toEqual([
    'working',
    'off',
    'shortened',
    'off',
  ]);
  expect(russia.day('2026-06-17')).toMatchObject({ name: 'Корпоратив', reason: 'приказ 7' });
  expect(russia.day('2026-06-16')?.spans).toEqual([{ opens: 540, closes: 900 }]);
  expect(russia.day('2026-06-20')).toMatchObject({ extra: true, spans: [{ opens: 600, closes: 720 }] });
  // date-holidays has 9 January as a working day and 31 December, too; the official calendar has not.
  expect(kinds('2026-01-09', '2026-12-31', '2026-04-30')).toEqual(['off', 'off', 'shortened']);
});
