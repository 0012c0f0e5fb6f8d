import type { AdoptDealsRequest, Adoption } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import { accepted, activate, altered, begin, codeOf, World } from '../../world.js';

async function office(options = {}) {
  const world = new World(options);
  const engine = await world.engine();
  await activate(engine, sale(), errand());
  const adopt = (rest: Partial<AdoptDealsRequest> = {}) =>
    engine.adoptDeals({
      map: 'sale',
      ...(rest.byStage === undefined && { node: 'contract' }),
      dryRun: false,
      actor: 'admin',
      key: 'k',
      ...rest,
    });
  return { world, engine, adopt };
}

const told = ({ verdicts }: Adoption) =>
  verdicts.map((one) => [one.deal, one.as === 'refused' ? one.why.code : one.as]);

describe('a dry run', () => {
  it('says of each deal what would happen and why not, and changes nothing', async () => {
    const { world, engine, adopt } = await office();
    world.deal('a-new');
    world.deal('b-at-the-stage', { stage: 'contract' });
    await begin(engine, 'sale', world.deal('c-governed'));
    world.deal('d-won', { stage: 'won' });
    world.deal('e-elsewhere', { pipeline: 'service' });
    const deals = ['a-new', 'b-at-the-stage', 'c-governed', 'd-won', 'e-elsewhere', 'f-missing', 'a-new'];
    const page = accepted(await adopt({ dryRun: true, deals }));
    expect(told(page)).toEqual([
      ['a-new', 'adoptable'],
      ['b-at-the-stage', 'adoptable'],
      ['c-governed', 'DEAL_ALREADY_GOVERNED'],
      ['d-won', 'DEAL_CLOSED'],
      ['e-elsewhere', 'WRONG_PIPELINE'],
      ['f-missing', 'DEAL_NOT_FOUND'],
    ]);
    expect(page.verdicts.slice(0, 2)).toEqual([
      { deal: 'a-new', as: 'adoptable', node: 'contract', stage: { from: 'new', to: 'contract' } },
      { deal: 'b-at-the-stage', as: 'adoptable', node: 'contract', stage: null },
    ]);
    expect([page.counts.adoptable, page.counts.refused, page.next]).toEqual([2, 4, null]);
    expect((await engine.processes({})).items).toHaveLength(1);
    expect(world.host.deal('a-new')?.stage).toBe('new');
  });

  it.each([
    ['nowhere', 'unknown'],
    ['start', 'start'],
    ['won', 'end'],
  ])('at %s refuses every deal: %s', async (node, why) => {
    const { world, adopt } = await office();
    world.deal();
    const { verdicts } = accepted(await adopt({ dryRun: true, node }));
    expect(verdicts).toEqual([
      { deal: 'D-1', as: 'refused', why: { code: 'CANNOT_BEGIN_THERE', node, why } },
    ]);
  });

  it('takes of the open deals those that the condition means', async () => {
    const { world, adopt } = await office();
    world.deal('small', { fields: { amount: 1 } });
    world.deal('large', { fields: { amount: 20 } });
    world.deal('won', { stage: 'won', fields: { amount: 20 } });
    const { verdicts, counts } = accepted(
      await adopt({ dryRun: true, condition: 'deal.fields.amount > 10' }),
    );
    expect(verdicts.map(({ deal }) => deal)).toEqual(['large']);
    expect(counts).toMatchObject({ adoptable: 1, passedOver: 1 });
  });
});

