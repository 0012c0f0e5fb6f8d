import { type ProcessEvent, replay } from '@dealroute/core';
import { expect, it } from 'vitest';
import { canonical } from '../../src/application/canonical.js';
import { pause, rounds, sale, service } from '../maps.js';
import { accepted, activate, begin, World } from '../world.js';

it('a node that dies between commit and dispatch leaves its notices to another, each delivered once', async () => {
  const world = new World();
  const first = await world.engine();
  await activate(first, rounds);
  const { task } = await begin(first, 'rounds', world.deal());
  accepted(await first.completeTask({ task, result: 'again', actor: 'petrov' }));
  await first.stop();
  expect(world.notices()).toEqual([]);
  const second = await world.engine();
  await second.settle();
  await second.settle();
  expect(world.notices()).toEqual([
    ['taskAssigned', 'ivanova'],
    ['taskClosed', 'ivanova'],
    ['taskAssigned', 'ivanova'],
  ]);
});

it('notices whose delivery was cut off are delivered again, under the same ids, when the lease is over', async () => {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, rounds);
  await begin(engine, 'rounds', world.deal());
  const [lost] = await world.storage.outbox.claim({ topics: ['notice'], limit: 1, leaseMs: 30_000 });
  await engine.settle();
  expect(world.notices()).toEqual([]);
  await world.waitFor(30_000, engine);
  expect(world.notifier.delivered.map(({ notice }) => notice.id)).toEqual([lost?.id]);
});

it('two nodes that work at once deliver every notice once', async () => {
  const world = new World();
  const [one, two] = [await world.engine(), await world.engine()];
  await activate(one, rounds);
  for (let i = 0; i < 40; i++)
    await begin(one, 'rounds', world.deal(`D-${i}`, { responsible: i % 2 ? 'ivanova' : 'petrov' }));
  await Promise.all([one.settle(), two.settle()]);
  expect(world.notices()).toHaveLength(40);
  expect(new Set(world.notifier.delivered.map(({ notice }) => notice.id)).size).toBe(40);
});

it('the journal of every process gives its stored state back', async () => {
  const world = new World();
  const engine = await world.engine({ actions: { bill: async () => ({ bill: 'B-1' }) } });
  await activate(engine, rounds, sale(), pause({ elapsed: 'PT1H' }), service());
  for (const map of ['rounds', 'sale', 'pause', 'service']) {
    const { process, task } = await begin(engine, map, world.deal(`D-${map}`));
    await engine.settle();
    if (map === 'rounds') {
      accepted(await engine.completeTask({ task, result: 'again', comment: 'Once more', actor: 'ivanova' }));
    }
    if (map === 'sale') {
      accepted(await engine.handOverTask({ task, to: 'sidorov', actor: 'ivanova' }));
      accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: 'petrov' }));
    }
  }
  world.clock.advance('PT1H');
  await engine.settle();
  const { items } = await engine.processes({});
  expect(items).toHaveLength(4);
  for (const { id } of items) {
    const events = (await engine.journal(id)).flatMap((entry) => entry.events as ProcessEvent[]);
    expect(canonical(replay(events))).toBe(canonical(await engine.process(id)));
  }
});
