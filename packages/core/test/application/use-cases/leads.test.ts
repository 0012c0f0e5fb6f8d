import { type Engine, SdkError } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { errand } from '../../maps.js';
import { accepted, activate, altered, codeOf, openIncidents, World } from '../../world.js';

const wish = { title: 'A boiler', source: 'website' };
const lead = async (engine: Engine, responsible: string | null = 'ivanova', actor: string | null = null) =>
  accepted(await engine.registerLead({ ...wish, responsible, actor })).id;

describe('who may do what with a lead', () => {
  test('everybody registers one, for nobody, for themselves or for their people', async () => {
    const engine = await new World().engine();
    const register = (responsible: string | null, actor: string) =>
      engine.registerLead({ ...wish, responsible, actor }).then(codeOf);
    expect(await register(null, 'stranger')).toBe('accepted');
    expect(await register('stranger', 'stranger')).toBe('accepted');
    expect(await register('ivanova', 'petrov')).toBe('accepted');
    expect(await register('ivanova', 'sidorov')).toBe('NOT_PERMITTED');
    expect(await register('former', 'admin')).toBe('PERSON_INACTIVE');
    expect(await register(null, 'former')).toBe('PERSON_INACTIVE');
    expect(await register('nobody', 'admin')).toBe('PERSON_UNKNOWN');
  });

  test('its responsible, their head, admins and the host work on it; nobody else does', async () => {
    const engine = await new World().engine();
    const id = await lead(engine);
    const note = (actor: string | null) => engine.reactToLead({ lead: id, note: 'Rang', actor }).then(codeOf);
    for (const actor of ['ivanova', 'petrov', 'admin', null]) expect(await note(actor)).toBe('accepted');
    for (const actor of ['sidorov', 'volkov', 'stranger']) expect(await note(actor)).toBe('NOT_PERMITTED');
    const give = (to: string, actor: string) => engine.assignLead({ lead: id, to, actor }).then(codeOf);
    expect(await give('sidorov', 'stranger')).toBe('NOT_PERMITTED');
    expect(await give('former', 'ivanova')).toBe('PERSON_INACTIVE');
    expect(await give('smirnov', 'ivanova')).toBe('accepted');
    expect(await give('ivanova', 'ivanova')).toBe('NOT_PERMITTED');
  });

  test('a lead that nobody has is taken, or given by a head to their people, and only that', async () => {
    const engine = await new World().engine();
    const id = await lead(engine, null);
    const give = (to: string, actor: string) => engine.assignLead({ lead: id, to, actor }).then(codeOf);
    expect(await give('sidorov', 'ivanova')).toBe('NOT_PERMITTED');
    expect(codeOf(await engine.discardLead({ lead: id, reason: 'No', actor: 'ivanova' }))).toBe(
      'NOT_PERMITTED',
    );
    expect(await give('sidorov', 'petrov')).toBe('accepted');
    expect(await give('sidorov', 'petrov')).toBe('accepted');
    expect(await engine.leadHistory(id)).toHaveLength(2);
  });

  test('an unknown lead is told, and another tenant’s is unknown', async () => {
    const engine = await new World().engine();
    const id = await lead(engine);
    const other = engine.for('other');
    expect(codeOf(await other.reactToLead({ lead: id, note: 'Rang', actor: null }))).toBe('LEAD_NOT_FOUND');
    expect((await other.leads({})).items).toEqual([]);
    expect(codeOf(await engine.assignLead({ lead: 'L', to: 'ivanova', actor: null }))).toBe('LEAD_NOT_FOUND');
  });
});

test('the usual limit is an option of the engine, and its form is checked', async () => {
  const world = new World();
  const engine = await world.engine({ tuning: { leadReaction: { elapsed: 'PT90M' } } });
  const { dueAt } = accepted(await engine.registerLead({ ...wish, actor: null }));
  expect(dueAt - world.clock.now()).toBe(90 * 60_000);
  await expect(world.engine({ tuning: { leadReaction: { elapsed: 'soon' } } })).rejects.toThrow(
    'leadReaction',
  );
  await expect(engine.registerLead({ ...wish, title: '  ', actor: null })).rejects.toSatisfy((error) =>
    SdkError.is(error, 'REQUEST_INVALID'),
  );
});

test('what people do to a lead at once is all kept, one after the other', async () => {
  const engine = await new World().engine();
  const id = await lead(engine);
  const notes = Array.from({ length: 6 }, (_, i) =>
    engine.reactToLead({ lead: id, note: `Note ${i}`, actor: 'ivanova' }),
  );
  expect((await Promise.all(notes)).map(codeOf)).toEqual(Array(6).fill('accepted'));
  const entries = await engine.leadHistory(id);
  expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a lead that others change at every attempt is given up, with nothing written', async () => {
  const world = new World();
  const leads = altered(world.storage.leads, { change: async () => false });
  const engine = await world.engine({ leads });
  const id = await lead(engine);
  await expect(engine.reactToLead({ lead: id, note: 'Rang', actor: null })).rejects.toSatisfy((error) =>
    SdkError.is(error, 'CONTENTION'),
  );
  expect(await engine.leadHistory(id)).toHaveLength(1);
});

describe('a lead that becomes a deal', () => {
  async function office(change: object = {}) {
    const world = new World();
    const engine = await world.engine({ deferrals: altered(world.storage.deferrals, change) });
    await activate(engine, errand());
    world.deal();
    return { world, engine, id: await lead(engine) };
  }

  test('starts its process later when the start fails at first, once', async () => {
    let failures = 1;
    const { world, engine, id } = await office({
      begin: async (...start: Parameters<World['storage']['deferrals']['begin']>) => {
        if (failures-- > 0) throw new Error('The power went out.');
        return world.storage.deferrals.begin(...start);
      },
    });
    accepted(await engine.convertLead({ lead: id, deal: 'D-1', map: 'errand', actor: 'ivanova' }));
    expect((await engine.processes({ deal: 'D-1' })).items).toEqual([]);
    world.clock.advance('PT1M');
    await engine.settle();
    expect((await engine.processes({ deal: 'D-1' })).items).toHaveLength(1);
    expect(await openIncidents(engine)).toEqual([]);
  });

  test('stays as it is when the start is refused', async () => {
    const { engine, id } = await office();
    const wanted = { lead: id, deal: 'D-1', actor: 'ivanova' };
    expect(codeOf(await engine.convertLead({ ...wanted, map: 'nowhere' }))).toBe('MAP_NOT_FOUND');
    expect((await engine.lead(id))?.status).toBe('open');
    expect(codeOf(await engine.convertLead(wanted))).toBe('accepted');
    expect(codeOf(await engine.convertLead(wanted))).toBe('accepted');
    const other = await engine.convertLead({ ...wanted, deal: 'D-2' });
    expect(codeOf(other)).toBe('DEAL_NOT_FOUND');
    expect((await engine.processes({ deal: 'D-1' })).items).toEqual([]);
  });
});
