import type { Instant } from '@dealroute/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DayOverride, HolidayCalendar, type Hours } from '../src/index.js';
import { MinuteWalk } from './minute-walk.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Weeks around changes of the clocks, at night, at midnight, by half an hour, and of a whole day. */
const WEEKS: readonly (readonly [zone: string, middle: string])[] = [
  ['Europe/Moscow', '2026-05-10'],
  ['Europe/Berlin', '2024-03-31'],
  ['Europe/Berlin', '2024-10-27'],
  ['America/New_York', '2024-03-10'],
  ['America/New_York', '2024-11-03'],
  ['Australia/Lord_Howe', '2024-04-07'],
  ['Australia/Lord_Howe', '2024-10-06'],
  ['Africa/Casablanca', '2024-03-10'],
  ['Africa/Casablanca', '2024-04-14'],
  ['Asia/Gaza', '2023-04-29'],
  ['Asia/Gaza', '2023-10-28'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Europe/Berlin', '2026-01-01'],
  ['Pacific/Apia', '2011-12-30'],
];

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

type Spans = readonly (readonly [number, number])[];

/** Up to two openings a day, of any minutes; a last one may run past midnight. */
const spans: fc.Arbitrary<Spans> = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_439 }), { minLength: 0, maxLength: 4 })
  .chain((marks) => {
    const sorted = [...marks].sort((a, b) => a - b);
    const pairs = sorted.flatMap((mark, i) => (i % 2 === 1 ? [[sorted[i - 1] ?? 0, mark] as const] : []));
    const open = sorted.length % 2 === 1 ? sorted.at(-1) : undefined;
    if (open === undefined) return fc.constant(pairs);
    return fc
      .integer({ min: 1, max: open - 1 < 1 ? 1 : open - 1 })
      .map((end) => (end < open ? [...pairs, [open, 1_440 + end] as const] : pairs));
  });

/** Weekly hours whose night shifts end before the next day begins. */
const week = fc
  .array(spans, { minLength: 7, maxLength: 7 })
  .filter((days) => days.some((day) => day.length > 0))
  .map((days) => days.map((day, i) => cutNights(day, days[(i + 1) % 7] ?? [])));

const cutNights = (day: Spans, next: Spans): Spans =>
  day.map(([opens, closes]) => [opens, Math.min(closes, 1_440 + (next[0]?.[0] ?? 1_440))] as const);

const hoursText = (day: Spans): Hours =>
  day.map(([opens, closes]) => `${clock(opens)}-${closes % 1_440 === 0 ? '24:00' : clock(closes % 1_440)}`);

interface Case {
  readonly zone: string;
  readonly middle: Instant;
  readonly days: readonly Spans[];
  readonly overrides: readonly DayOverride[];
  readonly starts: readonly Instant[];
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...WEEKS).chain(([zone, date]) => {
  const middle = Date.parse(date);
  const dayNear = fc
    .integer({ min: -5, max: 5 })
    .map((n) => new Date(middle + n * DAY).toISOString().slice(0, 10));
  const override = dayNear.chain((day) =>
    fc.constantFrom('off' as const, 'shortened' as const).map((kind) => ({ date: day, kind })),
  );
  const near = fc.integer({ min: -3 * 1_440, max: 2 * 1_440 }).map((minutes) => middle + minutes * MINUTE);
  return fc.record({
    zone: fc.constant(zone),
    middle: fc.constant(middle),
    days: week,
    overrides: fc.uniqueArray(override, { maxLength: 2, selector: (one) => one.date }),
    starts: fc.array(near, { minLength: 2, maxLength: 6 }),
  });
});

/** The calendar, and the walk over the same rules written out by date. */
function both({ zone, middle, days, overrides }: Case) {
  const hours = Object.fromEntries(WEEKDAYS.map((day, i) => [day, hoursText(days[i] ?? [])]));
  // A day that is usually free is worked only if it has hours of its own; the walk has no rule for borrowed ones.
  const usual = (date: string) => days[(new Date(date).getUTCDay() + 6) % 7] ?? [];
  const own = overrides.filter(({ date, kind }) => kind === 'off' || usual(date).length > 0);
  const calendar = new HolidayCalendar({ zone, hours, overrides: own }).calendar();
  const walk = new MinuteWalk(zone, middle - 9 * DAY, middle + 9 * DAY, (date) => {
    const override = own.find((one) => one.date === date);
    if (override?.kind === 'off') return [];
    if (!override) return usual(date);
    const end = (usual(date).at(-1)?.[1] ?? 0) - 60;
    return usual(date).map(([opens, closes]) => [opens, Math.min(closes, end)] as const);
  });
  return { calendar, walk };
}

describe('over random calendars around changes of the clocks', () => {
  test('minutes and days end where a walk over every minute ends', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 4 }),
        (given, minutes, count) => {
          const { calendar, walk } = both(given);
          for (const start of given.starts) {
            const end = walk.addMinutes(start, minutes);
            if (end !== undefined) expect(calendar.addMinutes(start, minutes)).toBe(end);
            const day = walk.addDays(start, count);
            if (day !== undefined) expect(calendar.addDays(start, count)).toBe(day);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  test('the time between two instants is the open minutes, and leads back to the end', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { calendar, walk } = both(given);
        const [start = 0, ...ends] = [...given.starts].sort((a, b) => a - b);
        for (const end of ends) {
          const minutes = calendar.between(start, end);
          expect(minutes).toBe(walk.between(start, end));
          expect(calendar.between(end, start)).toBe(0 - minutes);
          if (walk.endsOpen(end)) expect(calendar.addMinutes(start, minutes)).toBe(end);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('a later start or a longer limit never ends earlier', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 900 }),
        (given, less, more) => {
          const { calendar } = both(given);
          const limits = [less, less + more].flatMap((minutes) => [
            `PT${minutes}M`,
            `P1DT${minutes}M`,
            `P2DT${minutes}M`,
          ]);
          for (const working of limits) {
            const ends = [...given.starts]
              .sort((a, b) => a - b)
              .map((start) => calendar.deadline(start, { working }).dueAt);
            expect(ends).toEqual([...ends].sort((a, b) => a - b));
          }
          for (const start of given.starts) {
            const ends = limits.map((working) => calendar.deadline(start, { working }).dueAt);
            const byDays = [0, 1, 2].map((days) => [ends[days] ?? 0, ends[days + 3] ?? 0] as const);
            for (const [short, long] of byDays) expect(short).toBeLessThanOrEqual(long);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
