import { type CallContext, createEngine, type Logger, WORKING_CALENDAR } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { HolidayCalendar, type HolidayCalendarOptions, holidayCalendar } from '../src/index.js';
import { inMoscow, moscow } from './at.js';

const CONTEXT: CallContext = { tenant: 'north' };
const MOSCOW = { zone: 'Europe/Moscow', country: 'RU' } as const;

function recordingLogger() {
  const warned: string[] = [];
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    error: () => {},
    warn: (message) => warned.push(message),
  };
  return { logger, warned };
}

describe('whose calendar', () => {
  const options: HolidayCalendarOptions = {
    ...MOSCOW,
    overrides: [{ date: '2026-06-02', kind: 'off', name: 'День компании' }],
    calendars: {
      berlin: { zone: 'Europe/Berlin', country: 'DE' },
      night: { hours: ['22:00-06:00'] },
      anna: { overrides: [{ date: '2026-06-03', until: '2026-06-10', kind: 'off', name: 'Отпуск' }] },
    },
    calendarOf: (user, { tenant }) =>
      tenant === 'south'
        ? 'berlin'
        : { 'user-anna': 'anna', 'user-ivan': 'night', 'user-x': 'nowhere' }[user ?? ''],
  };
  const calendar = new HolidayCalendar(options);
  const due = async (user: string | undefined, context = CONTEXT) => {
    const { dueAt } = await calendar.deadline(
      { start: moscow('2026-06-01T10:00'), limit: { working: 'P1D' }, user },
      context,
    );
    return inMoscow(dueAt);
  };

  test('the company has one, departments and people may have others', async () => {
    expect(await due(undefined)).toBe('2026-06-03T10:00');
    expect(await due('user-anna')).toBe('2026-06-11T10:00');
    expect(await due('user-ivan')).toBe('2026-06-03T22:00');
  });

  test('a calendar has what it leaves out from the company, and its overrides on top', () => {
    expect(calendar.calendar('anna').day('2026-06-02')).toMatchObject({ kind: 'off', name: 'День компании' });
    expect(calendar.calendar('anna').zone).toBe('Europe/Moscow');
    expect(calendar.calendar('berlin').day('2026-06-12')).toMatchObject({ kind: 'working' });
  });

  test('tenants may have others', async () => {
    expect(await due(undefined, { tenant: 'south' })).toBe('2026-06-03T10:00');
    const { explanation } = await calendar.deadline(
      { start: 0, limit: { elapsed: 'P1D' } },
      { tenant: 'south' },
    );
    expect(explanation.zone).toBe('Europe/Berlin');
  });

  test('an unknown name is refused', async () => {
    await expect(due('user-x')).rejects.toThrow(
      'No calendar "nowhere": expected one of company, berlin, night, anna.',
    );
  });

  test('the host may look it up where it likes', async () => {
    const slow = new HolidayCalendar({ ...options, calendarOf: async () => 'night' });
    const { dueAt } = await slow.deadline(
      { start: moscow('2026-06-01T10:00'), limit: { working: 'PT1H' } },
      CONTEXT,
    );
    expect(inMoscow(dueAt)).toBe('2026-06-01T23:00');
  });
});

describe('a year without official data', () => {
  const start = moscow('2028-06-09T10:00');

  test('is provisional, computed from holidays and weekly hours', () => {
    const calendar = new HolidayCalendar(MOSCOW).calendar();
    const { dueAt, explanation } = calendar.deadline(start, { working: 'P1D' });
    expect(explanation.provisional).toEqual([2028]);
    // 12 June 2028 is a Monday and a public holiday.
    expect(inMoscow(dueAt)).toBe('2028-06-13T10:00');
    expect(calendar.deadline(moscow('2027-12-30T10:00'), { working: 'P1D' }).explanation.provisional).toEqual(
      [2028],
    );
    expect(
      calendar.deadline(moscow('2027-12-29T10:00'), { working: 'P1D' }).explanation.provisional,
    ).toBeUndefined();
  });

  test('is logged once, also when it was met before the engine started', () => {
    const { logger, warned } = recordingLogger();
    const calendar = new HolidayCalendar({ ...MOSCOW, calendars: { other: { hours: ['08:00-10:00'] } } });
    calendar.calendar().deadline(start, { working: 'P1D' });
    calendar.logTo(logger);
    calendar.calendar('other').deadline(start, { working: 'P2D' });
    calendar.calendar().deadline(moscow('2029-03-01T10:00'), { working: 'P1D' });
    expect(warned.map((message) => message.slice(0, 36))).toEqual([
      'No official calendar of RU for 2028:',
      'No official calendar of RU for 2029:',
    ]);
    expect(calendar.warnings().map(({ country, year }) => [country, year])).toEqual([
      ['RU', 2028],
      ['RU', 2029],
    ]);
  });

  test('is no longer when the host gives it', () => {
    const official = [
      { country: 'RU', years: { 2028: { off: ['2028-06-09'], workingWeekends: ['2028-06-10'] } } },
    ];
    const calendar = new HolidayCalendar({ ...MOSCOW, official }).calendar();
    const { dueAt, explanation } = calendar.deadline(moscow('2028-06-08T10:00'), { working: 'P1D' });
    expect(explanation.provisional).toBeUndefined();
    expect(inMoscow(dueAt)).toBe('2028-06-10T10:00');
  });

  test('means nothing in a country without official calendars', () => {
    const calendar = new HolidayCalendar({ zone: 'Europe/Berlin', country: 'DE' });
    expect(calendar.calendar().deadline(start, { working: 'P1D' }).explanation.provisional).toBeUndefined();
    expect(calendar.warnings()).toEqual([]);
  });
});

test('the plugin gives its calendar to the engine', async () => {
  const plugin = holidayCalendar(MOSCOW);
  const bound = new Map<symbol, unknown>();
  plugin.provide?.({ bind: (port, adapter) => bound.set(port, adapter), bindFrom: () => {} });
  expect(bound.get(WORKING_CALENDAR)).toBe(plugin.calendar);
  const engine = await createEngine({ plugins: [plugin] });
  await engine.stop();
});
