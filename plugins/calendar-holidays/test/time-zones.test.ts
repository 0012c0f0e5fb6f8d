import type { Instant } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { HolidayCalendar } from '../src/index.js';
import { MinuteWalk } from './minute-walk.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = [
  'Europe/Berlin',
  'Europe/Moscow',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Gaza',
];
const NIGHT: readonly (readonly [number, number])[] = [[20 * 60, 32 * 60]];

/** Every change of the clocks from 1970 to 2037, to the hour. */
function transitions(zone: string): Instant[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const ahead = (at: Instant) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
  const found: Instant[] = [];
  for (let day = Date.UTC(1970, 0, 2); day < Date.UTC(2038, 0, 1); day += DAY) {
    if (ahead(day) === ahead(day + DAY)) continue;
    let hour = day;
    while (ahead(hour + HOUR) === ahead(day)) hour += HOUR;
    found.push(hour);
  }
  return found;
}

describe.each(ZONES)('each change of the clocks in %s', (zone) => {
  const hours = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['20:00-08:00']]),
  );
  const nights = new HolidayCalendar({ zone, hours }).calendar();

  test('counts a skipped hour not at all and a repeated one once', () => {
    const changes = transitions(zone);
    expect(changes.length).toBeGreaterThan(10);
    for (const change of changes) {
      const [from, to] = [change - 3 * HOUR, change + 5 * HOUR];
      const walk = new MinuteWalk(zone, from, to, () => NIGHT);
      for (let start = from; start < to - 2 * HOUR; start += 53 * MINUTE) {
        const when = `${zone} ${new Date(start).toISOString()}`;
        expect(nights.between(start, to), when).toBe(walk.between(start, to));
        const end = walk.addMinutes(start, 45);
        if (end !== undefined) expect(nights.addMinutes(start, 45), when).toBe(end);
      }
    }
  }, 60_000);
});

test('a clock time that is skipped on the day becomes the first instant after it', () => {
  const nights = new HolidayCalendar({
    zone: 'Europe/Berlin',
    hours: { sat: ['00:00-06:00'], sun: ['00:00-06:00'] },
  }).calendar();
  const saturday = Date.parse('2024-03-30T02:30:00+01:00');
  expect(nights.addDays(saturday, 1)).toBe(Date.parse('2024-03-31T03:00:00+02:00'));
});

test('a clock time that comes twice on the day is the first of the two', () => {
  const nights = new HolidayCalendar({
    zone: 'Europe/Berlin',
    hours: { sat: ['00:00-06:00'], sun: ['00:00-06:00'] },
  }).calendar();
  const saturday = Date.parse('2024-10-26T02:30:00+02:00');
  expect(nights.addDays(saturday, 1)).toBe(Date.parse('2024-10-27T02:30:00+02:00'));
  expect(
    nights.between(Date.parse('2024-10-27T00:00:00+02:00'), Date.parse('2024-10-27T06:00:00+01:00')),
  ).toBe(360);
});

test('a start in the second pass of an hour counts from the end of the first', () => {
  const nights = new HolidayCalendar({
    zone: 'Europe/Berlin',
    hours: { sun: ['00:00-06:00'], mon: ['00:00-06:00'] },
  }).calendar();
  const second = Date.parse('2024-10-27T02:15:00+01:00');
  expect(nights.isOpen(second)).toBe(false);
  expect(nights.addDays(second, 1)).toBe(Date.parse('2024-10-28T03:00:00+01:00'));
  expect(nights.addMinutes(second, 15)).toBe(Date.parse('2024-10-27T03:15:00+01:00'));
});

test('a date that a zone leaves out is no working day', () => {
  const week = Object.fromEntries(['thu', 'fri', 'sat'].map((day) => [day, ['09:00-18:00']]));
  const apia = new HolidayCalendar({ zone: 'Pacific/Apia', hours: week }).calendar();
  const thursday = Date.parse('2011-12-29T10:00:00-10:00');
  expect(apia.addDays(thursday, 1)).toBe(Date.parse('2011-12-31T10:00:00+14:00'));
});
