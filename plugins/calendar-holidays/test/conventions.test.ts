import { describe, expect, test } from 'vitest';
import { type CalendarOptions, HolidayCalendar } from '../src/index.js';
import { inMoscow, moscow } from './at.js';

const calendarWith = (options: Partial<CalendarOptions> = {}) =>
  new HolidayCalendar({
    zone: 'Europe/Moscow',
    hours: ['09:00-13:00', '14:00-18:00'],
    ...options,
  }).calendar();
const due = (start: string, limit: string, options?: Partial<CalendarOptions>) =>
  inMoscow(calendarWith(options).deadline(moscow(start), { working: limit }).dueAt);

describe('working hours', () => {
  // 1 June 2026 is a Monday.
  test.each([
    ['a deadline may be a closing time', '2026-06-01T16:00', 'PT2H', '2026-06-01T18:00'],
    ['a deadline may be the beginning of the break', '2026-06-01T12:00', 'PT1H', '2026-06-01T13:00'],
    ['the break is no working time', '2026-06-01T12:00', 'PT2H', '2026-06-01T15:00'],
    ['a start before opening begins at the opening', '2026-06-01T06:00', 'PT1H', '2026-06-01T10:00'],
    ['a start after closing begins at the next opening', '2026-06-01T19:00', 'PT1H', '2026-06-02T10:00'],
    ['a start on a weekend begins on Monday', '2026-06-06T12:00', 'PT1M', '2026-06-08T09:01'],
    ['eight hours are a working day', '2026-06-01T09:00', 'PT8H', '2026-06-01T18:00'],
    ['days with more than 24 hours of minutes', '2026-06-01T09:00', 'PT40H', '2026-06-05T18:00'],
    ['no time ends at once', '2026-06-01T10:00', 'PT0M', '2026-06-01T10:00'],
    ['no time at closing ends at closing', '2026-06-01T18:00', 'PT0M', '2026-06-01T18:00'],
    ['no time in closed time ends at the opening', '2026-06-01T18:01', 'PT0M', '2026-06-02T09:00'],
  ])('%s', (_, start, limit, end) => {
    expect(due(start, limit)).toBe(end);
  });
});

describe('working days', () => {
  test.each([
    ['keep the clock time', '2026-06-01T10:17', 'P1D', '2026-06-02T10:17'],
    ['are not 24 working hours each', '2026-06-01T10:00', 'P2D', '2026-06-03T10:00'],
    ['skip the weekend', '2026-06-05T16:40', 'P2D', '2026-06-09T16:40'],
    ['count from the next opening on a day off', '2026-06-06T12:00', 'P1D', '2026-06-09T09:00'],
    ['count from the opening before it', '2026-06-01T06:00', 'P1D', '2026-06-02T09:00'],
    ['count from the next opening after closing', '2026-06-01T18:01', 'P1D', '2026-06-03T09:00'],
    ['keep the closing time', '2026-06-01T18:00', 'P1D', '2026-06-02T18:00'],
    ['end before the break that they would end in', '2026-06-01T13:30', 'P1D', '2026-06-02T13:00'],
    ['come before the hours of the same limit', '2026-06-01T17:00', 'P1DT2H', '2026-06-03T10:00'],
    [
      'that end at closing go on at the next opening with hours',
      '2026-06-01T18:00',
      'P1DT1H',
      '2026-06-03T10:00',
    ],
    ['may be none', '2026-06-01T13:30', 'P0D', '2026-06-01T14:00'],
  ])('%s', (_, start, limit, end) => {
    expect(due(start, limit)).toBe(end);
  });

  test('end at the last open instant of a shorter day, and at the opening of a later one', () => {
    const overrides = [
      { date: '2026-06-02', kind: 'working' as const, hours: ['10:00-12:00'] },
      { date: '2026-06-04', kind: 'working' as const, hours: ['15:00-20:00'] },
    ];
    expect(due('2026-06-01T16:00', 'P1D', { overrides })).toBe('2026-06-02T12:00');
    expect(due('2026-06-03T11:00', 'P1D', { overrides })).toBe('2026-06-04T15:00');
  });
});

