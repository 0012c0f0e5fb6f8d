import { describe, expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import { accepted, activate, altered, begin, openIncidents, World } from '../../world.js';

const TRIGGER = { key: 'new', event: 'dealCreated', map: 'sale' } as const;

async function watching(rest: object = {}) {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, sale(), errand());
  accepted(await engine.putTrigger({ ...TRIGGER, ...rest }, null));
  await engine.settle();
  /** Created now, and no event tells of it. */
  const lost = (ref: string, deal = {}, tenant?: string) => {
    world.deal(ref, deal, tenant);
    const known = world.host.deal(ref, tenant);
    if (known) world.host.putDeal(known, tenant, world.clock.now());
    return ref;
  };
  const passes = async (time: `P${string}` | number = 'PT15M') => {
    world.clock.advance(time);
    await engine.settle();
  };
  const governed = async () => (await engine.processes({})).items.map(({ deal }) => deal).sort();
  return { world, engine, lost, passes, governed };
}

describe('a created deal that no event told of', () => {
  it('gets its process at the next look, and the log says how many there were', async () => {
    const { world, engine, lost, passes, governed } = await watching();
    for (const ref of ['D-1', 'D-2']) lost(ref);
    await passes('PT14M');
    expect(await governed()).toEqual([]);
    await passes('PT1M');
    expect(await governed()).toEqual(['D-1', 'D-2']);
    const [process] = (await engine.processes({})).items;
    expect((await engine.journal(process?.id ?? ''))[0]).toMatchObject({ source: 'reconcile', actor: null });
    const found = world.logged.filter(({ message }) => message.includes('without their governing process'));
    expect(found.map(({ details }) => details)).toEqual([{ tenant: 'default', trigger: 'new', count: 2 }]);
    await passes();
    expect(await governed()).toHaveLength(2);
  });

  it('gets one process though its event comes late, also when the process has ended by then', async () => {
    const { world, engine, lost, passes, governed } = await watching({ whenRunning: 'start' });
    const at = world.clock.now();
    lost('D-1');
    await passes();
    const [process] = (await engine.processes({})).items;
    accepted(await engine.terminateEarly({ process: process?.id ?? '', lossReason: 'price', actor: null }));
    world.host.setStage('D-1', 'new');
    await engine.receiveHostEvent({ key: 'late', type: 'dealCreated', deal: 'D-1', at, by: 'sidorov' });
    await passes();
    expect(await governed()).toEqual(['D-1']);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('is left to its event while it is younger than a minute', async () => {
    const { lost, passes, governed } = await watching();
    await passes(14 * 60_000 + 1_000);
    lost('D-1');
    await passes(59_000);
    expect(await governed()).toEqual([]);
    await passes();
    expect(await governed()).toEqual(['D-1']);
  });

  it('gets no second process where two nodes look at once', async () => {
    const { world, engine, lost, governed } = await watching();
    const other = await world.engine();
    for (const ref of ['D-1', 'D-2', 'D-3']) lost(ref);
    world.clock.advance('PT15M');
    await Promise.all([engine.settle(), other.settle()]);
    expect(await governed()).toEqual(['D-1', 'D-2', 'D-3']);
  });

  it('is found behind hundreds of others, page by page', async () => {
    const { world, lost, passes, governed, engine } = await watching();
    for (let n = 0; n < 450; n++) lost(`D-${n}`, { stage: n % 150 === 149 ? 'new' : 'won' });
    await passes();
    expect(await governed()).toEqual(['D-149', 'D-299', 'D-449']);
    for (let n = 0; n < 450; n++) if (n % 150 !== 149) world.host.setStage(`D-${n}`, 'new');
    await passes();
    const running = await engine.processes({ status: 'running' }, { limit: 500 });
    expect(running.items).toHaveLength(450);
  });
});

describe('left alone are', () => {
  it('deals from before the trigger counts, and those whose creation the host does not know', async () => {
    const { world, lost, passes, governed, engine } = await watching();
    lost('old');
    world.deal('unknown');
    world.clock.advance('PT1M');
    accepted(await engine.putTrigger({ ...TRIGGER, effectiveFrom: world.clock.now() }, null));
    lost('new');
    await passes();
    await passes();
    expect(await governed()).toEqual(['new']);
  });

  it('deals that are won or lost, of another pipeline, or not meant by the condition', async () => {
    const { lost, passes, governed } = await watching({ condition: 'deal.fields.amount > 10' });
    const fields = { amount: 20 };
    lost('won', { stage: 'won', fields });
    lost('elsewhere', { pipeline: 'service', fields });
    lost('small', { fields: { amount: 1 } });
    lost('meant', { fields });
    await passes();
    expect(await governed()).toEqual(['meant']);
  });

  it('deals that have, or had, a governing process', async () => {
    const { engine, world, lost, passes, governed } = await watching();
    const { process } = await begin(engine, 'sale', lost('D-1'));
    accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: null }));
    world.host.setStage('D-1', 'new');
    await passes();
    expect(await governed()).toEqual(['D-1']);
  });

  it.each([
    ['a trigger of an independent map', { map: 'errand' }],
    ['a paused trigger', { paused: true }],
    ['a trigger of other events', { event: 'dealChanged' }],
    ['a trigger of a map that is not there', { map: 'nowhere' }],
  ])('deals of %s', async (_, rest) => {
    const { engine, lost, passes, governed } = await watching(rest);
    lost('D-1');
    await passes();
    expect([await governed(), await openIncidents(engine)]).toEqual([[], []]);
  });

  it('deals of other tenants', async () => {
    const { lost, passes, engine } = await watching();
    lost('D-1', {}, 'other');
    await passes();
    expect((await engine.for('other').processes({})).items).toEqual([]);
  });
});

describe('a look that breaks', () => {
  it('is tried again after a minute, from where it was', async () => {
    const { world, lost, governed } = await watching();
    let broken = true;
    const openDeals: typeof world.host.openDeals = (request, context) =>
      broken ? Promise.reject(new Error('The CRM is away.')) : world.host.openDeals(request, context);
    const node = await world.engine({ host: altered(world.host, { openDeals }) });
    lost('D-1');
    world.clock.advance('PT15M');
    await node.settle();
    expect(world.errors()).toEqual(['A look for deals without their process failed; it is tried again.']);
    broken = false;
    world.clock.advance(59_000);
    await node.settle();
    expect(await governed()).toEqual([]);
    world.clock.advance(1_000);
    await node.settle();
    expect(await governed()).toEqual(['D-1']);
  });

  it('over one deal starts the others, and that one in the next round', async () => {
    const { world, lost, passes, governed } = await watching({ condition: 'deal.fields.amount > 10' });
    lost('broken');
    lost('sound', { fields: { amount: 20 } });
    await passes();
    expect(await governed()).toEqual(['sound']);
    expect(world.errors()).toHaveLength(1);
    lost('broken', { fields: { amount: 20 } });
    await passes();
    await passes();
    expect(await governed()).toEqual(['broken', 'sound']);
  });
});

it('a host that does not list its deals is never asked, and background work comes to rest', async () => {
  const world = new World();
  const engine = await world.engine({ host: altered(world.host, { openDeals: undefined as never }) });
  await activate(engine, sale());
  accepted(await engine.putTrigger(TRIGGER, null));
  world.clock.advance('P1D');
  await engine.settle();
  expect(world.errors()).toEqual([]);
});