describe('an adoption', () => {
  it('begins at the node: the task is there, its stage is the deal’s, and the journal tells of it', async () => {
    const { world, engine, adopt } = await office();
    world.deal();
    const { verdicts } = accepted(await adopt());
    expect(verdicts).toMatchObject([
      { deal: 'D-1', as: 'adopted', node: 'contract', stage: { from: 'new', to: 'contract' } },
    ]);
    expect(world.host.deal('D-1')?.stage).toBe('contract');
    const [{ id = '' } = {}] = (await engine.processes({})).items;
    const [entry] = await engine.journal(id);
    expect(entry).toMatchObject({ actor: 'admin', command: 'StartProcess' });
    expect(entry?.events[0]).toMatchObject({ type: 'ProcessStarted', adoptedAt: 'contract' });
    expect((await engine.dealTasks('D-1')).items.map(({ node }) => node)).toEqual(['contract']);
  });

  it('chooses the node by the stage, and leaves deals of other stages alone', async () => {
    const { world, engine, adopt } = await office();
    world.deal('a');
    world.deal('b', { stage: 'contract' });
    world.deal('c', { stage: 'offer' });
    const page = accepted(await adopt({ byStage: { new: 'offer', contract: 'contract' } }));
    expect(told(page)).toEqual([
      ['a', 'adopted'],
      ['b', 'adopted'],
      ['c', 'NO_NODE_FOR_STAGE'],
    ]);
    const tasks = (await engine.tasks({})).items.map(({ deal, node }) => [deal, node]);
    expect(tasks.sort()).toEqual([
      ['a', 'offer'],
      ['b', 'contract'],
    ]);
  });

  it('under one key adopts each deal once, and says which it adopted before', async () => {
    const { world, engine, adopt } = await office();
    world.deal('a');
    const [first] = accepted(await adopt()).verdicts;
    world.deal('b');
    const again = accepted(await adopt());
    expect(told(again)).toEqual([
      ['a', 'adoptedBefore'],
      ['b', 'adopted'],
    ]);
    expect(again.verdicts[0]).toMatchObject({ process: first?.as === 'adopted' && first.process });
    const process = first?.as === 'adopted' ? first.process : '';
    accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: null }));
    world.host.setStage('a', 'offer');
    expect(told(accepted(await adopt({ byStage: { offer: 'offer' } })))).toContainEqual([
      'a',
      'adoptedBefore',
    ]);
    expect(told(accepted(await adopt({ key: 'another' })))).toContainEqual(['a', 'adopted']);
  });

  it('goes on after a crash where it was, page by page', async () => {
    const { world, engine, adopt } = await office();
    for (let n = 10; n < 35; n++) world.deal(`D-${n}`);
    let saved = 0;
    const save: typeof world.storage.store.save = (changes, options) => {
      saved += changes.length;
      if (saved > 7) return Promise.reject(new Error('The database is away.'));
      return world.storage.store.save(changes, options);
    };
    const dying = await world.engine({ store: altered(world.storage.store, { save }), tuning: { batch: 1 } });
    const wish = { map: 'sale', node: 'offer', dryRun: false, actor: null, key: 'k' } as const;
    const broken = accepted(await dying.adoptDeals({ ...wish, limit: 10 }));
    expect(broken.counts).toMatchObject({ adopted: 7, failed: 3 });
    const counts: unknown[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = accepted(await engine.adoptDeals({ ...wish, limit: 10, ...(after && { after }) }));
      counts.push([page.counts.adopted, page.counts.adoptedBefore]);
      after = page.next;
    }
    expect(counts).toEqual([
      [3, 7],
      [10, 0],
      [5, 0],
    ]);
    expect((await engine.processes({}, { limit: 100 })).items).toHaveLength(25);
    expect(told(accepted(await adopt({ limit: 1 })))).toEqual([['D-10', 'adoptedBefore']]);
  });

  it('by two admins at once begins one process on each deal', async () => {
    const { world, engine, adopt } = await office();
    for (const ref of ['a', 'b', 'c']) world.deal(ref);
    const other = await world.engine();
    const wish = { map: 'sale', node: 'offer', dryRun: false, actor: 'admin', key: 'other' } as const;
    const pages = await Promise.all([adopt(), other.adoptDeals(wish)]);
    const adopted = pages.map((page) => accepted(page).counts.adopted);
    expect(adopted.reduce((sum, count) => sum + count)).toBe(3);
    expect((await engine.processes({})).items).toHaveLength(3);
  });

  it('on a host elsewhere gives the deal its stage through the outbox', async () => {
    const { world, engine, adopt } = await office({ joinsTransaction: false });
    world.deal();
    accepted(await adopt());
    await engine.settle();
    expect(world.host.deal('D-1')?.stage).toBe('contract');
  });
});

describe('refused as a whole is', () => {
  it.each([
    ['ivanova', 'NOT_PERMITTED'],
    ['petrov', 'NOT_PERMITTED'],
    ['former', 'PERSON_INACTIVE'],
    ['nobody', 'PERSON_UNKNOWN'],
    ['admin', 'accepted'],
    [null, 'accepted'],
  ])('an adoption by %s: %s', async (actor, code) => {
    const { adopt } = await office();
    expect([codeOf(await adopt({ actor, dryRun: true })), codeOf(await adopt({ actor }))]).toEqual([
      code,
      code,
    ]);
  });

  it('a map that is not there, not active, or governs no deals', async () => {
    const { engine, adopt } = await office();
    accepted(await engine.deployMap({ map: { ...sale(), key: 'draft' }, actor: null }));
    const codes = [];
    for (const map of ['nowhere', 'draft', 'errand']) codes.push(codeOf(await adopt({ map })));
    expect(codes).toEqual(['MAP_NOT_FOUND', 'MAP_NOT_ACTIVE', 'MAP_NOT_GOVERNING']);
  });

  it('all open deals of a host that does not list them; named ones are adopted', async () => {
    const { world } = await office();
    const engine = await world.engine({ host: altered(world.host, { openDeals: undefined as never }) });
    const wish = { map: 'sale', node: 'offer', dryRun: false, actor: null, key: 'k' } as const;
    expect(codeOf(await engine.adoptDeals(wish))).toBe('DEALS_NOT_LISTED');
    world.deal();
    expect(told(accepted(await engine.adoptDeals({ ...wish, deals: ['D-1'] })))).toEqual([
      ['D-1', 'adopted'],
    ]);
  });

  it('a condition that does not compile', async () => {
    const { adopt } = await office();
    await expect(adopt({ condition: 'deal.fields.amount >' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});
