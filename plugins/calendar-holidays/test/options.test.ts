import { SdkError } from '@dealroute/core';
import { expect, test } from 'vitest';
import { HolidayCalendar, type HolidayCalendarOptions, holidayCalendar } from '../src/index.js';

const ZONE = 'Europe/Moscow';

function refusal(options: HolidayCalendarOptions): string {
  try {
    holidayCalendar(options);
  } catch (error) {
    expect(SdkError.is(error, 'CALENDAR_INVALID')).toBe(true);
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
}

test.each<[expected: string, options: HolidayCalendarOptions]>([
  ['zone "Europe/Moskow": expected an IANA name', { zone: 'Europe/Moskow' }],
  ['zone "": expected an IANA name', { zone: '' }],
  ['hours: 09:00-13:00 overlaps 12:00-18:00', { zone: ZONE, hours: ['09:00-13:00', '12:00-18:00'] }],
  [
    'hours: sun 22:00-06:00 overlaps mon 05:00-09:00',
    { zone: ZONE, hours: { mon: ['05:00-09:00'], sun: ['22:00-06:00'] } },
  ],
  ['hours: "09:00-25:00": expected an opening', { zone: ZONE, hours: ['09:00-25:00'] }],
  ['hours: "9-18": expected an opening', { zone: ZONE, hours: ['9-18'] }],
  ['hours: "09:00-09:00": expected an opening', { zone: ZONE, hours: ['09:00-09:00'] }],
  [
    'hours of "monday": expected a weekday of mon',
    { zone: ZONE, hours: JSON.parse('{"monday":["09:00-18:00"]}') },
  ],
  ['hours: no weekday has an opening', { zone: ZONE, hours: {} }],
  ['hours: no weekday has an opening', { zone: ZONE, hours: [] }],
  ['country "XX": expected a country', { zone: ZONE, country: 'XX' }],
  ['country "ru": expected a country', { zone: ZONE, country: 'ru' }],
  ['region "ZZ": expected one of BB, BE', { zone: ZONE, country: 'DE', region: 'ZZ' }],
  ['region "BY.ZZ": BY has no part "ZZ"', { zone: ZONE, country: 'DE', region: 'BY.ZZ' }],
  ['region "BY": expected a country', { zone: ZONE, region: 'BY' }],
  [
    'override of 2026-02-30: "2026-02-30": expected a date',
    { zone: ZONE, overrides: [{ date: '2026-02-30', kind: 'off' }] },
  ],
  [
    'until 2026-01-01: expected 0 to 3660 days later',
    { zone: ZONE, overrides: [{ date: '2026-01-02', until: '2026-01-01', kind: 'off' }] },
  ],
  [
    'hours on a day off',
    { zone: ZONE, overrides: [{ date: '2026-01-02', kind: 'off', hours: ['09:00-10:00'] }] },
  ],
  [
    'minutes: expected them on shortened days only',
    { zone: ZONE, overrides: [{ date: '2026-01-02', kind: 'working', minutes: 60 }] },
  ],
  [
    'minutes 0: expected 1 to 1,439',
    { zone: ZONE, overrides: [{ date: '2026-01-02', kind: 'shortened', minutes: 0 }] },
  ],
  [
    'movedFrom on a working day',
    { zone: ZONE, overrides: [{ date: '2026-01-02', kind: 'working', movedFrom: '2026-01-01' }] },
  ],
  [
    'official calendar of RU: "2028-02-30": expected a date',
    { zone: ZONE, country: 'RU', official: [{ country: 'RU', years: { 2028: { off: ['2028-02-30'] } } }] },
  ],
  ['berlin: zone "Berlin": expected', { zone: ZONE, calendars: { berlin: { zone: 'Berlin' } } }],
  ['choose another name', { zone: ZONE, calendars: { company: {} } }],
])('refuses: %s', (expected, options) => {
  expect(refusal(options)).toContain(expected);
});

test('says everything that is wrong at once', () => {
  const message = refusal({
    zone: 'Moon',
    hours: ['9'],
    country: 'XX',
    calendars: { north: { hours: { mon: ['8'] } } },
  });
  expect(
    message
      .split('\n- ')
      .slice(1)
      .map((line) => line.split(': ').slice(0, 2).join(': ')),
  ).toEqual([
    'company: zone "Moon"',
    'company: hours',
    'company: country "XX"',
    'north: zone "Moon"',
    'north: hours of mon',
    'north: country "XX"',
  ]);
});

test('weekdays that have the same hours may close at midnight', () => {
  const calendar = new HolidayCalendar({
    zone: ZONE,
    hours: { mon: ['18:00-24:00'], tue: ['00:00-02:00'] },
  }).calendar();
  expect(calendar.between(Date.UTC(2026, 5, 1), Date.UTC(2026, 5, 8))).toBe(8 * 60);
});
