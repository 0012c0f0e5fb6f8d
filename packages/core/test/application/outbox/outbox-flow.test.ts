import type { ActionHandlers, Notice, OutboxStore, Tuning } from '@dealroute/core';
import { SequentialIds } from '@dealroute/testing';
import { describe, expect, it } from 'vitest';
import { altered, gate, turns, World, type WorldOptions } from '../../world.js';

const context = { tenant: 'default' };

/** A notice of its own: `to` is the order key. */
const notice = (id: string, to: string) => ({
  ...{ id, topic: 'notice', orderKey: `user:${to}` },
  body: { kind: 'taskAssigned', to, deal: id, details: {} },
});

/** Notices to as many people. */
const many = (count: number) => Array.from({ length: count }, (_, i) => notice(`m${1_000 + i}`, `u${i}`));

async function delivering(options: WorldOptions = {}, rest: { tuning?: Tuning } = {}) {
  const world = new World(options);
  const tuning = { pollMs: 3_600_000, ...rest.tuning };
  const engine = await world.engine({ background: true, tuning });
  const post = async (...messages: ReturnType<typeof notice>[]) => {
    await world.storage.outbox.post(messages, context);
    world.storage.wakeUp.announce();
  };
  const delivered = () => world.notifier.delivered.map(({ notice: { id } }) => id);
  return { world, engine, post, delivered };
}

