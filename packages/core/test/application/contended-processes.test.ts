import { expect, it } from 'vitest';
import { ContendedProcesses } from '../../src/application/contended-processes.js';

it('remembers a lost race for a second, from the last one on', () => {
  let now = 0;
  const contended = new ContendedProcesses(() => now);
  contended.add('p1');
  now = 999;
  expect(contended.has('p1')).toBe(true);
  contended.add('p1');
  now = 1_998;
  expect([contended.has('p1'), contended.has('p2')]).toEqual([true, false]);
  now = 1_999;
  expect(contended.has('p1')).toBe(false);
});

it('forgets the old ones as new ones come, so that it never grows with time', () => {
  let now = 0;
  const contended = new ContendedProcesses(() => now);
  for (; now < 100_000; now += 1_000) contended.add(`p${now}`);
  expect(contended.size).toBeLessThanOrEqual(2);
});
