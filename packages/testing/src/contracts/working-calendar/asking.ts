import assert from 'node:assert/strict';
import {
  type CallContext,
  type Deadline,
  durationOf,
  type Instant,
  type TimeLimit,
  type WorkingCalendar,
} from '@dealroute/core';
import type { ContractCase, ContractSetup } from '../contract.js';
import { HOUR } from '../samples.js';
import { NORTH } from '../storage-setup.js';

/** A calendar that knows no person by name; whatever its hours, holidays and zone are. */
export interface WorkingCalendarSetup extends ContractSetup {
  readonly calendar: WorkingCalendar;
}

export type CalendarCase = ContractCase<WorkingCalendarSetup>;

export const MINUTE = 60_000;
export const DAY = 24 * HOUR;
export const MONTH = Date.UTC(2026, 3, 6);

export const working = (duration: string): TimeLimit => ({ working: duration });
export const elapsed = (duration: string): TimeLimit => ({ elapsed: duration });

/** Every 97 minutes through three weeks, over the ends of years and of February, and odd milliseconds. */
export const STARTS: readonly Instant[] = [
  ...Array.from({ length: 312 }, (_, i) => MONTH + i * 97 * MINUTE),
  Date.UTC(2024, 1, 28, 20, 59),
  Date.UTC(2024, 1, 29, 12),
  Date.UTC(2025, 11, 31, 23, 59, 59, 999),
  Date.UTC(2026, 0, 1),
  Date.UTC(2026, 2, 29, 1, 30),
  Date.UTC(2026, 9, 25, 1, 30),
  MONTH + 9 * HOUR + 1,
  MONTH + 9 * HOUR + 59_999,
].sort((a, b) => a - b);

export const FEW_STARTS = STARTS.filter((_, i) => i % 9 === 0);

export const LIMITS: readonly TimeLimit[] = [
  working('PT1M'),
  working('PT45M'),
  working('PT8H'),
  working('PT40H'),
  working('P1D'),
  working('P2D'),
  working('P10D'),
  working('P1DT2H'),
  elapsed('PT1M'),
  elapsed('PT24H'),
  elapsed('P3D'),
  elapsed('P1DT2H30M'),
];

export const ask = async (
  { calendar }: WorkingCalendarSetup,
  start: Instant,
  limit: TimeLimit,
  context: CallContext = NORTH,
): Promise<Deadline> => calendar.deadline({ start, limit }, context);

export const dueAt = async (
  setup: WorkingCalendarSetup,
  start: Instant,
  limit: TimeLimit,
): Promise<Instant> => (await ask(setup, start, limit)).dueAt;

export const count = async (
  { calendar }: WorkingCalendarSetup,
  start: Instant,
  end: Instant,
): Promise<number> => calendar.between({ start, end }, NORTH);

export const said = (start: Instant, limit: TimeLimit): string =>
  `${JSON.stringify(limit)} from ${new Date(start).toISOString()}`;

/** Calls a check with every start, every limit and their deadline. */
export const always = (
  name: string,
  check: (deadline: Deadline, start: Instant, limit: TimeLimit) => void,
  limits: readonly TimeLimit[] = LIMITS,
): CalendarCase => ({
  name,
  run: async (setup) => {
    for (const limit of limits)
      for (const start of STARTS) check(await ask(setup, start, limit), start, limit);
  },
});

/** Checks that no limit ends before the one listed before it; `slack` is what a change of the clocks may take. */
export const ordered = (name: string, limits: readonly TimeLimit[], slack = 0): CalendarCase => ({
  name,
  run: async (setup) => {
    for (const start of STARTS) {
      let before = -Infinity;
      for (const limit of limits) {
        const due = await dueAt(setup, start, limit);
        assert.ok(due >= before, said(start, limit));
        before = due - slack;
      }
    }
  },
});

export const minutesOf = (limit: TimeLimit): number => {
  const duration = durationOf(limit);
  assert.ok(duration);
  return duration.days * 1_440 + duration.minutes;
};