/** Lets work go on until it has come so far. */
async function until(done: () => boolean): Promise<void> {
  for (let rounds = 0; !done(); rounds++) {
    if (rounds > 10_000) throw new Error('It did not come to pass.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the flow of messages', () => {
  it('holds nothing up but its order key while one delivery takes its time', async () => {
    const held = gate();
    const { post, delivered } = await delivering({
      onNotice: ({ notice: { id } }) => (id === 'slow' ? held.opened : undefined),
    });
    await post(notice('slow', 'ann'), notice('then', 'ann'), ...many(100));
    await until(() => delivered().length === 100);
    await post(notice('new', 'bob'));
    await until(() => delivered().includes('new'));
    expect(delivered()).not.toContain('then');
    held.open();
    await until(() => delivered().includes('then'));
    expect(delivered().slice(-2)).toEqual(['slow', 'then']);
  });

  it('settles a delivery that has ended while others go on, and goes on with its order key', async () => {
    const held = gate();
    const { post, delivered, world } = await delivering({
      onNotice: ({ notice: { id } }) => (id === 'slow' ? held.opened : undefined),
    });
    await post(notice('slow', 'ann'), notice('b1', 'bob'), notice('b2', 'bob'), notice('b3', 'bob'));
    await until(() => delivered().length === 3);
    expect(delivered()).toEqual(['b1', 'b2', 'b3']);
    await turns();
    const { items } = await world.storage.outbox.undelivered(undefined, {}, context);
    expect(items.map(({ id }) => id)).toEqual(['slow']);
    held.open();
  });

  it('has no more deliveries under way than it may', async () => {
    let [now, most] = [0, 0];
    const { post, delivered } = await delivering(
      {
        onNotice: async () => {
          now += 1;
          most = Math.max(most, now);
          await turns(20);
          now -= 1;
        },
      },
      { tuning: { deliveriesAtOnce: 5 } },
    );
    await post(...many(40));
    await until(() => delivered().length === 40);
    expect(most).toBe(5);
  });

  it('claims and settles a batch in two calls, and no message twice', async () => {
    const world = new World();
    const calls: string[] = [];
    const { outbox } = world.storage;
    const counted = altered(outbox, {
      claim: (request) => {
        calls.push('claim');
        return outbox.claim(request);
      },
      settle: (some) => {
        calls.push(`settle ${some.length}`);
        return outbox.settle(some);
      },
    });
    const engine = await world.engine({ outbox: counted });
    await outbox.post(many(96), context);
    await engine.settle();
    const full = ['claim', 'settle 32'];
    expect(calls).toEqual([...full, ...full, ...full, 'claim']);
    expect(new Set(world.notifier.delivered.map(({ notice: { id } }) => id)).size).toBe(96);
  });

  it('goes on when a claim fails while a delivery is under way', async () => {
    const [held, begun] = [gate(), gate()];
    const world = new World({
      onNotice: ({ notice: { id } }) => {
        if (id !== 'slow') return undefined;
        begun.open();
        return held.opened;
      },
    });
    const { outbox } = world.storage;
    let fails = false;
    const failing = altered(outbox, {
      claim: (request) => (fails ? Promise.reject(new Error('away')) : outbox.claim(request)),
    });
    await world.engine({ background: true, outbox: failing, tuning: { pollMs: 1 } });
    await outbox.post([notice('slow', 'ann')], context);
    world.storage.wakeUp.announce();
    await begun.opened;
    fails = true;
    await outbox.post([notice('next', 'bob')], context);
    world.storage.wakeUp.announce();
    await until(() => world.errors().length > 0);
    expect(world.errors()[0]).toBe('Messages could not be claimed; it is tried again.');
    fails = false;
    await until(() => world.notifier.delivered.length === 1);
    held.open();
  });

  it('says of a settlement that failed that the delivery is made again, and makes it when the lease is over', async () => {
    const tried: string[] = [];
    const world = new World();
    const notifier = { deliver: async ({ id }: Notice) => void tried.push(id) };
    const { outbox } = world.storage;
    let fails = true;
    const settle: OutboxStore['settle'] = (some) =>
      fails ? Promise.reject(new Error('away')) : outbox.settle(some);
    const engine = await world.engine({ notifier, outbox: altered(outbox, { settle }) });
    await outbox.post([notice('m', 'ann')], context);
    await engine.settle();
    expect(world.errors()).toEqual(['A delivery could not be settled; it is made again.']);
    fails = false;
    await world.waitFor(30_000, engine);
    expect(tried).toEqual(['m', 'm']);
    expect((await outbox.undelivered(undefined, {}, context)).items).toEqual([]);
  });

  it('ends with what is under way when the engine stops, and claims nothing more', async () => {
    const [held, begun] = [gate(), gate()];
    const { engine, post, delivered, world } = await delivering(
      {
        onNotice: () => {
          begun.open();
          return held.opened;
        },
      },
      { tuning: { deliveriesAtOnce: 2 } },
    );
    await post(...many(6));
    await begun.opened;
    const stopped = engine.stop();
    held.open();
    await stopped;
    expect(delivered()).toHaveLength(2);
    const { items } = await world.storage.outbox.undelivered(undefined, {}, context);
    expect(items.map(({ attempt }) => attempt)).toEqual([0, 0, 0, 0]);
  });
});

describe('several actions', () => {
  const request = (id: string, name: string) => ({
    ...{ id, topic: `action:${name}`, orderKey: id },
    body: { action: `${id}.1`, name, input: {}, deal: 'D-1', process: id },
  });

  it('leave one another room: one that hangs does not take all of it', async () => {
    const held = gate();
    const world = new World();
    const ids = new SequentialIds('p');
    const load = world.storage.store.load.bind(world.storage.store);
    const done: string[] = [];
    const actions: ActionHandlers = { hang: async () => undefined, quick: async () => undefined };
    // The look at the process is the first thing that an action does.
    const store = altered(world.storage.store, {
      load: async (addresses) => {
        const [{ process = '' } = {}] = addresses;
        if (process.startsWith('hang')) await held.opened;
        done.push(process);
        return load(addresses);
      },
    });
    await world.engine({ background: true, actions, store, tuning: { deliveriesAtOnce: 4 } });
    const hanging = Array.from({ length: 8 }, () => request(`hang-${ids.next()}`, 'hang'));
    await world.storage.outbox.post(hanging, context);
    await world.storage.outbox.post([request('quick-1', 'quick'), request('quick-2', 'quick')], context);
    world.storage.wakeUp.announce();
    await until(() => done.length === 2);
    expect(done).toEqual(['quick-1', 'quick-2']);
    held.open();
    await until(() => done.length === 10);
  });
});
