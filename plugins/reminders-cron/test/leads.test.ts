import { createEngine, MemoryNotifier } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remindersCron } from '../src/index.js';
import { Office, type SharedStorage, STORAGES } from './office.js';

describe.each(STORAGES)('reminders of leads %s', (_, makeStorage) => {
  let shared: SharedStorage;
  let office: Office;
  beforeEach(async () => {
    shared = await makeStorage();
    office = await Office.open(shared, { reminders: { digest: { zone: 'UTC', cron: '0 9 * * *' } } });
  });
  afterEach(async () => {
    await office.close();
    await shared.remove();
  });

  /** A lead of Monday 9:00 with a limit at noon. */
  async function lead(responsible: string | null): Promise<string> {
    const wish = { title: 'A boiler', source: 'website', reactWithin: { working: 'PT3H' } };
    const outcome = await office.play.engine.registerLead({ ...wish, responsible, actor: null });
    if (!outcome.ok) throw new Error(outcome.rejection.code);
    return outcome.value.id;
  }

  test('B44: a lead without a reaction climbs the ladder like a task', async () => {
    const id = await lead('ann');
    expect(await office.at('2026-03-02T11:59:59.999')).toEqual([]);
    const [notice, ...more] = await office.noticesAt('2026-03-02T12:00');
    expect([notice, more]).toEqual([
      {
        id: expect.any(String),
        kind: 'leadOverdue',
        to: 'ann',
        lead: id,
        details: {
          rung: 1,
          rungs: 3,
          deadline: Date.parse('2026-03-02T12:00Z'),
          as: 'assignee',
          assignee: 'ann',
        },
      },
      [],
    ]);
    expect(await office.at('2026-03-02T12:00')).toEqual([]);
    expect(await office.at('2026-03-02T16:00')).toEqual(['ann as assignee: 2/3', 'boss as head: 2/3']);
    await office.noticesAt('2026-03-03T09:00');
    const last = ['boss as head: 3/3', 'admin as admin: 3/3', 'root as admin: 3/3'];
    expect(await office.at('2026-03-03T12:00')).toEqual(last);
  });

  test('B44: a lead that nobody has is the admins’, and whoever takes it has the ladder before them', async () => {
    const id = await lead(null);
    expect(await office.at('2026-03-02T12:00')).toEqual(['admin as admin: 1/3', 'root as admin: 1/3']);
    office.play.clock.advance('PT1H');
    await office.play.engine.assignLead({ lead: id, to: 'bob', actor: 'bob' });
    expect(await office.at('2026-03-02T13:00')).toEqual(['bob as assignee: 1/3']);
    expect(await office.at('2026-03-02T16:59')).toEqual([]);
    expect(await office.at('2026-03-02T17:00')).toEqual(['bob as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('B44: a reaction ends the ladder, whatever it is', async () => {
    const { engine } = office.play;
    const [noted, called, discarded] = [await lead('ann'), await lead('ann'), await lead('ann')];
    await engine.reactToLead({ lead: noted, note: 'Nobody answers', actor: 'ann' });
    const contact = { direction: 'outgoing', channel: 'call' } as const;
    await engine.registerContact({ ...contact, lead: called, actor: 'ann' });
    await engine.discardLead({ lead: discarded, reason: 'A joke', actor: 'ann' });
    expect(await office.at('2026-03-02T18:00')).toEqual([]);
    await office.noticesAt('2026-03-03T09:00');
    expect(await office.at('2026-03-04T18:00')).toEqual([]);
  });

  test('B44: of several schedulers one reminds of each lead', async () => {
    for (let i = 0; i < 30; i++) await lead('ann');
    const notifier = new MemoryNotifier();
    const reminders = remindersCron({ tick: false });
    const { storage, ports } = shared.open();
    const { host, directory, clock } = office.play;
    const plugins = storage ? [storage, reminders] : [reminders];
    const own = { host, directory, clock, notifier };
    const other = await createEngine({ ...ports, ...own, plugins, background: false });
    clock.set(Date.parse('2026-03-02T12:00Z'));
    const posted = await Promise.all([office.reminders.tick(), reminders.tick()]);
    await office.play.engine.settle();
    await other.settle();
    const told = [...office.play.notices, ...notifier.delivered.map(({ notice }) => notice)]
      .filter(({ kind }) => kind === 'leadOverdue')
      .map((notice) => notice.lead);
    await other.stop();
    expect([new Set(told).size, told.length]).toEqual([30, 30]);
    expect((posted[0] ?? 0) + (posted[1] ?? 0)).toBe(30);
  });

  test('B37: the digest lists leads without a reaction beside the tasks', async () => {
    const id = await lead('ann');
    const reacted = await lead('ann');
    await office.play.engine.reactToLead({ lead: reacted, note: 'Rang', actor: 'ann' });
    const digest = (await office.noticesAt('2026-03-03T09:00')).find(({ kind }) => kind === 'overdueDigest');
    const deadline = Date.parse('2026-03-02T12:00Z');
    expect(digest?.details).toEqual({
      slot: Date.parse('2026-03-03T09:00Z'),
      total: 0,
      tasks: [],
      totalLeads: 1,
      leads: [{ lead: id, responsible: 'ann', deadline }],
    });
  });
});
