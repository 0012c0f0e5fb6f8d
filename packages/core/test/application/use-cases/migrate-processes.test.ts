import { elapsed, independentMap, type RouteMap } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, pause, sale, service } from '../../maps.js';
import { accepted, activate, begin, codeOf, World } from '../../world.js';

const HOUR = 3_600_000;

async function running(first: RouteMap, second: RouteMap, options = {}) {
  const world = new World(options);
  const engine = await world.engine({ actions: { bill: async () => 'later' } });
  await activate(engine, first);
  const started = await begin(engine, first.key, world.deal());
  await activate(engine, second);
  const wish = { map: first.key, to: 2, actor: 'admin' as string | null };
  return { world, engine, wish, ...started };
}

const retitled = (map: RouteMap): RouteMap => ({ ...map, title: 'Another edition' });

describe('a migration', () => {
  it.each([
    ['admin', 'accepted'],
    [null, 'accepted'],
    ['petrov', 'NOT_PERMITTED'],
    ['ivanova', 'NOT_PERMITTED'],
    ['former', 'PERSON_INACTIVE'],
  ])('by %s is %s, by the default policy; so are its dry run and its undoing', async (actor, code) => {
    const { engine, wish, process } = await running(sale(), retitled(sale()));
    expect(codeOf(await engine.planMigration({ ...wish, actor }))).toBe(code);
    expect(codeOf(await engine.migrateProcesses({ ...wish, actor, key: 'm' }))).toBe(code);
    accepted(await engine.migrateProcesses({ ...wish, key: 'n' }));
    expect(codeOf(await engine.undoMigration({ process, actor }))).toBe(code);
  });

  it('goes to versions that were ever active, forward and back', async () => {
    const { engine, wish, process } = await running(sale(), retitled(sale()));
    accepted(await engine.deployMap({ map: sale('revert'), actor: null }));
    expect(await engine.planMigration({ ...wish, to: 3 })).toEqual({
      ok: false,
      rejection: { code: 'MAP_NOT_FOUND', map: 'sale', version: 3 },
    });
    expect(codeOf(await engine.planMigration({ ...wish, map: 'nothing' }))).toBe('MAP_NOT_FOUND');
    expect(accepted(await engine.migrateProcesses({ ...wish, key: 'on' })).moved).toBe(1);
    expect(accepted(await engine.migrateProcesses({ ...wish, to: 1, key: 'back' })).moved).toBe(1);
    expect((await engine.process(process))?.instances[0]?.map.version).toBe(1);
    const nobody = await engine.migrateProcesses({ ...wish, from: [7], key: 'none' });
    expect(accepted(nobody)).toMatchObject({ items: [], remaining: 0 });
  });

  it('that is malformed is the mistake of a developer', async () => {
    const { engine, wish } = await running(sale(), retitled(sale()));
    await expect(engine.planMigration({ ...wish, to: 0 })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const deadlines = 'forget' as 'keep';
    await expect(engine.planMigration({ ...wish, deadlines })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });

  it('may be vetoed for single processes', async () => {
    const { engine, wish } = await running(sale(), retitled(sale()));
    engine.before('MigrateProcess', 'audit', async () => 'Not in the last week of the year');
    const { items, cannot } = accepted(await engine.migrateProcesses({ ...wish, key: 'm' }));
    expect([cannot, items[0]]).toMatchObject([1, { verdict: 'cannot', rejection: { code: 'VETOED' } }]);
  });

  it('by two nodes at once under one key moves each process once', async () => {
    const { world, engine, wish, process } = await running(sale(), retitled(sale()));
    const other = await world.engine();
    const [one, two] = await Promise.all(
      [engine, other].map((node) => node.migrateProcesses({ ...wish, key: 'm' })),
    );
    const refusedOnes = [one, two].map((outcome) => outcome && accepted(outcome).cannot);
    expect(refusedOnes).toEqual([0, 0]);
    const commands = (await engine.journal(process)).map(({ command }) => command);
    expect(commands).toEqual(['StartProcess', 'MigrateProcess']);
  });

  it('lets an awaited action be answered by its key', async () => {
    const { engine, wish, process } = await running(service(), retitled(service()));
    await engine.settle();
    accepted(await engine.migrateProcesses({ ...wish, key: 'm' }));
    accepted(await engine.completeAction({ action: `${process}.2` }));
    expect((await engine.process(process))?.tasks).toMatchObject([{ node: 'after' }]);
  });

  it('lets a called process end under its own version, and its caller go on under the other one', async () => {
    const caller = independentMap({ key: 'caller', title: 'Caller' })
      .start('start')
      .call('call', { map: 'errand' })
      .userTask('after', { title: 'Go on' })
      .end('done', { outcome: 'success' })
      .flow('start', 'call')
      .flow('call', 'after')
      .flow('after', 'done')
      .build();
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(), caller);
    const { process, task } = await begin(engine, 'caller', world.deal());
    await activate(engine, errand(undefined, { comment: 'required' }), retitled(caller));
    accepted(await engine.migrateProcesses({ map: 'caller', to: 2, actor: null, key: 'm' }));
    expect((await engine.process(process))?.instances.map(({ map }) => map)).toEqual([
      { key: 'caller', version: 2 },
      { key: 'errand', version: 1 },
    ]);
    expect((await engine.task(task))?.map).toEqual({ key: 'errand', version: 1 });
    accepted(await engine.completeTask({ task, actor: null }));
    const [next] = (await engine.dealTasks('D-1')).items;
    expect([next?.node, next?.map]).toEqual(['after', { key: 'caller', version: 2 }]);
  });
});

describe('timers of a migrated process', () => {
  it('fire by the other wait where it is counted anew, and as before where it is undone', async () => {
    const { world, engine, wish, process } = await running(pause(elapsed('PT1H')), pause(elapsed('PT3H')));
    const start = world.clock.now();
    const planned = accepted(await engine.planMigration(wish));
    expect(planned.items).toMatchObject([
      {
        deadlines: [
          { node: 'wait', timer: `${process}.2`, keep: start + HOUR, recalculate: start + 3 * HOUR },
        ],
      },
    ]);
    accepted(await engine.migrateProcesses({ ...wish, key: 'm', deadlines: 'recalculate' }));
    world.clock.advance('PT1H');
    await engine.settle();
    expect((await engine.process(process))?.timers).toHaveLength(1);
    accepted(await engine.undoMigration({ process, actor: 'admin' }));
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
  });

  it('are kept where the field that the version names is empty', async () => {
    const { world, engine, wish } = await running(pause(elapsed('PT1H')), pause({ untilField: 'meeting' }));
    const plan = async (deadlines: 'keep' | 'recalculate') =>
      accepted(await engine.planMigration({ ...wish, deadlines })).items[0];
    expect(await plan('keep')).toMatchObject({ verdict: 'moves', deadlines: [] });
    expect(await plan('recalculate')).toMatchObject({ rejection: { code: 'TIMER_FIELD_EMPTY' } });
    world.deal('D-1', { fields: { meeting: world.clock.now() + HOUR } });
    expect(await plan('recalculate')).toMatchObject({ verdict: 'moves' });
  });
});
