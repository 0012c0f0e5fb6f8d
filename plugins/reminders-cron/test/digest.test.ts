import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Office, PEOPLE, type SharedStorage, STORAGES } from './office.js';

/** No rung of it comes within the tests. */
const QUIET = [{ after: { elapsed: 'P900D' }, to: ['assignee'] }] as const;

describe.each(STORAGES)('the digest %s', (_, makeStorage) => {
  let shared: SharedStorage;
  const offices: Office[] = [];
  beforeEach(async () => {
    shared = await makeStorage();
  });
  afterEach(async () => {
    for (const office of offices.splice(0)) await office.close();
    await shared.remove();
  });

  type Options = NonNullable<Parameters<typeof Office.open>[1]>;

  async function open({ reminders, ...rest }: Options = {}): Promise<Office> {
    const office = await Office.open(shared, {
      ...rest,
      reminders: { ladder: QUIET, digest: { zone: 'UTC' }, ...reminders },
    });
    offices.push(office);
    return office;
  }

  /** To whom digests went by that instant, and of which slot. */
  async function digests(office: Office, instant: string): Promise<string[]> {
    const notices = await office.noticesAt(instant);
    return notices.map(
      ({ to, details: { slot } }) => `${to} ${new Date(Number(slot)).toISOString().slice(0, 16)}`,
    );
  }

  test('leaves out what is suspended, and lists it again when it is resumed', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    await office.task('D-2', 'ann');
    const { process } = await office.play.task('Do it', 'D-1');
    await office.play.engine.suspendProcess({ process, actor: null });
    const listed = async (instant: string) =>
      (await office.noticesAt(instant)).map(({ details: { total, tasks } }) => [
        total,
        (tasks as { deal: string }[]).map(({ deal }) => deal),
      ]);
    expect((await listed('2026-03-03T09:00'))[0]).toEqual([1, ['D-2']]);
    await office.play.engine.resumeProcess({ process, deadlines: 'keep', actor: null });
    expect((await listed('2026-03-04T09:00'))[0]).toEqual([2, ['D-1', 'D-2']]);
  });

  test('B37: tells each admin once a slot what is overdue, the earliest deadline first', async () => {
    const office = await open();
    await office.task('D-1', 'ann');
    office.play.clock.advance('PT1H');
    await office.task('D-2', null);
    const [one, two] = [await office.play.task('Do it', 'D-1'), await office.play.task('Do it', 'D-2')];
    expect(await office.noticesAt('2026-03-03T08:59:59.999')).toEqual([]);
    const [first, second, ...more] = await office.noticesAt('2026-03-03T09:00');
    expect(more).toEqual([]);
    expect(first).toEqual({
      id: expect.any(String),
      kind: 'overdueDigest',
      to: 'admin',
      details: {
        slot: Date.parse('2026-03-03T09:00Z'),
        total: 2,
        tasks: [
          { task: one.id, deal: 'D-1', process: one.process, assignee: 'ann', deadline: one.dueAt },
          { task: two.id, deal: 'D-2', process: two.process, assignee: null, deadline: two.dueAt },
        ],
        totalLeads: 0,
        leads: [],
      },
    });
    expect([second?.to, second?.details]).toEqual(['root', first?.details]);
    expect(await office.noticesAt('2026-03-03T09:00:30')).toEqual([]);
    expect(await digests(office, '2026-03-04T09:00')).toHaveLength(2);
  });

  test('sends nothing when nothing is overdue, and does not make up for it later that day', async () => {
    const office = await open();
    expect(await office.noticesAt('2026-03-03T09:00')).toEqual([]);
    office.play.clock.set(Date.parse('2026-03-02T09:00Z'));
    await office.task('D-1', 'ann');
    expect(await office.noticesAt('2026-03-03T09:10')).toEqual([]);
    expect(await office.noticesAt('2026-03-04T09:10')).toHaveLength(2);
  });

  test('sends nothing at a first start for slots before it', async () => {
    const before = await open({ reminders: { digest: false } });
    await before.task('D-1', 'ann');
    await before.close();
    const office = await open({ now: '2026-03-03T10:00:00Z' });
    expect(await office.noticesAt('2026-03-03T10:00')).toEqual([]);
    expect(await digests(office, '2026-03-04T09:00')).toHaveLength(2);
  });

  test('joins the slots of a downtime into the last one, also over a restart', async () => {
    const before = await open();
    await before.task('D-1', 'ann');
    expect(await digests(before, '2026-03-03T09:00')).toHaveLength(2);
    await before.close();
    const after = await open({ now: '2026-03-06T15:00:00Z' });
    expect(await digests(after, '2026-03-06T15:00')).toEqual([
      'admin 2026-03-06T09:00',
      'root 2026-03-06T09:00',
    ]);
    expect(await digests(after, '2026-03-08T15:00')).toEqual([]);
    expect(await digests(after, '2026-03-09T15:00')).toEqual([
      'admin 2026-03-09T09:00',
      'root 2026-03-09T09:00',
    ]);
  });

  test('counts its slots in its time zone', async () => {
    const office = await open({ reminders: { digest: { zone: 'Europe/Moscow' } } });
    await office.task('D-1', 'ann');
    expect(await digests(office, '2026-03-03T05:59')).toEqual([]);
    expect(await digests(office, '2026-03-03T06:00')).toEqual([
      'admin 2026-03-03T06:00',
      'root 2026-03-03T06:00',
    ]);
  });

  test('comes once on days whose clock is put forward or back', async () => {
    const digest = { zone: 'Europe/Berlin', cron: '30 2 * * *' };
    const people = { ann: {}, admin: { roles: ['admin'] } };
    const office = await open({ people, reminders: { digest } });
    await office.task('D-1', 'ann');
    await digests(office, '2026-03-28T12:00');
    // 2:30 does not exist on 29 March: 3:00 summer time is the first valid instant.
    expect(await digests(office, '2026-03-29T00:59')).toEqual([]);
    expect(await digests(office, '2026-03-29T01:00')).toEqual(['admin 2026-03-29T01:00']);
    expect(await digests(office, '2026-03-29T23:00')).toEqual([]);
    expect(await digests(office, '2026-03-30T00:30')).toEqual(['admin 2026-03-30T00:30']);
    await digests(office, '2026-10-24T12:00');
    // 2:30 comes twice on 25 October: its first pass counts.
    expect(await digests(office, '2026-10-25T00:30')).toEqual(['admin 2026-10-25T00:30']);
    expect(await digests(office, '2026-10-25T01:30')).toEqual([]);
  });

  test('lists a hundred tasks at most, and says how many there are', async () => {
    const office = await open();
    for (let i = 0; i < 103; i++) {
      office.play.clock.advance(60_000);
      await office.task(`D-${i}`, 'ann');
    }
    const [notice] = await office.noticesAt('2026-03-03T09:00');
    const { total, tasks } = notice?.details ?? {};
    expect(total).toBe(103);
    const listed = tasks as { deal: string }[];
    expect(listed.map(({ deal }) => deal)).toEqual(Array.from({ length: 100 }, (_, i) => `D-${i}`));
  });

  test('goes to the admins of each tenant that it is for, and one without people hinders no other', async () => {
    const office = await open({
      reminders: { tenants: ['nowhere', 'default'] },
      people: { ...PEOPLE, root: {} },
    });
    await office.task('D-1', 'ann');
    expect(await digests(office, '2026-03-03T09:00')).toEqual(['admin 2026-03-03T09:00']);
  });

  test('is written off where nobody is an admin, with a warning', async () => {
    const office = await open({ people: { ann: {} } });
    await office.task('D-1', 'ann');
    expect(await office.noticesAt('2026-03-03T09:00')).toEqual([]);
    expect(await office.noticesAt('2026-03-03T09:01')).toEqual([]);
    expect(office.logged.map(({ message }) => message)).toEqual([
      'Nobody has the role admin: the digest of what is overdue goes to nobody.',
    ]);
  });
});
