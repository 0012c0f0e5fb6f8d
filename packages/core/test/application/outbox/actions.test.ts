import { type ActionHandler, type ActionRequest, independentMap, type RouteMap } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { service } from '../../maps.js';
import {
  accepted,
  activate,
  altered,
  begin,
  codeOf,
  gate,
  openIncidents,
  turns,
  World,
} from '../../world.js';

async function serving(bill: ActionHandler | undefined, tuning = {}, map: RouteMap = service()) {
  const world = new World();
  const engine = await world.engine({ actions: bill ? { bill } : { other: async () => undefined }, tuning });
  if (bill) await activate(engine, map);
  else await activate(await world.engine({ actions: { bill: async () => undefined } }), map);
  const { process } = await begin(engine, map.key, world.deal());
  await engine.settle();
  return { world, engine, process, action: `${process}.2` };
}

/** An action beside a task whose failure ends everything. */
const doomed: RouteMap = independentMap({ key: 'doomed', title: 'Doomed' })
  .start('start')
  .split('split')
  .serviceTask('act', { action: 'bill' })
  .userTask('judge', { title: 'Judge' })
  .end('done', { outcome: 'success' })
  .end('failed', { outcome: 'failure', lossReason: 'x' })
  .flow('start', 'split')
  .flow('split', 'act')
  .flow('split', 'judge')
  .flow('act', 'done')
  .flow('judge', 'failed')
  .build();

describe('an action of the host', () => {
  it('gets its input and a stable key, and what it gives become variables', async () => {
    const requests: ActionRequest[] = [];
    const { engine, process, action } = await serving(async (request) => {
      requests.push(request);
      return { bill: 'B-1', lines: [1, 2] };
    });
    expect(requests).toEqual([
      { action, name: 'bill', input: { currency: 'EUR' }, deal: 'D-1', process, attempt: 1 },
    ]);
    const state = await engine.process(process);
    expect(state?.variables).toEqual({ bill: 'B-1', lines: [1, 2] });
    expect(state?.tasks.map(({ node }) => node)).toEqual(['after']);
    expect((await engine.journal(process)).at(-1)).toMatchObject({
      source: 'action',
      command: 'CompleteAction',
    });
  });

  it('may give nothing', async () => {
    const { engine, process } = await serving(async () => undefined);
    expect((await engine.process(process))?.tasks).toHaveLength(1);
  });

  it('that says later is answered by completeAction, once', async () => {
    const { engine, process, action } = await serving(async () => 'later');
    expect((await engine.process(process))?.tasks).toEqual([]);
    accepted(await engine.completeAction({ action, output: { bill: 'B-2' } }));
    expect((await engine.process(process))?.variables).toEqual({ bill: 'B-2' });
    expect(codeOf(await engine.completeAction({ action }))).toBe('ACTION_NOT_WAITING');
  });

  it('that fails is tried again with the number of the attempt, then becomes an incident that can be retried', async () => {
    const attempts: number[] = [];
    let broken = true;
    const bill: ActionHandler = async ({ attempt }) => {
      attempts.push(attempt);
      if (broken) throw new Error('The billing system is away.');
      return { bill: 'B-3' };
    };
    const { world, engine, process } = await serving(bill, { deliveryAttempts: 2 });
    await world.waitFor(1_000, engine);
    await world.waitFor(60_000, engine);
    expect(attempts).toEqual([1, 2]);
    const { items } = await engine.incidents('open');
    const details = { topic: 'action:bill', error: 'The billing system is away.' };
    expect(items).toMatchObject([{ kind: 'undelivered', process, deal: 'D-1', details }]);
    broken = false;
    accepted(await engine.retryIncident({ id: items[0]?.id ?? '', actor: null }));
    await engine.settle();
    expect((await engine.process(process))?.variables).toEqual({ bill: 'B-3' });
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('that the host gives up by failAction leaves the process waiting and opens an incident', async () => {
    const { engine, process, action } = await serving(async () => 'later');
    accepted(await engine.failAction({ action, reason: 'No such client' }));
    expect((await engine.process(process))?.tokens.map(({ node }) => node)).toEqual(['act']);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'actionFailed', process, details: { action, reason: 'No such client' } },
    ]);
    accepted(await engine.completeAction({ action }));
  });

  it('is told when nobody waits for its answer any more', async () => {
    const given: (AbortSignal | undefined)[] = [];
    const bill: ActionHandler = (_, { signal }) => {
      given.push(signal);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    const { engine } = await serving(bill, { deliveryAttempts: 1, deliveryTimeoutMs: 5 });
    expect(given.map((signal) => signal?.aborted)).toEqual([true]);
    expect(await openIncidents(engine)).toEqual([['undelivered', 1]]);
  });

  it('is not run any more when its branch was withdrawn', async () => {
    const world = new World();
    let runs = 0;
    const bill = async () => {
      runs += 1;
      return undefined;
    };
    const engine = await world.engine({ actions: { bill } });
    await activate(engine, doomed);
    const { task } = await begin(engine, 'doomed', world.deal());
    accepted(await engine.completeTask({ task, actor: null }));
    await engine.settle();
    expect(runs).toBe(0);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('stays for a node that has its handler', async () => {
    const { world, engine, process } = await serving(undefined);
    expect((await engine.process(process))?.tokens.map(({ node }) => node)).toEqual(['act']);
    expect(await openIncidents(engine)).toEqual([]);
    const able = await world.engine({ actions: { bill: async () => ({ bill: 'B-4' }) } });
    await able.settle();
    expect((await engine.process(process))?.variables).toEqual({ bill: 'B-4' });
  });

  it('is completed once, though its answer got lost and it was run again', async () => {
    const world = new World();
    const bill = async () => ({ bill: 'B-5' });
    const engine = await world.engine({ actions: { bill } });
    await activate(engine, service());
    const { process } = await begin(engine, 'service', world.deal());
    const outbox = altered(world.storage.outbox, { settle: async () => [] });
    const dying = await world.engine({ actions: { bill }, outbox });
    await dying.settle();
    await world.waitFor(30_000, engine);
    expect(await engine.journal(process)).toHaveLength(2);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it.each([
    ['is no JSON', { when: new Date(0) }],
    ['is larger than a variable may be', { text: 'x'.repeat(65_536) }],
    ['has an empty name', { '': 1 }],
  ])('whose answer %s has failed', async (_, answer) => {
    const { world, engine, process } = await serving(async () => answer as never, { deliveryAttempts: 1 });
    await world.waitFor(0, engine);
    expect((await engine.process(process))?.variables).toEqual({});
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'undelivered', details: { error: expect.stringContaining('"bill"') } },
    ]);
  });

  it('that is still running when the engine stops comes to its end first', async () => {
    const world = new World();
    const held = gate();
    const engine = await world.engine({
      background: true,
      actions: { bill: () => held.opened.then(() => ({ bill: 'B-6' })) },
    });
    await activate(engine, service());
    const { process } = await begin(engine, 'service', world.deal());
    await turns(2_000);
    const stopped = engine.stop();
    await turns();
    held.open();
    await stopped;
    const quiet = await world.engine();
    expect((await quiet.process(process))?.variables).toEqual({ bill: 'B-6' });
  });
});
