import { VIRTUAL_START, VirtualClock } from '@dealroute/testing';
import { expect, test } from 'vitest';

test('stands still until it is moved', () => {
  const clock = new VirtualClock();
  expect([clock.now(), clock.now()]).toEqual([VIRTUAL_START, VIRTUAL_START]);
  expect(new Date(VIRTUAL_START).toISOString()).toBe('2026-03-02T09:00:00.000Z');
});

test('begins at the instant that it is given', () => {
  expect(new VirtualClock(17).now()).toBe(17);
});

test('moves on by milliseconds and by durations of elapsed time', () => {
  const clock = new VirtualClock(0);
  expect(clock.advance(250)).toBe(250);
  expect(clock.advance('PT90M')).toBe(250 + 90 * 60_000);
  clock.advance('P1DT2H');
  expect(clock.now()).toBe(250 + 90 * 60_000 + 26 * 3_600_000);
});

test('jumps to any instant, also back', () => {
  const clock = new VirtualClock(1_000);
  clock.set(5);
  expect(clock.now()).toBe(5);
});

test('refuses what is no duration', () => {
  expect(() => new VirtualClock().advance('tomorrow')).toThrow('tomorrow');
  expect(() => new VirtualClock().advance('P1W')).toThrow('P1W');
});
