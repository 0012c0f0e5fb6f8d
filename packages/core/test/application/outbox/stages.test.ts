import type { StageWrite } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { sale } from '../../maps.js';
import { accepted, activate, altered, begin, openIncidents, World } from '../../world.js';

describe('a host on another database', () => {
  it('gets the stage after the commit, with a stable key and a rising number', async () => {
    const world = new World({ joinsTransaction: false });
    const writes: StageWrite[] = [];
    const host = altered(world.host, {
      applyStages: async (some: readonly StageWrite[]) => {
        writes.push(...some);
        await world.host.applyStages(some, { tenant: 'default' });
      },
    });
    const engine = await world.engine({ host });
    await activate(engine, sale());
    const { process, task } = await begin(engine, 'sale', world.deal());
    expect(world.host.deal('D-1')?.stage).toBe('new');
    await engine.settle();
    expect(world.host.deal('D-1')?.stage).toBe('offer');
    accepted(await engine.completeTask({ task, result: 'agreed', actor: null }));
    await engine.settle();
    expect(world.host.deal('D-1')?.stage).toBe('contract');
    expect(writes.map(({ key, seq, stage, expected }) => [key, seq, stage, expected])).toEqual([
      [`default:${process}:1`, 1, 'offer', 'new'],
      [`default:${process}:2`, 2, 'contract', 'offer'],
    ]);
  });

  it('that is away gets the stages in their order when it is back', async () => {
    const world = new World({ joinsTransaction: false });
    let away = true;
    const stages: string[] = [];
    const host = altered(world.host, {
      applyStages: async (some: readonly StageWrite[]) => {
        if (away) throw new Error('The CRM is away.');
        stages.push(...some.map(({ stage }) => stage));
      },
    });
    const engine = await world.engine({ host });
    await activate(engine, sale());
    const { task } = await begin(engine, 'sale', world.deal());
    await engine.settle();
    accepted(await engine.completeTask({ task, result: 'agreed', actor: null }));
    await engine.settle();
    away = false;
    await world.waitFor(1_000, engine);
    expect(stages).toEqual(['offer', 'contract']);
  });

  it('whose deal is gone leaves an incident, and can be retried', async () => {
    const world = new World({ joinsTransaction: false });
    const engine = await world.engine({ tuning: { deliveryAttempts: 1 } });
    await activate(engine, sale());
    const { process } = await begin(engine, 'sale', world.deal());
    world.host.removeDeal('D-1');
    await engine.settle();
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([{ kind: 'undelivered', process, deal: 'D-1', details: { topic: 'stage' } }]);
    world.deal();
    accepted(await engine.retryIncident({ id: items[0]?.id ?? '', actor: 'admin' }));
    await engine.settle();
    expect(world.host.deal('D-1')?.stage).toBe('offer');
    expect(await openIncidents(engine)).toEqual([]);
  });
});

describe('a host on the same database', () => {
  it('has the stage with the commit, and no message waits for it', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, sale());
    await begin(engine, 'sale', world.deal());
    expect(world.host.deal('D-1')?.stage).toBe('offer');
    const claimed = await world.storage.outbox.claim({ topics: ['stage'], limit: 9, leaseMs: 1 });
    expect(claimed).toEqual([]);
  });

  it('still gets the stages that were left for it when it did not join transactions', async () => {
    const world = new World();
    const remote = altered(world.host, { joinsTransaction: false });
    const before = await world.engine({ host: remote });
    await activate(before, sale());
    await begin(before, 'sale', world.deal());
    expect(world.host.deal('D-1')?.stage).toBe('new');
    const after = await world.engine();
    await after.settle();
    expect(world.host.deal('D-1')?.stage).toBe('offer');
  });
});
