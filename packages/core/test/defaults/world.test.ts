import { consoleLogger, silentNotifier, systemClock, ulids } from '@dealroute/core';
import { expect, it, onTestFinished, vi } from 'vitest';

it('ids are unique, rise, and have no dot, also many within one millisecond', () => {
  const ids = ulids();
  const made = Array.from({ length: 5_000 }, () => ids.next());
  expect(new Set(made).size).toBe(5_000);
  expect([...made].sort()).toEqual(made);
  for (const id of made) expect(id).toMatch(/^[0-9A-Z]{26}$/);
});

it('ids of two sources do not meet', () => {
  const [one, two] = [ulids(), ulids()];
  const made = Array.from({ length: 1_000 }, () => [one.next(), two.next()]).flat();
  expect(new Set(made).size).toBe(2_000);
});

it('the clock is that of the machine', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

it('the console hears warnings and errors, and nothing of lesser things', () => {
  const heard: string[] = [];
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    const spy = vi
      .spyOn(console, level)
      .mockImplementation((message) => void heard.push(`${level} ${message}`));
    onTestFinished(() => spy.mockRestore());
  }
  for (const level of ['debug', 'info', 'warn', 'error'] as const) consoleLogger[level](`a ${level}`);
  expect(heard).toEqual(['warn a warn', 'error a error']);
});

it('a notice to nobody in particular is taken without a word', async () => {
  const notice = { id: 'n', kind: 'taskAssigned', to: 'a', deal: 'D-1', process: 'p', details: {} } as const;
  await expect(silentNotifier.deliver(notice, { tenant: 'default' })).resolves.toBeUndefined();
});
