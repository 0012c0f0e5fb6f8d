import { setImmediate } from 'node:timers/promises';
import { createEngine, PlainCalendar, type UserDirectory, type WorkingCalendar } from '@dealroute/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remindersCron } from '../src/index.js';
import { errand, Office, onSqlite, type SharedStorage, STORAGES } from './office.js';

/** A calendar that breaks down for one person. */
function brittleCalendar() {
  const plain = new PlainCalendar();
  const state = { brokenFor: '' };
  const calendar: WorkingCalendar = {
    deadline: (request) => {
      if (request.user === state.brokenFor) throw new Error(`No calendar for ${request.user}.`);
      return plain.deadline(request);
    },
    between: (request) => plain.between(request),
  };
  return { calendar, state };
}

describe.each(STORAGES)('what fails %s', (_, makeStorage) => {
  let shared: SharedStorage;
  beforeEach(async () => {
    shared = await makeStorage();
  });
  afterEach(() => shared.remove());

  test('a task whose calendar breaks is put off for five minutes, and the others are told', async () => {
    const { calendar, state } = brittleCalendar();
    const office = await Office.open(shared, { engine: { calendar } });
    await office.task('D-1', 'bob');
    await office.task('D-2', 'ann');
    state.brokenFor = 'bob';
    expect(await office.at('2026-03-02T12:00')).toEqual(['ann as assignee: 1/3']);
    expect(await office.at('2026-03-02T12:01')).toEqual([]);
    expect(office.logged).toEqual([
      {
        message: 'Reminders could not be worked out; they are put off.',
        details: expect.objectContaining({ tenant: 'default', failed: 1, error: expect.any(Error) }),
      },
    ]);
    state.brokenFor = '';
    expect(await office.at('2026-03-02T12:04')).toEqual([]);
    expect(await office.at('2026-03-02T12:05')).toEqual(['bob as assignee: 1/3']);
    await office.close();
  });

  test('a tenant whose people and calendar cannot be asked is put off, and the others are told', async () => {
    const { calendar, state } = brittleCalendar();
    const office = await Office.open(shared, { engine: { calendar } });
    const { directory, engine, host } = office.play;
    const north = engine.for('north');
    directory.putUser({ id: 'zoe', name: 'Zoe', active: true, roles: [] }, 'north');
    const deal = { title: 'N', pipeline: 'sales', stage: 'new', responsible: 'zoe', fields: {} };
    host.putDeal({ ref: 'N-1', ...deal }, 'north');
    await north.deployMap({ map: errand({ working: 'PT3H' }), actor: null, activate: true });
    await north.startProcess({ deal: 'N-1', map: 'errand', actor: null });
    await office.task('D-1', 'ann');
    const sound = directory.users.bind(directory);
    directory.users = (ids, context) =>
      context.tenant === 'north' ? Promise.reject(new Error('Nobody is there.')) : sound(ids, context);
    state.brokenFor = 'zoe';
    expect(await office.at('2026-03-02T12:00')).toEqual(['ann as assignee: 1/3']);
    directory.users = sound;
    state.brokenFor = '';
    expect(await office.at('2026-03-02T12:05')).toEqual(['zoe as assignee: 1/3']);
    await office.close();
  });

  test('a digest that fails is tried again at the next tick', async () => {
    const office = await Office.open(shared, { reminders: { digest: { zone: 'UTC', cron: '0 10 * * *' } } });
    await office.task('D-1', 'ann');
    await office.at('2026-03-02T12:00');
    const { directory } = office.play;
    const sound: UserDirectory['withRole'] = directory.withRole.bind(directory);
    directory.withRole = () => Promise.reject(new Error('The directory is down.'));
    expect(await office.at('2026-03-03T10:00')).toEqual([]);
    expect(office.logged.map(({ message }) => message)).toContain(
      'A digest of overdue tasks failed; the next tick tries again.',
    );
    directory.withRole = sound;
    const kinds = (await office.noticesAt('2026-03-03T10:06')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'overdueDigest')).toHaveLength(2);
    await office.close();
  });

  test('a stop waits for the tick that runs, and nothing ticks after it', async () => {
    const office = await Office.open(shared);
    await office.task('D-1', 'ann');
    const { directory, clock } = office.play;
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      const sound = directory.withRole.bind(directory);
      directory.withRole = async (...question) => {
        resolve();
        await new Promise<void>((go) => {
          answer = go;
        });
        return sound(...question);
      };
    });
    clock.set(Date.parse('2026-03-02T12:00Z'));
    const tick = office.reminders.tick();
    await asked;
    let stopped = false;
    const stop = office.close().then(() => {
      stopped = true;
    });
    const another = office.reminders.tick();
    await setImmediate();
    expect(stopped).toBe(false);
    answer();
    expect([await tick, await another]).toEqual([1, 0]);
    await stop;
    await expect(office.reminders.tick()).rejects.toMatchObject({ code: 'ENGINE_STOPPED' });
  });

  test('one plugin serves one engine at a time', async () => {
    const reminders = remindersCron({ tick: false });
    await expect(reminders.tick()).rejects.toMatchObject({ code: 'ENGINE_STOPPED' });
    const engine = await createEngine({ plugins: [reminders], background: false });
    const second = createEngine({ plugins: [reminders], background: false });
    await expect(second).rejects.toMatchObject({ code: 'COMPOSITION_INVALID' });
    expect(await reminders.tick()).toBe(0);
    await engine.stop();
    const third = await createEngine({ plugins: [reminders], background: false });
    expect(await reminders.tick()).toBe(0);
    await third.stop();
  });
});

describe('a storage that refuses', () => {
  let shared: SharedStorage;
  beforeEach(async () => {
    shared = await onSqlite();
  });
  afterEach(() => shared.remove());

  test('one notice holds up no other: its task is put off', async () => {
    let left = Number.POSITIVE_INFINITY;
    let last = 0;
    const next = () => {
      last += 1;
      left -= 1;
      return left === 0 ? 'x'.repeat(201) : `id-${String(last).padStart(8, '0')}`;
    };
    const office = await Office.open(shared, { engine: { ids: { next } } });
    for (const deal of ['D-1', 'D-2', 'D-3']) await office.task(deal, 'ann');
    left = 2;
    const told = (await office.noticesAt('2026-03-02T12:00')).map(({ deal }) => deal);
    expect(told).toHaveLength(2);
    expect(office.logged.map(({ message }) => message)).toEqual([
      'A reminder could not be sent; it is put off.',
    ]);
    const late = (await office.noticesAt('2026-03-02T12:05')).map(({ deal }) => deal);
    expect([...told, ...late].sort()).toEqual(['D-1', 'D-2', 'D-3']);
    await office.close();
  });

  test('everything makes the tick fail, and the next one of a sound storage sends what is due', async () => {
    const office = await Office.open(shared);
    await office.task('D-1', 'ann');
    const other = shared.open();
    const reminders = remindersCron({ tick: false });
    const { host, directory, clock } = office.play;
    const plugins = other.storage ? [other.storage, reminders] : [reminders];
    const engine = await createEngine({ host, directory, clock, plugins, background: false });
    clock.set(Date.parse('2026-03-02T12:00Z'));
    await other.storage?.stop?.();
    await expect(reminders.tick()).rejects.toThrow();
    await engine.stop();
    expect(await office.at('2026-03-02T12:01')).toEqual(['ann as assignee: 1/3']);
    await office.close();
  });
});
