import { type Engine, elapsed, independentMap, type RouteMap, workingHours } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { pause } from '../../maps.js';
import { accepted, activate, altered, begin, gate, openIncidents, turns, World } from '../../world.js';

const HOUR = 3_600_000;

/** Two timers in a row; the second waits for the instant in a field of the deal. */
const visit: RouteMap = independentMap({ key: 'visit', title: 'Visit' })
  .start('start')
  .timer('first', { wait: elapsed('PT1H') })
  .timer('second', { wait: { untilField: 'visitAt' } })
  .end('done', { outcome: 'success' })
  .flow('start', 'first')
  .flow('first', 'second')
  .flow('second', 'done')
  .build();

const statusOf = async (engine: Engine, process: string) => (await engine.process(process))?.status;

describe('timers', () => {
  it('fire in business time, never early', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, pause(elapsed('PT1H')));
    const { process } = await begin(engine, 'pause', world.deal());
    world.real.advance('P7D');
    world.clock.advance(HOUR - 1);
    await engine.settle();
    expect((await engine.process(process))?.timers).toHaveLength(1);
    world.clock.advance(1);
    await engine.settle();
    const state = await engine.process(process);
    expect([state?.timers, state?.tasks.length]).toEqual([[], 1]);
    expect((await engine.journal(process)).at(-1)).toMatchObject({
      source: 'timer',
      actor: null,
      at: world.clock.now(),
    });
  });

  it('wait in working time where the map says so', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, pause(workingHours(10)));
    const { process } = await begin(engine, 'pause', world.deal());
    const dueAt = (await engine.process(process))?.timers[0]?.dueAt;
    expect(new Date(dueAt ?? 0).toISOString()).toBe('2026-03-03T10:00:00.000Z');
  });

  it('wait for the instant in a field of the deal', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, pause({ untilField: 'callAt' }));
    const callAt = '2026-03-05T12:00:00Z';
    const { process } = await begin(engine, 'pause', world.deal('D-1', { fields: { callAt } }));
    world.clock.set(Date.parse(callAt) - 1);
    await engine.settle();
    expect((await engine.process(process))?.tasks).toEqual([]);
    world.clock.set(Date.parse(callAt));
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
  });

  it('fire once, though several nodes see them due', async () => {
    const world = new World();
    const nodes = [await world.engine(), await world.engine(), await world.engine()];
    const [first] = nodes as [Engine];
    await activate(first, pause(elapsed('PT1H')));
    const processes: string[] = [];
    for (let i = 0; i < 20; i++) processes.push((await begin(first, 'pause', world.deal(`D-${i}`))).process);
    world.clock.advance(HOUR);
    await Promise.all(nodes.map((engine) => engine.settle()));
    for (const process of processes) expect(await first.journal(process)).toHaveLength(2);
    expect(world.notices()).toHaveLength(20);
    expect(await openIncidents(first)).toEqual([]);
  });

  it('of a terminated process never fire', async () => {
    const world = new World();
    const engine = await world.engine();
    const map = { ...pause(elapsed('PT1H')), earlyTermination: {} };
    await activate(engine, map);
    const { process } = await begin(engine, 'pause', world.deal());
    accepted(await engine.terminateEarly({ process, lossReason: 'any', actor: null }));
    world.clock.advance(HOUR);
    await engine.settle();
    expect(await engine.journal(process)).toHaveLength(2);
  });

  it('that are due after another in one process fire both', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, visit);
    const visitAt = world.clock.now();
    const { process } = await begin(engine, 'visit', world.deal('D-1', { fields: { visitAt } }));
    world.clock.advance(HOUR);
    await engine.settle();
    expect(await statusOf(engine, process)).toBe('ended');
  });
});

