import { createEngine, type Engine, MemoryNotifier } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remindersCron } from '../src/index.js';
import { Office, type SharedStorage, STORAGES } from './office.js';

const TASKS = 250;
const NOON = Date.parse('2026-03-02T12:00Z');

describe.each(STORAGES)('several schedulers %s', (_, makeStorage) => {
  let shared: SharedStorage;
  let office: Office;
  const others: Engine[] = [];
  beforeEach(async () => {
    shared = await makeStorage();
    office = await Office.open(shared, { reminders: { digest: { zone: 'UTC', cron: '0 12 * * *' } } });
  });
  afterEach(async () => {
    for (const engine of others.splice(0)) await engine.stop();
    await office.close();
    await shared.remove();
  });

  /** Another node on the same database, with connections of its own. */
  async function otherNode(notifier = new MemoryNotifier()) {
    const reminders = remindersCron({ tick: false, digest: { zone: 'UTC', cron: '0 12 * * *' } });
    const { storage, ports } = shared.open();
    const { host, directory, clock } = office.play;
    const plugins = storage ? [storage, reminders] : [reminders];
    const engine = await createEngine({
      ...ports,
      host,
      directory,
      clock,
      notifier,
      plugins,
      background: false,
    });
    others.push(engine);
    return { engine, reminders, notifier };
  }

  test('send each reminder of many once when they tick at once', async () => {
    const other = await otherNode();
    for (let i = 0; i < TASKS; i++) await office.task(`D-${i}`, 'ann');
    office.play.clock.set(NOON);
    const posted = await Promise.all([office.reminders.tick(), other.reminders.tick()]);
    await office.play.engine.settle();
    await other.engine.settle();
    const told = [...office.play.notices, ...other.notifier.delivered.map(({ notice }) => notice)]
      .filter(({ kind }) => kind === 'taskOverdue')
      .map(({ task }) => task);
    expect(new Set(told).size).toBe(TASKS);
    expect(told).toHaveLength(TASKS);
    expect((posted[0] ?? 0) + (posted[1] ?? 0)).toBe(TASKS);
  });

  test('send one digest for a slot', async () => {
    const nodes = [office.reminders, (await otherNode()).reminders, (await otherNode()).reminders];
    await office.task('D-1', 'ann');
    await office.at('2026-03-02T12:00');
    office.play.clock.set(NOON + 24 * 3_600_000);
    const posted = await Promise.all(nodes.map((node) => node.tick()));
    // One reminder of the last rung to the head and two admins, one digest to two admins.
    expect(posted.reduce((sum, count) => sum + count, 0)).toBe(4 + 2);
  });

  test('lose nothing and send nothing twice when one is killed after its commit', async () => {
    const dying = await otherNode();
    await office.task('D-1', 'ann');
    office.play.clock.set(NOON);
    expect(await dying.reminders.tick()).toBe(1);
    expect(await office.reminders.tick()).toBe(0);
    await office.play.engine.settle();
    expect(office.play.notices.filter(({ kind }) => kind === 'taskOverdue').map(({ to }) => to)).toEqual([
      'ann',
    ]);
  });
});
