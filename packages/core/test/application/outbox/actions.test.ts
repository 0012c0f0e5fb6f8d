import {
  type ActionHandler,
  type ActionHandlers,
  type ActionRequest,
  action as declared,
  independentMap,
  type JsonObject,
  type RouteMap,
} from '@dealroute/core';
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

async function serving(bill: ActionHandlers[string] | undefined, tuning = {}, map: RouteMap = service()) {
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

describe('a declared action', () => {
  const currencyOf = ({ currency }: JsonObject) => {
    if (currency !== 'EUR') throw new Error('currency: expected EUR');
    return { currency: 'EUR' as const };
  };
  const billOf = (output: { readonly bill: string }) => {
    if (!output.bill.startsWith('B-')) throw new Error('bill: expected a number such as B-1');
    return output;
  };
  const error = async ({ engine }: Awaited<ReturnType<typeof serving>>) =>
    (await engine.incidents('open')).items.map(({ details }) => details.error);

  it('gets its input and gives its output as the types that it declares', async () => {
    const bill = declared({
      input: currencyOf,
      output: billOf,
      run: async ({ input, attempt }) => ({ bill: `B-${input.currency}-${attempt}` }),
    });
    const { engine, process } = await serving(bill);
    expect((await engine.process(process))?.variables).toEqual({ bill: 'B-EUR-1' });
  });

  it('is not run with an input that it does not take: an incident at once says what is wrong', async () => {
    let runs = 0;
    const bill = declared({
      input: () => {
        throw new Error('currency: expected RUB');
      },
      run: async () => {
        runs += 1;
        return undefined;
      },
    });
    const served = await serving(bill, { deliveryAttempts: 5 });
    expect(runs).toBe(0);
    expect(await error(served)).toEqual(['The input of action "bill" is wrong: currency: expected RUB']);
  });

  it('that gives a wrong output has failed, and is tried again', async () => {
    const bill = declared({
      output: billOf,
      run: async ({ attempt }) => ({ bill: attempt === 1 ? '?' : 'B-2' }),
    });
    const { world, engine, process } = await serving(bill);
    expect((await engine.process(process))?.variables).toEqual({});
    expect(world.logged.at(-1)?.details).toMatchObject({
      error: 'The output of action "bill" is wrong: bill: expected a number such as B-1',
    });
    await world.waitFor(1_000, engine);
    expect((await engine.process(process))?.variables).toEqual({ bill: 'B-2' });
  });

  it('may answer later', async () => {
    const { engine, action } = await serving(declared({ output: billOf, run: async () => 'later' }));
    accepted(await engine.completeAction({ action, output: { bill: 'B-7' } }));
  });

  it('has attempts, pauses and a time of its own', async () => {
    const attempts: number[] = [];
    const bill = declared({
      attempts: 3,
      retryMs: 60_000,
      timeoutMs: 5,
      run: ({ attempt }) => {
        attempts.push(attempt);
        return new Promise(() => undefined);
      },
    });
    const served = await serving(bill, { deliveryAttempts: 1, deliveryTimeoutMs: 600_000 });
    const { world, engine } = served;
    await world.waitFor(59_999, engine);
    expect(attempts).toEqual([1]);
    await world.waitFor(1, engine);
    await world.waitFor(119_999, engine);
    expect(attempts).toEqual([1, 2]);
    await world.waitFor(1, engine);
    expect(attempts).toEqual([1, 2, 3]);
    expect(await error(served)).toEqual([expect.stringContaining('within 5 ms')]);
  });

  it('is leased for as long as its own time says', async () => {
    const world = new World();
    const leases: number[] = [];
    const { outbox } = world.storage;
    const claim: typeof outbox.claim = (request) => {
      leases.push(request.leaseMs);
      return outbox.claim(request);
    };
    const actions = { bill: declared({ timeoutMs: 300_000, run: async () => undefined }) };
    const engine = await world.engine({ actions, outbox: altered(outbox, { claim }) });
    await activate(engine, service());
    await begin(engine, 'service', world.deal());
    await engine.settle();
    expect(leases).toContain(305_000);
  });

  it.each([{ attempts: 0 }, { timeoutMs: 600_001 }, { retryMs: 1.5 }])('refuses %j', (patience) => {
    expect(() => declared({ ...patience, run: async () => undefined })).toThrow(/expected a whole number/);
  });
});