describe('a timer that cannot fire', () => {
  async function stuck(count = 1) {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, visit);
    const processes: string[] = [];
    for (let i = 0; i < count; i++) {
      processes.push((await begin(engine, 'visit', world.deal(`stuck-${i}`))).process);
      world.clock.advance(1);
    }
    world.clock.advance(HOUR);
    return { world, engine, processes, process: processes[0] ?? '' };
  }

  it('is one incident, and is left alone for a while instead of being tried at every look', async () => {
    const { engine, process } = await stuck();
    for (let look = 0; look < 5; look++) await engine.settle();
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'stuck', process, count: 1, details: { node: 'second', field: 'visitAt' } },
    ]);
    expect(await engine.journal(process)).toHaveLength(1);
  });

  it('is tried again after a minute of business time, and goes on when it is mended', async () => {
    const { world, engine, process } = await stuck();
    await engine.settle();
    world.deal('stuck-0', { fields: { visitAt: 0 } });
    world.clock.advance(59_999);
    await engine.settle();
    expect(await statusOf(engine, process)).toBe('running');
    world.clock.advance(1);
    await engine.settle();
    expect(await statusOf(engine, process)).toBe('ended');
  });

  it('starves no other, however many there are', async () => {
    const { world, engine } = await stuck(70);
    await activate(engine, pause(elapsed('PT1M')));
    const { process } = await begin(engine, 'pause', world.deal('healthy'));
    world.clock.advance(60_000);
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
    expect((await engine.incidents('open', { limit: 500 })).items).toHaveLength(70);
  });

  it.each([
    ['its deal is gone', 'DEAL_NOT_FOUND', (world: World) => world.host.removeDeal('D-1')],
    [
      'a veto refuses it',
      'VETOED',
      (_: World, engine: Engine) => engine.before('FireTimer', 'no', () => 'No'),
    ],
    [
      'a veto throws',
      'away',
      (_: World, engine: Engine) =>
        engine.before('FireTimer', 'no', () => {
          throw new Error('away');
        }),
    ],
  ])('is an incident when %s', async (_, why, spoil) => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, pause(elapsed('PT1H')));
    const { process } = await begin(engine, 'pause', world.deal());
    spoil(world, engine);
    world.clock.advance(HOUR);
    await engine.settle();
    await engine.settle();
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'stuck', process, count: 1, details: { timer: `${process}.2`, why } },
    ]);
  });

  it('that fired before, but is still listed as due, is left alone too', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, pause(elapsed('PT1H')));
    const { process } = await begin(engine, 'pause', world.deal());
    world.clock.advance(HOUR);
    await engine.settle();
    const ghost = { tenant: 'default', process, timer: `${process}.2`, dueAt: 0 };
    const postponed: unknown[] = [];
    const haunted = await world.engine({
      backlog: {
        backlog: async () => ({
          nextTimer: postponed.length > 0 ? null : 0,
          nextStart: null,
          nextLook: null,
          outbox: false,
          inbox: false,
          nextAttemptMs: null,
        }),
      },
      timers: {
        due: async () => [ghost],
        postpone: async (timers, until) => void postponed.push([timers, until]),
      },
    });
    await haunted.settle();
    expect(postponed).toEqual([[[ghost], world.clock.now() + 60_000]]);
    expect(await openIncidents(haunted)).toEqual([]);
  });

  it('does not stop the look for others when not even its incident can be written', async () => {
    const world = new World();
    const report = async () => Promise.reject(new Error('The database is away.'));
    const engine = await world.engine({ incidents: altered(world.storage.incidents, { report }) });
    await activate(engine, pause(elapsed('PT1H')));
    await begin(engine, 'pause', world.deal('bad'));
    const { process } = await begin(engine, 'pause', world.deal('good'));
    engine.before('FireTimer', 'picky', ({ deal }) => {
      if (deal.ref === 'bad') throw new Error('away');
      return undefined;
    });
    world.clock.advance(HOUR);
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
    expect(world.errors()).toContain('A timer that failed could not be reported.');
  });
});

it('a slow assignee holds up one timer, not those after it', async () => {
  const world = new World();
  const held = gate();
  const engine = await world.engine({
    background: true,
    tuning: { pollMs: 1 },
    assignees: {
      rules: ['responsible'],
      resolve: async ({ deal }) => {
        if (deal.ref === 'slow') await held.opened;
        return { people: ['ivanova'], explanation: { rule: 'responsible' } };
      },
    },
  });
  await activate(engine, pause(elapsed('PT1H')));
  await begin(engine, 'pause', world.deal('slow'));
  const { process } = await begin(engine, 'pause', world.deal('quick'));
  const done = new Promise<void>((resolve) => {
    engine.on('TimerFired', ({ state }) => {
      if (state.id === process) resolve();
    });
  });
  world.clock.advance(HOUR);
  await done;
  held.open();
  await turns();
});
