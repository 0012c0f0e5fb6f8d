import { elapsed } from '@dealroute/core';
import { expect, it } from 'vitest';
import { pause, sale, service } from '../../maps.js';
import { accepted, activate, begin, codeOf, World } from '../../world.js';

async function running(map = sale(), options = {}) {
  const world = new World(options);
  const engine = await world.engine({ actions: { bill: async () => 'later' } });
  await activate(engine, map);
  const started = await begin(engine, map.key, world.deal());
  const move = (node: string, actor: string | null = 'admin', reason = 'Another price') =>
    engine.moveProcess({ process: started.process, node, reason, actor });
  return { world, engine, move, ...started };
}

it('the deal gets the stage of the node in the same commit, and the new assignee a task', async () => {
  const { world, engine, move, task } = await running();
  const { stage, openTasks } = accepted(await move('contract'));
  expect([stage, world.host.deal('D-1')?.stage]).toEqual(['contract', 'contract']);
  expect((await engine.task(openTasks[0] ?? ''))?.node).toBe('contract');
  expect((await engine.task(task))?.ended).toMatchObject({ as: 'withdrawn', by: 'admin' });
});

it('a host on another database gets the stage through the outbox', async () => {
  const { world, engine, move } = await running(sale(), { joinsTransaction: false });
  accepted(await move('contract'));
  await engine.settle();
  expect(world.host.deal('D-1')?.stage).toBe('contract');
});

it.each([
  ['admin', 'accepted'],
  [null, 'accepted'],
  ['petrov', 'NOT_PERMITTED'],
  ['ivanova', 'NOT_PERMITTED'],
  ['former', 'PERSON_INACTIVE'],
])('moved by %s is %s, by the default policy', async (actor, code) => {
  const { move } = await running();
  expect(codeOf(await move('contract', actor))).toBe(code);
});

it('a wish without a reason, to a node that is not there, or of no process is refused', async () => {
  const { engine, move } = await running();
  expect(codeOf(await move('contract', 'admin', ' '))).toBe('REASON_REQUIRED');
  expect(await move('nowhere')).toEqual({
    ok: false,
    rejection: { code: 'CANNOT_MOVE_THERE', node: 'nowhere', why: 'unknown' },
  });
  const nobody = { process: 'P-0', node: 'contract', reason: 'x', actor: null };
  expect(codeOf(await engine.moveProcess(nobody))).toBe('PROCESS_NOT_FOUND');
});

it('a timer that was left is withdrawn and never fires', async () => {
  const { world, engine, move, process } = await running(pause(elapsed('PT1H')));
  accepted(await move('after'));
  world.clock.advance('P1D');
  await engine.settle();
  expect(await world.storage.backlog.backlog()).toMatchObject({ nextTimer: null });
  expect((await engine.process(process))?.tasks).toHaveLength(1);
});

it('an action that was left is not answered any more, and one that is moved to is asked for anew', async () => {
  const { engine, move, process } = await running(service());
  accepted(await move('act'));
  expect(codeOf(await engine.completeAction({ action: `${process}.2` }))).toBe('ACTION_NOT_WAITING');
  accepted(await engine.completeAction({ action: `${process}.3` }));
  expect((await engine.process(process))?.tasks).toHaveLength(1);
});
