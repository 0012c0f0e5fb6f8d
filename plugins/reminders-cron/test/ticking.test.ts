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

test('has what it posts delivered at once, on a node that would look in an hour', async () => {
  const shared = await onSqlite();
  const office = await Office.open(shared, { engine: { background: true, tuning: { pollMs: 3_600_000 } } });
  await office.task('D-1', 'ann');
  office.play.clock.set(Date.parse('2026-03-02T12:00Z'));
  expect(await office.reminders.tick()).toBe(1);
  const reminded = () => office.play.notices.filter(({ kind }) => kind === 'taskOverdue').map(({ to }) => to);
  await expect.poll(reminded, { timeout: 10_000 }).toEqual(['ann']);
  await office.close();
  await shared.remove();
});
