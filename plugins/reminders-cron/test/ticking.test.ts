import { createEngine, MemoryNotifier, memoryStorage } from '@dealroute/core';
import { expect, test } from 'vitest';
import { Office, onSqlite } from './office.js';

test('ticks by itself in real time, at the business time of the clock', async () => {
  const shared = await onSqlite();
  const office = await Office.open(shared, { reminders: { tick: '* * * * * *' } });
  await office.task('D-1', 'ann');
  office.play.clock.set(Date.parse('2026-03-02T12:00Z'));
  await expect
    .poll(
      async () => {
        await office.play.engine.settle();
        return office.play.notices.filter(({ kind }) => kind === 'taskOverdue').map(({ to }) => to);
      },
      { timeout: 10_000 },
    )
    .toEqual(['ann']);
  await office.close();
  expect(office.logged).toEqual([]);
  await shared.remove();
});

test('says when a tick failed that nobody waits for, and ticks on', async () => {
  const shared = await onSqlite();
  const office = await Office.open(shared, { reminders: { tick: '* * * * * *' } });
  const { clock } = office.play;
  const sound = clock.now.bind(clock);
  clock.now = () => {
    throw new Error('The clock stands still.');
  };
  const failures = () =>
    office.logged.filter(({ message }) => message.startsWith('A tick of the reminders failed'));
  await expect.poll(() => failures().length, { timeout: 10_000 }).toBeGreaterThan(1);
  clock.now = sound;
  await office.close();
  await shared.remove();
});

test('has what it posts delivered at once, by a node that would look in an hour', async () => {
  const ports = memoryStorage();
  const office = await Office.open({ open: () => ({ ports }), remove: async () => undefined });
  const notifier = new MemoryNotifier();
  const { clock } = office.play;
  const node = { ...ports, clock, notifier, background: true, tuning: { pollMs: 3_600_000 } };
  const other = await createEngine(node);
  await office.task('D-1', 'ann');
  clock.set(Date.parse('2026-03-02T12:00Z'));
  expect(await office.reminders.tick()).toBe(1);
  const kinds = () => notifier.delivered.map(({ notice: { kind } }) => kind);
  await expect.poll(kinds, { timeout: 10_000 }).toContain('taskOverdue');
  await other.stop();
  await office.close();
});
