import { expect, test } from 'vitest';
import { type CalendarOptions, HolidayCalendar } from '../src/index.js';
import { inMoscow, moscow } from './at.js';

const LUNCH = ['09:00-13:00', '14:00-18:00'];
const moscowCalendar = (options: Partial<CalendarOptions> = {}) =>
  new HolidayCalendar({ zone: 'Europe/Moscow', country: 'RU', hours: LUNCH, ...options }).calendar();

const calendar = moscowCalendar();
const due = (start: string, limit: string, of = calendar) =>
  inMoscow(of.deadline(moscow(start), { working: limit }).dueAt);

test.each([
  // A working Saturday that is shortened: its last open instant.
  ['2024-11-01T17:30', 'P1D', '2024-11-02T17:00'],
  ['2024-11-01T16:40', 'P1D', '2024-11-02T16:40'],
  ['2024-11-02T10:00', 'P1D', '2024-11-05T10:00'],
  ['2024-11-02T16:00', 'PT2H', '2024-11-05T10:00'],
  // Saturdays that are worked in full.
  ['2024-04-26T17:30', 'P1D', '2024-04-27T17:30'],
  ['2024-04-27T17:30', 'P1D', '2024-05-02T17:30'],
  ['2024-12-27T12:00', 'P1D', '2024-12-28T12:00'],
  ['2024-12-28T12:00', 'P1D', '2025-01-09T12:00'],
  ['2024-12-28T17:00', 'PT2H', '2025-01-09T10:00'],
  // Shortened days end one hour earlier.
  ['2024-03-06T17:30', 'P1D', '2024-03-07T17:00'],
  ['2024-03-07T16:30', 'PT1H', '2024-03-11T09:30'],
  ['2024-02-22T14:00', 'PT3H', '2024-02-22T17:00'],
  ['2024-02-22T14:00', 'PT3H1M', '2024-02-26T09:01'],
  // 2020: the moved holidays and the vote on 1 July.
  ['2020-02-21T10:00', 'P1D', '2020-02-25T10:00'],
  ['2020-06-30T10:00', 'P1D', '2020-07-02T10:00'],
  ['2020-05-01T10:00', 'P1D', '2020-05-07T09:00'],
  ['2021-02-19T17:30', 'P1D', '2021-02-20T17:00'],
  ['2021-02-20T10:00', 'P1D', '2021-02-24T10:00'],
  ['2025-10-31T11:00', 'P1D', '2025-11-01T11:00'],
  ['2025-11-01T17:30', 'P1D', '2025-11-06T09:00'],
  ['2025-12-30T11:00', 'P1D', '2026-01-12T11:00'],
  // 2026: 11 May for 9 May, and 31 December for 4 January.
  ['2026-05-07T16:40', 'P2D', '2026-05-12T16:40'],
  ['2026-05-08T16:40', 'P2D', '2026-05-13T16:40'],
  ['2026-12-30T11:00', 'P1D', '2027-01-11T11:00'],
  // 2027: a Saturday that is worked and shortened.
  ['2027-02-19T17:45', 'P1D', '2027-02-20T17:00'],
  ['2027-02-20T16:00', 'PT2H', '2027-02-24T10:00'],
])('B33: from %s, %s ends at %s', (start, limit, end) => {
  expect(due(start, limit)).toBe(end);
});

test.each([
  ['2020-03-27T10:00', 'P1D', '2020-03-30T10:00', '2020-05-12T10:00'],
  ['2020-06-23T10:00', 'P1D', '2020-06-24T10:00', '2020-06-25T10:00'],
  ['2021-05-03T10:00', 'P1D', '2021-05-05T09:00', '2021-05-12T09:00'],
  ['2021-10-29T10:00', 'P1D', '2021-11-01T10:00', '2021-11-08T10:00'],
  ['2021-11-02T17:30', 'P1D', '2021-11-03T17:00', '2021-11-09T09:00'],
])('from %s, %s ends at %s, and at %s with days non-working by decree', (start, limit, worked, free) => {
  expect(due(start, limit)).toBe(worked);
  expect(due(start, limit, moscowCalendar({ decreeNonWorking: true }))).toBe(free);
});

test.each([
  [2018, 247],
  [2019, 247],
  // One less than planned: 1 July was made a day off.
  [2020, 247],
  [2021, 247],
  [2022, 247],
  [2023, 247],
  [2024, 248],
  [2025, 247],
  [2026, 247],
  [2027, 247],
])('%i has %i working days', (year, count) => {
  const days = Array.from({ length: 366 }, (_, i) =>
    new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10),
  );
  const worked = days.filter((date) => date.startsWith(`${year}`) && calendar.day(date)?.spans.length);
  expect(worked).toHaveLength(count);
});

test('has the working hours of the 40-hour week of 2024', () => {
  const eight = moscowCalendar({ hours: ['09:00-17:00'] });
  // 248 days of 8 hours, five of them one hour shorter.
  expect(eight.between(moscow('2024-01-01T00:00'), moscow('2025-01-01T00:00')) / 60).toBe(1_979);
});

test('gives a working Saturday the hours of the day it is worked for', () => {
  const hours = { mon: ['10:00-12:00'], tue: ['08:00-20:00'], fri: ['09:00-18:00'] };
  const parts = moscowCalendar({ hours });
  // 27 April 2024 is worked for Monday 29 April, 2 November for Tuesday 30 April.
  expect(parts.day('2024-04-27')).toMatchObject({
    kind: 'working',
    extra: true,
    spans: [{ opens: 600, closes: 720 }],
  });
  expect(parts.day('2024-11-02')).toMatchObject({
    kind: 'shortened',
    extra: true,
    spans: [{ opens: 480, closes: 1_140 }],
  });
  expect(moscowCalendar({ hours: { fri: ['09:00-18:00'] } }).day('2024-04-27')).toMatchObject({
    kind: 'weekend',
    spans: [],
  });
});

test('names days off, and says from where a moved one came', () => {
  expect(calendar.day('2026-05-11')).toMatchObject({ kind: 'off', movedFrom: '2026-05-09' });
  expect(calendar.day('2026-06-12')).toMatchObject({ kind: 'off', name: 'День России' });
  expect(moscowCalendar({ language: 'en' }).day('2026-06-12')).toMatchObject({ name: 'Russia Day' });
});