describe('a shift past midnight', () => {
  const night = { hours: { mon: ['22:00-06:00'], tue: ['22:00-06:00'], fri: ['22:00-06:00'] } };

  test('belongs to the day it starts on', () => {
    expect(due('2026-06-02T02:00', 'P1D', night)).toBe('2026-06-03T02:00');
    expect(due('2026-06-03T02:00', 'P1D', night)).toBe('2026-06-06T02:00');
    expect(due('2026-06-06T07:00', 'P1D', night)).toBe('2026-06-09T22:00');
  });

  test('is worked to its end, whatever the next day is', () => {
    expect(due('2026-06-05T23:00', 'PT7H', night)).toBe('2026-06-06T06:00');
    expect(due('2026-06-05T23:00', 'PT8H', night)).toBe('2026-06-08T23:00');
  });

  test('ends an hour earlier when its day is shortened', () => {
    const overrides = [{ date: '2026-06-01', kind: 'shortened' as const }];
    expect(due('2026-06-02T04:30', 'PT1H', { ...night, overrides })).toBe('2026-06-02T22:30');
  });

  test('counts once where the next day has hours of its own', () => {
    const overrides = [{ date: '2026-06-02', kind: 'working' as const, hours: ['05:00-10:00'] }];
    const calendar = calendarWith({ ...night, overrides });
    expect(calendar.between(moscow('2026-06-01T22:00'), moscow('2026-06-02T12:00'))).toBe(12 * 60);
  });

  test('of New Year is worked in January, whatever was asked before', () => {
    const thursdays = calendarWith({ hours: { thu: ['22:00-06:00'] } });
    thursdays.isOpen(moscow('2027-06-01T10:00'));
    expect(inMoscow(thursdays.addMinutes(moscow('2027-01-01T05:00'), 30))).toBe('2027-01-01T05:30');
  });

  test('of New Year counts once beside hours of 1 January', () => {
    const overrides = [{ date: '2027-01-01', kind: 'working' as const, hours: ['05:00-10:00'] }];
    const thursdays = calendarWith({ hours: { thu: ['22:00-06:00'] }, overrides });
    expect(thursdays.between(moscow('2026-12-31T22:00'), moscow('2027-01-01T12:00'))).toBe(12 * 60);
  });
});

describe('elapsed time', () => {
  const elapsed = (start: string, limit: string, options?: Partial<CalendarOptions>) =>
    inMoscow(calendarWith(options).deadline(moscow(start), { elapsed: limit }).dueAt);

  test('ignores the calendar', () => {
    expect(elapsed('2026-06-05T17:00', 'P1DT2H')).toBe('2026-06-06T19:00');
  });

  test('moves to the next open instant when asked', () => {
    expect(elapsed('2026-06-05T17:00', 'P1DT2H', { elapsedToOpen: true })).toBe('2026-06-08T09:00');
    expect(elapsed('2026-06-01T16:00', 'PT2H', { elapsedToOpen: true })).toBe('2026-06-01T18:00');
  });
});

test('answers the same in any order of years', () => {
  const years = [2026, 1975, 2030, 1999, 2026];
  const calendar = calendarWith();
  for (const year of years) {
    const start = Date.UTC(year, 11, 30, 9);
    expect(calendar.addMinutes(start, 6_000)).toBe(calendarWith().addMinutes(start, 6_000));
    expect(calendar.addDays(start, 300)).toBe(calendarWith().addDays(start, 300));
  }
});

test('refuses what it cannot count, with a reason', () => {
  const calendar = calendarWith();
  expect(() => calendar.addDays(Date.UTC(2026, 0, 1), 99_999)).toThrow(
    /expected instants and deadlines from 1900 to 2200/,
  );
  expect(() => calendar.between(Number.NaN, 0)).toThrow(/1900 to 2200/);
  expect(() => calendar.deadline(0, { working: 'P1M' })).toThrow(/"P1M".* is no duration/);
});
