import { elapsed, type HostEventRequest, type ProcessStore } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, pause, sale } from '../../maps.js';
import { accepted, activate, altered, begin, codeOf, openIncidents, World } from '../../world.js';

const created = (deal = 'D-1', rest: { key?: string; at?: number; by?: string } = {}): HostEventRequest => ({
  key: `created:${deal}`,
  type: 'dealCreated',
  deal,
  ...rest,
});

const nothing = { isNew: true, started: [], signalled: [], ignored: [] };

const changed = (key: string, deal = 'D-1'): HostEventRequest => ({ key, type: 'dealChanged', deal });

async function waiting() {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, errand(), sale());
  const trigger = { key: 'new', event: 'dealCreated', map: 'errand' } as const;
  const put = (rest: object = {}) => engine.putTrigger({ ...trigger, ...rest }, null);
  return { world, engine, put };
}

describe('a created deal', () => {
  it('starts the map of its trigger; the person of the event is the starter, the system acts', async () => {
    const { world, engine, put } = await waiting();
    await put();
    world.deal();
    const { isNew, started } = await engine.receiveHostEvent(created('D-1', { by: 'sidorov' }));
    expect([isNew, started.length]).toEqual([true, 1]);
    const process = started[0] ?? '';
    expect((await engine.process(process))?.starter).toBe('sidorov');
    expect((await engine.journal(process))[0]).toMatchObject({ actor: null, source: 'trigger' });
  });

  it('starts nothing where no trigger waits for it', async () => {
    const { world, engine, put } = await waiting();
    await put({ event: 'dealChanged' });
    world.deal();
    expect(await engine.receiveHostEvent(created())).toEqual(nothing);
    expect(await engine.receiveHostEvent(created('unknown-deal'))).toEqual(nothing);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('starts only what its condition lets through', async () => {
    const { world, engine, put } = await waiting();
    await put({ condition: 'deal.fields.amount > 1000' });
    world.deal('small', { fields: { amount: 10 } });
    world.deal('large', { fields: { amount: 2_000 } });
    expect((await engine.receiveHostEvent(created('small'))).started).toHaveLength(0);
    expect((await engine.receiveHostEvent(created('large'))).started).toHaveLength(1);
  });

  it('from before a trigger counts starts nothing', async () => {
    const { world, engine, put } = await waiting();
    const at = world.clock.now();
    await put({ effectiveFrom: at });
    world.deal('old');
    world.deal('new');
    expect((await engine.receiveHostEvent(created('old', { at: at - 1 }))).started).toHaveLength(0);
    expect((await engine.receiveHostEvent(created('new', { at }))).started).toHaveLength(1);
  });

  it('runs every trigger that fits it, also after one that fails, and none of them twice', async () => {
    const { world, engine, put } = await waiting();
    await put({ key: 'a-broken', condition: 'deal.fields.amount > 1000' });
    await put({ key: 'b-governing', map: 'sale' });
    world.deal();
    await engine.receiveHostEvent(created());
    expect((await engine.processes({})).items.map(({ map }) => map.key)).toEqual(['sale']);
    world.deal('D-1', { stage: 'offer', fields: { amount: 2_000 } });
    await world.waitFor(1_000, engine);
    expect((await engine.processes({})).items.map(({ map }) => map.key).sort()).toEqual(['errand', 'sale']);
    await world.waitFor(3_600_000, engine);
    expect((await engine.processes({})).items).toHaveLength(2);
  });

  it('is one event, however often its key arrives', async () => {
    const { world, engine, put } = await waiting();
    const other = await world.engine();
    await put({ whenRunning: 'start' });
    world.deal();
    const answers = await Promise.all(
      [engine, other, engine].map((node) => node.receiveHostEvent(created())),
    );
    expect(answers.map(({ isNew }) => isNew).sort()).toEqual([false, false, true]);
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('starts nothing in another tenant', async () => {
    const { world, engine, put } = await waiting();
    await put();
    world.deal('D-1', {}, 'other');
    expect((await engine.for('other').receiveHostEvent(created())).started).toEqual([]);
  });
});

describe('a changed deal', () => {
  it('starts no second process while one of the same map runs, and another one after it', async () => {
    const { world, engine, put } = await waiting();
    await put({ event: 'dealChanged' });
    world.deal();
    const [process = ''] = (await engine.receiveHostEvent(changed('1'))).started;
    expect((await engine.receiveHostEvent(changed('2'))).started).toEqual([]);
    const task = (await engine.process(process))?.tasks[0]?.id ?? '';
    accepted(await engine.completeTask({ task, actor: null }));
    expect((await engine.receiveHostEvent(changed('3'))).started).toHaveLength(1);
  });

  it('starts as many as there are events where the trigger says so', async () => {
    const { world, engine, put } = await waiting();
    await put({ event: 'dealChanged', whenRunning: 'start' });
    world.deal();
    for (const key of ['1', '2', '3']) await engine.receiveHostEvent(changed(key));
    expect((await engine.processes({})).items).toHaveLength(3);
  });

  it('starts another process beside others that run on the deal', async () => {
    const { world, engine, put } = await waiting();
    await put({ event: 'dealChanged' });
    await begin(engine, 'sale', world.deal());
    expect((await engine.receiveHostEvent(changed('1'))).started).toHaveLength(1);
  });
});

describe('events of every kind', () => {
  const about = { key: 'e', deal: 'D-1', by: 'sidorov' } as const;

  it.each<HostEventRequest>([
    { ...about, type: 'dealCreated' },
    { ...about, type: 'dealChanged' },
    { ...about, type: 'responsibleChanged' },
    { ...about, type: 'stageChanged', stage: 'new' },
    { ...about, type: 'dealWon', stage: 'won' },
    { ...about, type: 'dealLost', stage: 'lost' },
  ])('$type starts the map of its trigger, and no other event does', async (event) => {
    const { world, engine, put } = await waiting();
    await put({ event: event.type });
    world.deal();
    const other = event.type === 'dealChanged' ? created() : changed('other');
    expect((await engine.receiveHostEvent(other)).started).toEqual([]);
    expect((await engine.receiveHostEvent(event)).started).toHaveLength(1);
  });

  it('a custom one starts the map of the trigger that names it, with its data as variables', async () => {
    const { world, engine, put } = await waiting();
    await put({ event: 'custom', name: 'paid' });
    world.deal();
    const event = { ...about, type: 'custom', data: { sum: 5 } } as const;
    expect((await engine.receiveHostEvent({ ...event, name: 'called' })).started).toEqual([]);
    const { started } = await engine.receiveHostEvent({ ...event, key: 'e2', name: 'paid' });
    expect((await engine.process(started[0] ?? ''))?.variables).toEqual({ sum: 5 });
  });

  it.each(['stageChanged', 'dealWon', 'dealLost'] as const)(
    '%s tells the governing process of a stage that came past it',
    async (type) => {
      const { world, engine } = await waiting();
      const { process } = await begin(engine, 'sale', world.deal());
      world.host.setStage('D-1', 'lost');
      expect(await engine.receiveHostEvent({ ...about, type, stage: 'lost' })).toEqual(nothing);
      const events = (await engine.journal(process)).at(-1)?.events;
      expect(events).toMatchObject([{ type: 'StageBypassed', to: 'lost', by: 'sidorov' }]);
    },
  );

  it('that change the responsible leave open tasks with who has them', async () => {
    const { world, engine } = await waiting();
    const { task } = await begin(engine, 'sale', world.deal());
    world.deal('D-1', { responsible: 'smirnov' });
    await engine.receiveHostEvent({ ...about, type: 'responsibleChanged' });
    expect((await engine.task(task))?.assignee).toBe('ivanova');
  });
});

describe('a created deal of which two events tell', () => {
  it('gets one process, also when that has ended meanwhile', async () => {
    const { world, engine, put } = await waiting();
    await put({ whenRunning: 'start' });
    world.deal();
    const [process = ''] = (await engine.receiveHostEvent(created())).started;
    const task = (await engine.process(process))?.tasks[0]?.id ?? '';
    accepted(await engine.completeTask({ task, actor: null }));
    const again = await engine.receiveHostEvent(created('D-1', { key: 'again', by: 'sidorov' }));
    expect([again.started, (await engine.processes({})).items.length]).toEqual([[process], 1]);
    expect(await openIncidents(engine)).toEqual([]);
  });
});

describe('a trigger that signals', () => {
  const PAYMENT = pause(elapsed('P3D'), 'pause', 'paid');
  async function paying() {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, PAYMENT, errand());
    const trigger = { key: 'paid', event: 'custom', name: 'payment', map: 'pause', signal: 'paid' } as const;
    accepted(await engine.putTrigger(trigger, null));
    const pay = (key = 'p1') =>
      engine.receiveHostEvent({ key, type: 'custom', name: 'payment', deal: 'D-1', data: { sum: 5 } });
    return { world, engine, pay };
  }

  it('lets every waiting process of the map go on, and starts none', async () => {
    const { world, engine, pay } = await paying();
    const one = await begin(engine, 'pause', world.deal());
    const two = await begin(engine, 'pause');
    await begin(engine, 'errand');
    const { started, signalled, ignored } = await pay();
    expect([started, [...signalled].sort(), ignored]).toEqual([[], [one.process, two.process].sort(), []]);
    expect(await engine.process(one.process)).toMatchObject({ timers: [], variables: { sum: 5 } });
    expect((await engine.journal(one.process)).at(-1)).toMatchObject({
      command: 'SignalProcess',
      source: 'trigger',
      actor: null,
    });
    expect(await world.storage.backlog.backlog()).toMatchObject({ nextTimer: null });
  });

  it('is ignored by a process that does not wait for it, which is no trouble', async () => {
    const { world, engine, pay } = await paying();
    const { process } = await begin(engine, 'pause', world.deal());
    await pay();
    expect(await pay('again')).toEqual({ ...nothing, ignored: [process] });
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('reaches a suspended process, which goes on with it when it is resumed', async () => {
    const { world, engine, pay } = await paying();
    const { process } = await begin(engine, 'pause', world.deal());
    accepted(await engine.suspendProcess({ process, actor: null }));
    expect((await pay()).signalled).toEqual([process]);
    world.clock.advance('P5D');
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(0);
    accepted(await engine.resumeProcess({ process, deadlines: 'shift', actor: null }));
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('signals once, though the node died before the mark that the event is treated', async () => {
    const { world, engine } = await paying();
    const { process } = await begin(engine, 'pause', world.deal());
    const settle = () => Promise.reject(new Error('The node is dead.'));
    const dying = await world.engine({ triggers: altered(world.storage.triggers, { settle }) });
    const event = { key: 'p1', type: 'custom', name: 'payment', deal: 'D-1' } as const;
    await expect(dying.receiveHostEvent(event)).rejects.toThrow('dead');
    await engine.settle();
    expect((await engine.journal(process)).map(({ command }) => command)).toEqual([
      'StartProcess',
      'SignalProcess',
    ]);
  });
});

describe('an event that cannot be treated', () => {
  it('is treated when the deal has appeared', async () => {
    const { world, engine, put } = await waiting();
    await put();
    expect((await engine.receiveHostEvent(created())).started).toEqual([]);
    world.deal();
    await world.waitFor(999, engine);
    expect((await engine.processes({})).items).toHaveLength(0);
    await world.waitFor(1, engine);
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('is given up after eight attempts, as one incident', async () => {
    const { world, engine, put } = await waiting();
    await put();
    await engine.receiveHostEvent(created());
    for (let i = 0; i < 6; i++) await world.waitFor(300_000, engine);
    expect(await openIncidents(engine)).toEqual([]);
    await world.waitFor(300_000, engine);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'triggerFailed', deal: 'D-1', count: 1, details: { event: 'created:D-1' } },
    ]);
    world.deal();
    await world.waitFor(3_600_000, engine);
    expect((await engine.processes({})).items).toHaveLength(0);
  });

  it('holds up no other event', async () => {
    const { world, engine, put } = await waiting();
    await put();
    await engine.receiveHostEvent(created('missing'));
    world.deal('D-2');
    expect((await engine.receiveHostEvent(created('D-2'))).started).toHaveLength(1);
    await world.waitFor(1_000, engine);
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('is kept when the node dies over it, and treated by another one', async () => {
    const { world, engine, put } = await waiting();
    await put();
    world.deal();
    const dying = await world.engine({
      triggers: altered(world.storage.triggers, {
        triggers: () => Promise.reject(new Error('The node dies.')),
        settle: () => Promise.reject(new Error('The node is dead.')),
      }),
    });
    await expect(dying.receiveHostEvent(created())).rejects.toThrow('dead');
    expect((await engine.processes({})).items).toHaveLength(0);
    await engine.settle();
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('starts once, though the node died between the start and the mark that it is treated', async () => {
    const { world, engine, put } = await waiting();
    await put({ whenRunning: 'start' });
    world.deal();
    const settle = () => Promise.reject(new Error('The node is dead.'));
    const dying = await world.engine({ triggers: altered(world.storage.triggers, { settle }) });
    await expect(dying.receiveHostEvent(created())).rejects.toThrow('dead');
    await engine.settle();
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('works with keys as long as keys may be', async () => {
    const { world, engine } = await waiting();
    const keys: string[] = [];
    const { store } = world.storage;
    const watched = altered<ProcessStore>(store, {
      save: (changes, options) => {
        keys.push(...changes.flatMap(({ kept }) => kept?.key ?? []));
        return store.save(changes, options);
      },
    });
    const node = await world.engine({ store: watched });
    await engine.putTrigger({ key: 't'.repeat(200), event: 'dealCreated', map: 'errand' }, null);
    world.deal();
    expect((await node.receiveHostEvent(created('D-1', { key: 'e'.repeat(200) }))).started).toHaveLength(1);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.length).toBeLessThanOrEqual(200);
  });
});

describe('a start that is refused', () => {
  it('is an incident with the code, and the event is done with', async () => {
    const { world, engine, put } = await waiting();
    await put({ map: 'nowhere' });
    world.deal();
    await engine.receiveHostEvent(created());
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      {
        kind: 'triggerFailed',
        deal: 'D-1',
        details: { trigger: 'new', event: 'created:D-1', code: 'MAP_NOT_FOUND' },
      },
    ]);
    await world.waitFor(3_600_000, engine);
    expect(await openIncidents(engine)).toEqual([['triggerFailed', 1]]);
  });

  it('is no trouble where another process governs the deal', async () => {
    const { world, engine, put } = await waiting();
    await activate(engine, { ...sale(), key: 'rival' });
    await put({ map: 'rival' });
    await begin(engine, 'sale', world.deal());
    expect((await engine.receiveHostEvent(created())).started).toEqual([]);
    expect(await openIncidents(engine)).toEqual([]);
  });
});

describe('triggers', () => {
  it('count from now on, and keep their instant when they are put again', async () => {
    const { world, engine, put } = await waiting();
    const now = world.clock.now();
    expect(accepted(await put())).toEqual({
      key: 'new',
      event: 'dealCreated',
      map: 'errand',
      effectiveFrom: now,
    });
    world.clock.advance(1);
    expect(accepted(await put({ map: 'sale' }))).toMatchObject({ map: 'sale', effectiveFrom: now });
    expect(await engine.triggers()).toHaveLength(1);
  });

  it('that are paused do nothing; going on, they count from that moment', async () => {
    const { world, engine, put } = await waiting();
    accepted(await put());
    expect(accepted(await put({ paused: true }))).toMatchObject({ paused: true });
    expect(accepted(await put())).toMatchObject({ paused: true });
    world.deal();
    const missed = created('D-1', { at: world.clock.now() });
    expect((await engine.receiveHostEvent(missed)).started).toEqual([]);
    world.clock.advance(1);
    const goingOn = accepted(await put({ paused: false }));
    expect([goingOn.paused, goingOn.effectiveFrom]).toEqual([undefined, world.clock.now()]);
    expect((await engine.receiveHostEvent({ ...missed, key: 'late' })).started).toEqual([]);
    world.deal('D-2');
    expect((await engine.receiveHostEvent(created('D-2'))).started).toHaveLength(1);
  });

  it('are put and removed by admins only', async () => {
    const { engine } = await waiting();
    const trigger = { key: 'new', event: 'dealCreated', map: 'errand' } as const;
    for (const [actor, code] of [
      ['ivanova', 'NOT_PERMITTED'],
      ['former', 'PERSON_INACTIVE'],
      ['nobody', 'PERSON_UNKNOWN'],
      ['admin', 'accepted'],
    ] as const) {
      expect(codeOf(await engine.putTrigger(trigger, actor))).toBe(code);
      expect(codeOf(await engine.removeTrigger('none', actor))).toBe(code);
    }
    expect(await engine.removeTrigger('new', 'admin')).toEqual({ ok: true, value: true });
    expect(await engine.removeTrigger('new', 'admin')).toEqual({ ok: true, value: false });
  });

  it('with a condition that does not compile are refused with what is wrong', async () => {
    const { put } = await waiting();
    await expect(put({ condition: 'deal.fields.amount >' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining('trigger new'),
    });
  });
});
