import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errand, Office, PEOPLE, type SharedStorage, STORAGES } from './office.js';

describe.each(STORAGES)('the reminder ladder %s', (_, makeStorage) => {
  let shared: SharedStorage;
  const offices: Office[] = [];
  const open = async (...[options]: [Parameters<typeof Office.open>[1]?]): Promise<Office> => {
    const office = await Office.open(shared, options);
    offices.push(office);
    return office;
  };
  beforeEach(async () => {
    shared = await makeStorage();
  });
  afterEach(async () => {
    for (const office of offices.splice(0)) await office.close();
    await shared.remove();
  });

  test('B36: tells the assignee, then their head too, then the head and the admins, each once', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-02T11:59:59.999')).toEqual([]);
    expect(await office.at('2026-03-02T12:00')).toEqual(['ann as assignee: 1/3']);
    expect(await office.at('2026-03-02T12:00')).toEqual([]);
    expect(await office.at('2026-03-02T15:59')).toEqual([]);
    expect(await office.at('2026-03-02T16:00')).toEqual(['ann as assignee: 2/3', 'boss as head: 2/3']);
    expect(await office.at('2026-03-03T11:59')).toEqual([]);
    const last = ['boss as head: 3/3', 'admin as admin: 3/3', 'root as admin: 3/3'];
    expect(await office.at('2026-03-03T12:00')).toEqual(last);
    expect(await office.at('2026-03-20T12:00')).toEqual([]);
  });

  test('says which task of which deal is overdue, since when and whose', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    const { id, process } = await office.play.task('Do it');
    const [notice] = await office.noticesAt('2026-03-02T12:00');
    expect(notice).toEqual({
      id: expect.any(String),
      kind: 'taskOverdue',
      to: 'ann',
      deal: 'D-1',
      process,
      task: id,
      details: {
        rung: 1,
        rungs: 3,
        deadline: Date.parse('2026-03-02T12:00Z'),
        as: 'assignee',
        assignee: 'ann',
      },
    });
  });

  test('joins rungs that fell due together into one message for each person', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-03T13:00')).toEqual([
      'ann as assignee: 3/3',
      'boss as head: 3/3',
      'admin as admin: 3/3',
      'root as admin: 3/3',
    ]);
    expect(await office.at('2026-03-04T13:00')).toEqual([]);
  });

  test('tells at a deadline that is the closing time, and waits with later rungs for working hours', async () => {
    const office = await open({ limit: { working: 'PT9H' } });
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-02T18:00:20')).toEqual(['ann as assignee: 1/3']);
    expect(await office.at('2026-03-03T12:59')).toEqual([]);
    expect(await office.at('2026-03-03T13:00')).toEqual(['ann as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('waits for the next opening with a rung that falls into closed time', async () => {
    const ladder = [
      { after: null, to: ['assignee'] },
      { after: { elapsed: 'PT12H' }, to: ['head'] },
    ] as const;
    const office = await open({ limit: { elapsed: 'P4DT2H' }, reminders: { ladder } });
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-06T11:00')).toEqual(['ann as assignee: 1/2']);
    expect(await office.at('2026-03-06T23:30')).toEqual([]);
    expect(await office.at('2026-03-08T12:00')).toEqual([]);
    expect(await office.at('2026-03-09T09:00')).toEqual(['boss as head: 2/2']);
  });

  test('waits for the next opening with what is found late, at night', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-02T23:00')).toEqual([]);
    expect(await office.at('2026-03-03T08:59')).toEqual([]);
    expect(await office.at('2026-03-03T09:00')).toEqual(['ann as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('sends nothing about a task that is closed', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    await office.task('D-2', 'bob');
    await office.play.complete('Do it', { as: 'ann', on: 'D-1' });
    expect(await office.at('2026-03-02T12:00')).toEqual(['bob as assignee: 1/3']);
    await office.play.complete('Do it', { as: 'bob', on: 'D-2' });
    expect(await office.at('2026-03-04T12:00')).toEqual([]);
  });

  test('keeps the deadline and its ladder for who gets the task before it', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    office.play.clock.set(Date.parse('2026-03-02T11:00Z'));
    await office.play.handOver('Do it', { to: 'bob', as: 'ann' });
    expect(await office.at('2026-03-02T12:00')).toEqual(['bob as assignee: 1/3']);
    expect(await office.at('2026-03-02T16:00')).toEqual(['bob as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('begins anew, at the hand-over, for who gets a task that is overdue', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    await office.at('2026-03-03T12:00');
    office.play.clock.set(Date.parse('2026-03-03T13:00Z'));
    await office.play.handOver('Do it', { to: 'bob', as: 'ann' });
    expect(await office.at('2026-03-03T13:00')).toEqual(['bob as assignee: 1/3']);
    expect(await office.at('2026-03-03T16:59')).toEqual([]);
    expect(await office.at('2026-03-03T17:00')).toEqual(['bob as assignee: 2/3', 'boss as head: 2/3']);
    expect(await office.at('2026-03-04T13:00')).toHaveLength(3);
  });

  test('tells all candidates of an unclaimed task, and their common head once', async () => {
    const people = {
      ...PEOPLE,
      ann: { head: 'boss', roles: ['seller'] },
      bob: { head: 'boss', roles: ['seller'] },
    };
    const map = errand({ working: 'PT3H' }, { rule: 'role', role: 'seller' });
    const office = await open({ people, map });
    await office.task('D-1', null);
    expect(await office.at('2026-03-02T12:00')).toEqual(['ann as assignee: 1/3', 'bob as assignee: 1/3']);
    const claimed = { task: (await office.play.task('Do it')).id, actor: 'bob' };
    await office.play.engine.claimTask(claimed);
    expect(await office.at('2026-03-02T16:00')).toEqual(['bob as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('tells the admins at once of a task that nobody has', async () => {
    const office = await open();
    await office.task('D-1', null);
    expect(await office.at('2026-03-02T12:00')).toEqual(['admin as admin: 1/3', 'root as admin: 1/3']);
  });

  test('passes over heads who have left, up the line', async () => {
    const office = await open({ people: { ...PEOPLE, boss: { active: false, head: 'chief' } } });
    await office.task('D-1', 'ann');
    await office.at('2026-03-02T12:00');
    expect(await office.at('2026-03-02T16:00')).toEqual(['ann as assignee: 2/3', 'chief as head: 2/3']);
  });

  test('tells the admins where a line of heads runs in a circle of people who have left', async () => {
    const gone = { active: false };
    const people = { ...PEOPLE, boss: { ...gone, head: 'chief' }, chief: { ...gone, head: 'boss' } };
    const office = await open({ people });
    await office.task('D-1', 'ann');
    await office.at('2026-03-02T12:00');
    expect(await office.at('2026-03-02T16:00')).toEqual([
      'ann as assignee: 2/3',
      'admin as admin: 2/3',
      'root as admin: 2/3',
    ]);
  });

  test('tells the head of an assignee who has left', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    office.play.directory.putUser({ id: 'ann', name: 'Ann', active: false, roles: [], head: 'boss' });
    expect(await office.at('2026-03-02T12:00')).toEqual(['boss as head: 1/3']);
  });

  test('tells a person once who is the assignee and an admin, as the assignee', async () => {
    const office = await open({ people: { ...PEOPLE, ann: { head: 'admin', roles: ['admin'] } } });
    await office.task('D-1', 'ann');
    expect(await office.at('2026-03-03T13:00')).toEqual([
      'ann as assignee: 3/3',
      'admin as head: 3/3',
      'root as admin: 3/3',
    ]);
  });

  test('warns where there is nobody to tell, and goes on', async () => {
    const office = await open({ people: { ann: {} } });
    await office.task('D-1', null);
    expect(await office.at('2026-03-02T12:00')).toEqual([]);
    expect(office.logged.map(({ message }) => message)).toEqual([
      'An overdue task has nobody to tell: nobody has the role admin.',
    ]);
  });

  test('sends nothing again after a restart, and goes on where it was', async () => {
    const before = await open();
    await before.task('D-1', 'ann');
    expect(await before.at('2026-03-02T12:00')).toHaveLength(1);
    await before.close();
    const after = await open({ now: '2026-03-02T12:05:00Z' });
    expect(await after.at('2026-03-02T12:06')).toEqual([]);
    expect(await after.at('2026-03-02T16:00')).toEqual(['ann as assignee: 2/3', 'boss as head: 2/3']);
  });

  test('serves tasks of all tenants, each with its own people', async () => {
    const office = await open();
    const { engine, host, directory } = office.play;
    const north = engine.for('north');
    directory.putUser(
      { id: 'ann', name: 'Ann of the north', active: false, roles: [], head: 'zoe' },
      'north',
    );
    directory.putUser({ id: 'zoe', name: 'Zoe', active: true, roles: [] }, 'north');
    host.putDeal(
      { ref: 'N-1', title: 'N', pipeline: 'sales', stage: 'new', responsible: 'zoe', fields: {} },
      'north',
    );
    await north.deployMap({ map: errand({ working: 'PT3H' }), actor: null, activate: true });
    await north.startProcess({ deal: 'N-1', map: 'errand', actor: null });
    await office.task('D-1', 'ann');
    expect((await office.at('2026-03-02T12:00')).sort()).toEqual([
      'ann as assignee: 1/3',
      'zoe as assignee: 1/3',
    ]);
  });
});
