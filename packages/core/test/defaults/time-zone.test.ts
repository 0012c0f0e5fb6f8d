import { describe, expect, it } from 'vitest';
import { TimeZone } from '../../src/defaults/time-zone.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const said = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe('local time', () => {
  // biome-ignore format: a table
  it.each([
    ['UTC', '2026-03-02T12:00', '2026-03-02T12:00'],
    ['Europe/Moscow', '2026-07-01T12:00', '2026-07-01T15:00'],
    ['Europe/Berlin', '2026-01-15T12:00', '2026-01-15T13:00'],
    ['Europe/Berlin', '2026-07-15T12:00', '2026-07-15T14:00'],
    ['America/St_Johns', '2026-01-15T12:00', '2026-01-15T08:30'],
    ['Asia/Kathmandu', '2026-01-15T12:00', '2026-01-15T17:45'],
    ['Pacific/Chatham', '2026-01-15T12:00', '2026-01-16T01:45'],
    ['Pacific/Kiritimati', '2026-01-15T12:00', '2026-01-16T02:00'],
    ['Pacific/Pago_Pago', '2026-01-15T12:00', '2026-01-15T01:00'],
  ])('in %s: %s is %s', (zone, instant, local) => {
    const place = new TimeZone(zone);
    expect(said(place.toLocal(utc(instant)))).toBe(local);
    expect(said(place.toInstant(utc(local)))).toBe(instant);
  });

  it('changes at the minute of the change', () => {
    const berlin = new TimeZone('Europe/Berlin');
    expect(said(berlin.toLocal(utc('2026-03-29T00:59')))).toBe('2026-03-29T01:59');
    expect(said(berlin.toLocal(utc('2026-03-29T01:00')))).toBe('2026-03-29T03:00');
    expect(said(berlin.toLocal(utc('2026-10-25T00:59')))).toBe('2026-10-25T02:59');
    expect(said(berlin.toLocal(utc('2026-10-25T01:00')))).toBe('2026-10-25T02:00');
  });

  // biome-ignore format: a table
  it.each([
    ['skipped in spring', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00'],
    ['the first that is skipped', 'Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00'],
    ['the first after the gap', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00'],
    ['repeated in autumn: the first time counts', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'],
    ['just before the repetition', 'Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59'],
    ['just after the repetition', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00'],
    ['skipped by half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30'],
    ['skipped in New York', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:00'],
    ['repeated in New York', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
    ['skipped as a whole day', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00'],
  ])('%s', (_, zone, local, instant) => {
    expect(said(new TimeZone(zone).toInstant(utc(local)))).toBe(instant);
  });

  it('goes there and back through a whole year, every 37 minutes', () => {
    const zone = new TimeZone('America/New_York');
    let before = -Infinity;
    for (let instant = utc('2026-01-01T00:00'); instant < utc('2027-01-01T00:00'); instant += 37 * 60_000) {
      const back = zone.toInstant(zone.toLocal(instant));
      // An hour that comes twice is known by its first time only.
      expect(instant - back === 0 || instant - back === 3_600_000).toBe(true);
      const local = zone.toLocal(instant);
      expect(Math.abs(local - before)).toBeLessThanOrEqual(before === -Infinity ? Infinity : 97 * 60_000);
      before = local;
    }
  });

  it('knows that there was another time in other years', () => {
    const moscow = new TimeZone('Europe/Moscow');
    expect(said(moscow.toLocal(utc('2012-01-01T12:00')))).toBe('2012-01-01T16:00');
  });
});
