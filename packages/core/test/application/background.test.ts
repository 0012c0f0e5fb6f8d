import { type Engine, elapsed } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, pause, service } from '../maps.js';
import { accepted, activate, begin, gate, World } from '../world.js';

/** Resolves with the first event of a type. */
const next = (engine: Engine, type: 'TimerFired' | 'ActionCompleted') =>
  new Promise<void>((resolve) => void engine.on(type, () => resolve()));

describe('background work', () => {
  it('delivers what a command leaves at once, without waiting for the next poll', async () => {
    const delivered = gate();
    const world = new World({ onNotice: () => delivered.open() });
    const engine = await world.engine({ background: true, tuning: { pollMs: 3_600_000 } });
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await delivered.opened;
    await engine.stop();
    expect(world.notices()).toEqual([['taskAssigned', 'ivanova']]);
  });

  it('finds by itself what has become due', async () => {
    const world = new World();
    const engine = await world.engine({ background: true, tuning: { pollMs: 1 } });
    await activate(engine, pause(elapsed('PT1H')));
    await begin(engine, 'pause', world.deal());
    const fired = next(engine, 'TimerFired');
    world.clock.advance('PT1H');
    await fired;
  });

  it('goes on after a look that failed', async () => {
    const world = new World();
    let looks = 0;
    const recovered = gate();
    const backlog = {
      backlog: async () => {
        looks += 1;
        if (looks === 1) throw new Error('The database is away.');
        recovered.open();
        return world.storage.backlog.backlog();
      },
    };
    await world.engine({ background: true, backlog, tuning: { pollMs: 1 } });
    await recovered.opened;
    expect(world.errors()).toEqual(['Background work failed; it is tried again.']);
  });

  it('an action that hangs holds up neither notices nor timers', async () => {
    const held = gate();
    const delivered = gate();
    const world = new World({ onNotice: () => delivered.open() });
    const actions = { bill: () => held.opened.then(() => undefined) };
    const engine = await world.engine({ background: true, actions, tuning: { pollMs: 1 } });
    await activate(engine, service(), errand(), pause(elapsed('PT1H')));
    await begin(engine, 'service', world.deal('D-1'));
    await begin(engine, 'pause', world.deal('D-2'));
    const fired = next(engine, 'TimerFired');
    world.clock.advance('PT1H');
    await Promise.all([fired, delivered.opened]);
    const completed = next(engine, 'ActionCompleted');
    held.open();
    await completed;
  });

  it('does nothing by itself where it is switched off', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await engine.stop();
    expect(world.notices()).toEqual([]);
  });
});

describe('settle', () => {
  it('works until nothing is due, also what it caused itself', async () => {
    const world = new World();
    const engine = await world.engine({ actions: { bill: async () => undefined } });
    await activate(engine, service());
    const { process } = await begin(engine, 'service', world.deal());
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
    expect(world.notices()).toEqual([['taskAssigned', 'ivanova']]);
  });

  it('waits for listeners, and for the commands that they gave', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const held = gate();
    engine.on('TaskCreated', async ({ event }) => {
      await held.opened;
      accepted(await engine.completeTask({ task: event.task, actor: null }));
    });
    const { process } = await begin(engine, 'errand', world.deal());
    const settled = engine.settle();
    held.open();
    await settled;
    expect((await engine.process(process))?.status).toBe('ended');
  });

  it('waits for a delivery that has begun by itself', async () => {
    const begun = gate();
    const held = gate();
    const world = new World({
      onNotice: () => {
        begun.open();
        return held.opened;
      },
    });
    const engine = await world.engine({ background: true });
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await begun.opened;
    const settled = engine.settle().then(() => world.notices());
    // Another node finds nothing to do: its look takes as long as one that would not wait.
    await (await world.engine()).settle();
    held.open();
    expect(await settled).toEqual([['taskAssigned', 'ivanova']]);
  });

  it('fails where the storage does', async () => {
    const world = new World();
    const backlog = { backlog: async () => Promise.reject(new Error('The database is away.')) };
    const engine = await world.engine({ backlog });
    await expect(engine.settle()).rejects.toThrow('away');
  });
});

describe('a stopped engine', () => {
  it('refuses every wish', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task } = await begin(engine, 'errand', world.deal());
    await engine.stop();
    const stopped = { code: 'ENGINE_STOPPED' };
    await expect(engine.completeTask({ task, actor: null })).rejects.toMatchObject(stopped);
    await expect(engine.startProcess({ map: 'errand', deal: 'D-1', actor: null })).rejects.toMatchObject(
      stopped,
    );
    await expect(
      engine.receiveHostEvent({ key: 'e', type: 'dealCreated', deal: 'D-1' }),
    ).rejects.toMatchObject(stopped);
    await expect(engine.deployMap({ map: errand(), actor: null })).rejects.toMatchObject(stopped);
    await expect(engine.settle()).rejects.toMatchObject(stopped);
    await expect(engine.for('other').detectBypasses()).rejects.toMatchObject(stopped);
  });

  it('lets a command that runs come to its end', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task, process } = await begin(engine, 'errand', world.deal());
    const held = gate();
    engine.before('CompleteTask', 'slow', () => held.opened.then(() => undefined));
    const completed = engine.completeTask({ task, actor: null });
    const stopped = engine.stop();
    held.open();
    await stopped;
    expect((await completed).ok).toBe(true);
    const other = await world.engine();
    expect((await other.process(process))?.status).toBe('ended');
  });

  it('has told its listeners everything', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const heard: string[] = [];
    const held = gate();
    engine.on('ProcessStarted', async () => {
      await held.opened;
      heard.push('started');
    });
    await begin(engine, 'errand', world.deal());
    const stopped = engine.stop();
    held.open();
    await stopped;
    expect(heard).toEqual(['started']);
  });

  it('can be stopped again', async () => {
    const engine = await new World().engine({ background: true });
    await Promise.all([engine.stop(), engine.stop()]);
    await engine.stop();
  });
});
