import { type Engine, type EngineOptions, elapsed, memoryStorage, type Notice } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { silentNotifier } from '../../src/defaults/world.js';
import { errand, pause, service } from '../maps.js';
import { accepted, activate, altered, begin, gate, turns, World } from '../world.js';

/** Nobody waits for the next look here: it would take an hour. */
const SELDOM = { pollMs: 3_600_000 };

function listeningWorld() {
  const world = new World();
  let announced = 0;
  const wakeUp = altered(world.storage.wakeUp, {
    announce: () => {
      announced += 1;
      world.storage.wakeUp.announce();
    },
  });
  const node = (options: EngineOptions = {}) => world.engine({ wakeUp, ...options });
  const announcements = () => announced;
  return { world, node, announcements };
}

describe('work that a node leaves to others', () => {
  it('wakes the node that has the handler of an action', async () => {
    const { world, node, announcements } = listeningWorld();
    const served = gate();
    const bill = async () => {
      served.open();
      return undefined;
    };
    const serving = await node({ background: true, tuning: SELDOM, actions: { bill } });
    await activate(serving, service());
    const other = await node({ background: true, tuning: SELDOM });
    await turns();
    await begin(other, 'service', world.deal());
    await served.opened;
    expect(announcements()).toBe(1);
  });

  it('is announced by a node that does no background work', async () => {
    const { world, node } = listeningWorld();
    const delivered = gate();
    const notifier = { deliver: async (_: Notice) => delivered.open() };
    await node({ background: true, tuning: SELDOM, notifier });
    await turns();
    const silent = await node();
    await activate(silent, errand());
    await begin(silent, 'errand', world.deal());
    await delivered.opened;
  });

  it('is not announced where the node does it itself', async () => {
    const { world, node, announcements } = listeningWorld();
    const engine = await node({ background: true });
    await activate(engine, errand(), pause(elapsed('PT1H')));
    await begin(engine, 'errand', world.deal('D-1'));
    await begin(engine, 'pause', world.deal('D-2'));
    await engine.stop();
    expect(announcements()).toBe(0);
  });

  const kinds: Readonly<Record<string, (engine: Engine, world: World) => Promise<unknown>>> = {
    'a deferred start': async (engine, world) =>
      engine.deferStart({ deal: world.deal(), map: 'errand', at: 0, actor: null }),
    'a trigger that looks for deals': (engine) =>
      engine.putTrigger({ key: 't', event: 'dealCreated', map: 'errand' }, null),
    'a lead with its notice': (engine) =>
      engine.registerLead({ title: 'A boiler', source: 'website', responsible: 'ivanova', actor: null }),
    'a message that is tried again': async (engine, { storage: { outbox } }) => {
      const message = { id: 'm', topic: 'elsewhere', orderKey: 'm', body: {} };
      await outbox.post([message], { tenant: 'default' });
      const [claimed] = await outbox.claim({ topics: ['elsewhere'], limit: 1, leaseMs: 1 });
      if (claimed) await outbox.settle([{ ...claimed, result: { dead: 'gave up' } }]);
      expect(accepted(await engine.retryMessage({ id: 'm', actor: null }))).toBe(true);
    },
  };

  it.each(Object.keys(kinds))('is announced: %s', async (kind) => {
    const { world, node, announcements } = listeningWorld();
    const engine = await node({ background: true, tuning: SELDOM });
    await activate(engine, errand());
    await kinds[kind]?.(engine, world);
    expect(announcements()).toBe(1);
  });

  it('is announced when the host has ended its transaction, not before', async () => {
    const { world, node, announcements } = listeningWorld();
    const { store } = world.storage;
    const engine = await node({ store: altered(store, { enlist: async (given) => given as object }) });
    await activate(engine, errand());
    await store.transact(async (transaction) => {
      const inside = await engine.within(transaction);
      await inside.deferStart({ deal: world.deal(), map: 'errand', at: 0, actor: null });
      await turns();
      expect(announcements()).toBe(0);
    });
    await turns();
    expect(announcements()).toBe(1);
  });
});

describe('a node without a word from others', () => {
  it('makes the next attempt of a delivery when its pause is over', async () => {
    const delivered = gate();
    let attempts = 0;
    const bill = {
      retryMs: 1,
      handle: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('The service is away.');
        delivered.open();
        return undefined;
      },
    };
    const world = new World();
    // Pauses are real ones.
    const engine = await world.engine({
      ...memoryStorage(),
      background: true,
      tuning: SELDOM,
      actions: { bill },
    });
    await activate(engine, service());
    await begin(engine, 'service', world.deal());
    await delivered.opened;
    expect(attempts).toBe(2);
  });

  it('does not listen where nobody leaves it work, and no longer than it runs', async () => {
    const listeners: string[] = [];
    const world = new World();
    const of = (name: string) =>
      altered(world.storage.wakeUp, {
        subscribe: () => {
          listeners.push(name);
          return async () => void listeners.splice(listeners.indexOf(name), 1);
        },
      });
    const engines = [
      await world.engine({ wakeUp: of('passive') }),
      await world.engine({ wakeUp: of('silent'), background: true, notifier: silentNotifier }),
      await world.engine({ wakeUp: of('notices'), background: true }),
      await world.engine({
        ...{ wakeUp: of('actions'), background: true, notifier: silentNotifier },
        actions: { bill: async () => undefined },
      }),
    ];
    expect(listeners).toEqual(['notices', 'actions']);
    await Promise.all(engines.map((engine) => engine.stop()));
    expect(listeners).toEqual([]);
  });
});
