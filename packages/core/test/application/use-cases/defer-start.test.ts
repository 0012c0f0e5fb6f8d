import type { EngineOptions } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import { accepted, activate, altered, codeOf, openIncidents, World } from '../../world.js';

const HOUR = 3_600_000;

async function office(options: EngineOptions = {}) {
  const world = new World();
  const engine = await world.engine(options);
  await activate(engine, errand(), sale());
  const at = world.clock.now() + HOUR;
  const wish = { deal: world.deal(), map: 'errand', at, actor: 'ivanova' };
  const started = async () => (await engine.processes({ deal: 'D-1' })).items;
  return { world, engine, at, wish, started };
}

describe('a deferred start', () => {
  it('waits for its instant, then starts with its variables as its starter', async () => {
    const { world, engine, at, wish, started } = await office();
    const start = accepted(await engine.deferStart({ ...wish, variables: { n: 1 } }));
    expect(start).toMatchObject({
      deal: 'D-1',
      until: { at },
      deferredAt: at - HOUR,
      dueAt: at,
      ended: null,
    });
    world.clock.set(at - 1);
    await engine.settle();
    expect(await started()).toEqual([]);
    world.clock.set(at);
    await engine.settle();
    const [process] = await started();
    expect(process).toMatchObject({ starter: 'ivanova', startedAt: at });
    expect((await engine.process(process?.id ?? ''))?.variables).toEqual({ n: 1 });
    expect((await engine.journal(process?.id ?? ''))[0]).toMatchObject({ source: 'deferral' });
    expect((await engine.deferredStarts({ status: 'waiting' })).items).toEqual([]);
  });

  it('of an instant that is past starts with the next look', async () => {
    const { engine, wish, started } = await office();
    accepted(await engine.deferStart({ ...wish, at: 0 }));
    await engine.settle();
    expect(await started()).toHaveLength(1);
  });

  it('starts once, however many nodes look at once', async () => {
    const { world, engine, at, wish, started } = await office();
    const nodes = [engine, await world.engine(), await world.engine()];
    accepted(await engine.deferStart(wish));
    world.clock.set(at);
    await Promise.all(nodes.map((node) => node.settle()));
    expect(await started()).toHaveLength(1);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('starts once also where a node died between the start and its note', async () => {
    const world = new World();
    const { deferrals } = world.storage;
    const forgetful = altered(deferrals, { end: async () => true });
    const dying = await world.engine({ deferrals: forgetful });
    await activate(dying, errand());
    const at = world.clock.now() + HOUR;
    accepted(await dying.deferStart({ deal: world.deal(), map: 'errand', at, actor: null }));
    const [due] = await deferrals.due(at, 1);
    const { process } = accepted(
      await dying.startProcess({
        deal: 'D-1',
        map: 'errand',
        variables: {},
        actor: null,
        key: `deferred:${due?.id}`,
      }),
    );
    world.clock.set(at);
    const engine = await world.engine();
    await engine.settle();
    expect((await engine.processes({})).items.map(({ id }) => id)).toEqual([process]);
    expect((await engine.deferredStarts({})).items[0]?.ended).toMatchObject({ as: 'started', process });
  });

  it('is tried again where the directory was away', async () => {
    const { world, engine, at, wish, started } = await office();
    accepted(await engine.deferStart(wish));
    let away = true;
    const users: typeof world.directory.users = async (...asked) => {
      if (away) throw new Error('away');
      return world.directory.users(...asked);
    };
    const other = await world.engine({ directory: altered(world.directory, { users }) });
    world.clock.set(at);
    await other.settle();
    expect(world.errors()).toContain('A deferred start failed; it is tried again.');
    away = false;
    world.clock.advance(59_999);
    await other.settle();
    expect(await started()).toEqual([]);
    world.clock.advance(1);
    await other.settle();
    expect(await started()).toHaveLength(1);
  });

  it('keeps to its tenant', async () => {
    const { engine, wish } = await office();
    const { id } = accepted(await engine.deferStart(wish));
    const other = engine.for('other');
    expect((await other.deferredStarts({})).items).toEqual([]);
    expect(codeOf(await other.cancelStart({ id, actor: null }))).toBe('START_NOT_DEFERRED');
  });
});

describe('a deferral is refused at once', () => {
  it.each([
    ['by a stranger to the deal', { map: 'sale', actor: 'stranger' }, 'NOT_PERMITTED'],
    ['of a map that is not there', { map: 'nowhere' }, 'MAP_NOT_FOUND'],
    ['of a deal that is not there', { deal: 'D-9' }, 'DEAL_NOT_FOUND'],
    ['by those who are gone', { actor: 'former' }, 'PERSON_INACTIVE'],
  ])('%s', async (_, change, code) => {
    const { engine, wish } = await office();
    expect(codeOf(await engine.deferStart({ ...wish, ...change }))).toBe(code);
    expect((await engine.deferredStarts({})).items).toEqual([]);
  });

  it.each([
    ['without an instant and a limit', { at: undefined }],
    ['with both', { after: { working: 'P1D' } }],
    ['with a limit that is none', { at: undefined, after: { working: 'soon' } }],
  ])('%s: a mistake of the program', async (_, change) => {
    const { engine, wish } = await office();
    await expect(engine.deferStart({ ...wish, ...change })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });

  it('under a key that was used for another one', async () => {
    const { engine, wish } = await office();
    const first = await engine.deferStart({ ...wish, key: 'k' });
    expect(await engine.deferStart({ ...wish, key: 'k' })).toEqual(first);
    await expect(engine.deferStart({ ...wish, key: 'k', map: 'sale' })).rejects.toMatchObject({
      code: 'KEY_REUSED',
    });
  });
});

describe('when its time has come', () => {
  it.each([
    ['the map was retired', 'MAP_NOT_ACTIVE'],
    ['its starter has left', 'PERSON_INACTIVE'],
    ['the deal is gone', 'DEAL_NOT_FOUND'],
  ])('a start ends with an incident where %s', async (what, code) => {
    const { world, engine, at, wish } = await office();
    accepted(await engine.deferStart(wish));
    if (code === 'MAP_NOT_ACTIVE') accepted(await engine.retireMap({ key: 'errand', actor: null }));
    if (code === 'DEAL_NOT_FOUND') world.host.removeDeal('D-1');
    if (code === 'PERSON_INACTIVE') {
      world.directory.putUser({ id: 'ivanova', name: what, active: false, roles: [] });
    }
    world.clock.set(at);
    // Another node, which has not just read its people.
    await (await world.engine()).settle();
    expect((await engine.deferredStarts({})).items[0]?.ended).toEqual({ as: 'refused', at, code });
    expect(await openIncidents(engine)).toEqual([['startRefused', 1]]);
  });
});

describe('a deferred start is cancelled', () => {
  it.each([
    ['ivanova', 'accepted'],
    ['admin', 'accepted'],
    [null, 'accepted'],
    ['petrov', 'NOT_PERMITTED'],
    ['former', 'PERSON_INACTIVE'],
  ])('by %s: %s', async (actor, code) => {
    const { world, engine, at, wish, started } = await office();
    const { id } = accepted(await engine.deferStart(wish));
    expect(codeOf(await engine.cancelStart({ id, actor }))).toBe(code);
    world.clock.set(at);
    await engine.settle();
    expect(await started()).toHaveLength(code === 'accepted' ? 0 : 1);
  });

  it('never while it is being started', async () => {
    const { world, engine, wish } = await office();
    const { id } = accepted(await engine.deferStart(wish));
    await world.storage.deferrals.begin(id, { tenant: 'default' });
    expect(codeOf(await engine.cancelStart({ id, actor: null }))).toBe('START_NOT_DEFERRED');
  });
});
