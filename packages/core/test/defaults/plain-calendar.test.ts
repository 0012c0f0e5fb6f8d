import { PlainCalendar, type PlainHours, type TimeLimit } from '@dealroute/core';
import { workingCalendarContract } from '@dealroute/testing/contracts';
import { describe, expect, it } from 'vitest';

workingCalendarContract('PlainCalendar in UTC', () => ({ calendar: new PlainCalendar() }));
workingCalendarContract('PlainCalendar in New York', () => ({
  calendar: new PlainCalendar({ zone: 'America/New_York', opens: 480, closes: 960 }),
}));

const deadline = (start: string, limit: TimeLimit, hours?: PlainHours): string => {
  const { dueAt } = new PlainCalendar(hours).deadline({ start: Date.parse(start), limit });
  return new Date(dueAt).toISOString().slice(0, 16);
};

describe('a deadline', () => {
  // biome-ignore format: a table
  it.each<readonly [string, string, TimeLimit, string]>([
    // 2026-03-02 is a Monday; the day is 9:00–18:00.
    ['one working day', '2026-03-02T10:00Z', { working: 'P1D' }, '2026-03-03T10:00'],
    ['a working day over the weekend', '2026-03-06T10:00Z', { working: 'P1D' }, '2026-03-09T10:00'],
    ['five working days are a week', '2026-03-02T10:00Z', { working: 'P5D' }, '2026-03-09T10:00'],
    ['hours within a day', '2026-03-02T10:00Z', { working: 'PT4H' }, '2026-03-02T14:00'],
    ['hours up to closing time', '2026-03-02T10:00Z', { working: 'PT8H' }, '2026-03-02T18:00'],
    ['hours into the next day', '2026-03-02T10:00Z', { working: 'PT9H' }, '2026-03-03T10:00'],
    ['hours over the weekend', '2026-03-06T17:30Z', { working: 'PT1H' }, '2026-03-09T09:30'],
    ['more hours than days have', '2026-03-02T09:00Z', { working: 'PT20H' }, '2026-03-04T11:00'],
    ['a day and hours', '2026-03-02T17:00Z', { working: 'P1DT2H' }, '2026-03-04T10:00'],
    ['from before opening time', '2026-03-02T06:00Z', { working: 'PT1H' }, '2026-03-02T10:00'],
    ['days from closing time on', '2026-03-02T18:00Z', { working: 'P1D' }, '2026-03-03T18:00'],
    ['days from after closing time', '2026-03-02T18:01Z', { working: 'P1D' }, '2026-03-04T09:00'],
    ['from closing time on', '2026-03-02T18:00Z', { working: 'PT1H' }, '2026-03-03T10:00'],
    ['a day from the night', '2026-03-02T23:00Z', { working: 'P1D' }, '2026-03-04T09:00'],
    ['a day from the weekend', '2026-03-07T12:00Z', { working: 'P1D' }, '2026-03-10T09:00'],
    ['no time at all within hours', '2026-03-02T10:00Z', { working: 'PT0M' }, '2026-03-02T10:00'],
    ['elapsed time does not care', '2026-03-06T17:30Z', { elapsed: 'P1DT1H' }, '2026-03-07T18:30'],
  ])('%s', (_, start, limit, expected) => {
    expect(deadline(start, limit)).toBe(expected);
  });

  it('keeps to the clock on the wall where the zone changes its time', () => {
    const berlin = { zone: 'Europe/Berlin' };
    // The clocks go forward on Sunday, 29 March 2026, and back on Sunday, 25 October.
    expect(deadline('2026-03-27T09:00Z', { working: 'P1D' }, berlin)).toBe('2026-03-30T08:00');
    expect(deadline('2026-10-23T08:00Z', { working: 'P1D' }, berlin)).toBe('2026-10-26T09:00');
    expect(deadline('2026-03-27T16:00Z', { working: 'PT2H' }, berlin)).toBe('2026-03-30T08:00');
  });

  it('takes the hours that it is given', () => {
    const always = { opens: 0, closes: 1_440 };
    expect(deadline('2026-03-02T20:00Z', { working: 'PT5H' }, always)).toBe('2026-03-03T01:00');
    expect(deadline('2026-03-06T23:00Z', { working: 'PT2H' }, always)).toBe('2026-03-09T01:00');
  });

  it('explains itself by limit, start and zone', () => {
    const start = Date.UTC(2026, 2, 2, 10);
    const limit = { working: 'P1D' };
    const { explanation } = new PlainCalendar({ zone: 'Europe/Berlin' }).deadline({ start, limit });
    expect(explanation).toEqual({ limit, start, zone: 'Europe/Berlin' });
  });
});

describe('what is no calendar', () => {
  it.each<PlainHours>([
    { opens: 600, closes: 600 },
    { opens: 1_080, closes: 540 },
    { opens: -1 },
    { closes: 1_441 },
    { opens: Number.NaN },
  ])('hours %j are refused', (hours) => {
    expect(() => new PlainCalendar(hours)).toThrow(expect.objectContaining({ code: 'COMPOSITION_INVALID' }));
  });

  it('a zone that is none is refused', () => {
    expect(() => new PlainCalendar({ zone: 'Mars/Olympus' })).toThrow(RangeError);
  });

  it('a limit that is none is refused with what to write', () => {
    expect(() => deadline('2026-03-02T10:00Z', { working: 'two days' })).toThrow(
      expect.objectContaining({ code: 'REQUEST_INVALID', message: expect.stringContaining('P2D') }),
    );
  });
});

describe('working time between two instants', () => {
  const between = (start: string, end: string, hours?: PlainHours): number =>
    new PlainCalendar(hours).between({ start: Date.parse(start), end: Date.parse(end) });

  // biome-ignore format: a table
  it.each<readonly [string, string, string, number]>([
    ['within a day', '2026-03-02T10:00Z', '2026-03-02T12:30Z', 150],
    ['over a night', '2026-03-02T17:00Z', '2026-03-03T10:00Z', 120],
    ['over a weekend', '2026-03-06T17:00Z', '2026-03-09T10:00Z', 120],
    ['of a weekend', '2026-03-07T00:00Z', '2026-03-08T23:00Z', 0],
    ['of a night', '2026-03-02T18:00Z', '2026-03-03T09:00Z', 0],
    ['of two weeks', '2026-03-02T00:00Z', '2026-03-16T00:00Z', 5_400],
    ['before 1970', '1969-12-29T00:00Z', '1970-01-05T00:00Z', 2_700],
    ['backwards', '2026-03-03T10:00Z', '2026-03-02T17:00Z', -120],
    ['of parts of a minute', '2026-03-02T10:00:00Z', '2026-03-02T10:00:30Z', 0.5],
  ])('%s', (_, start, end, expected) => {
    expect(between(start, end)).toBe(expected);
  });

  it('follows the clock on the wall', () => {
    expect(between('2026-03-27T16:00Z', '2026-03-30T08:00Z', { zone: 'Europe/Berlin' })).toBe(120);
  });
});
