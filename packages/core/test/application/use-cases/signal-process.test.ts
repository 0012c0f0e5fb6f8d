import { elapsed } from '@dealroute/core';
import { expect, it } from 'vitest';
import { pause } from '../../maps.js';
import { accepted, activate, begin, codeOf, World } from '../../world.js';

async function waiting() {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, pause(elapsed('P3D'), 'pause', 'paid'));
  const started = await begin(engine, 'pause', world.deal());
  const signal = (actor: string | null = null, name = 'paid', key?: string) =>
    engine.signalProcess({ process: started.process, signal: name, actor, ...(key && { key }) });
  return { world, engine, signal, ...started };
}

it('a signal ends the wait, once under its key, and the timer never fires', async () => {
  const { world, engine, signal, process } = await waiting();
  const first = accepted(await signal(null, 'paid', 'k'));
  expect(first.openTasks).toHaveLength(1);
  expect(accepted(await signal(null, 'paid', 'k'))).toEqual(first);
  world.clock.advance('P5D');
  await engine.settle();
  expect(await engine.journal(process)).toHaveLength(2);
});

it('a signal that nothing waits for leaves no trace', async () => {
  const { engine, signal, process } = await waiting();
  expect(accepted(await signal(null, 'called')).version).toBe(1);
  expect(await engine.journal(process)).toHaveLength(1);
});

it.each([
  ['admin', 'accepted'],
  [null, 'accepted'],
  ['ivanova', 'accepted'],
  ['petrov', 'accepted'],
  ['sidorov', 'NOT_PERMITTED'],
  ['former', 'PERSON_INACTIVE'],
])('signalled by %s is %s, by the default policy', async (actor, code) => {
  const { signal } = await waiting();
  expect(codeOf(await signal(actor))).toBe(code);
});

it('an ended process, and one that is not there, cannot be signalled', async () => {
  const { engine, signal } = await waiting();
  const { openTasks } = accepted(await signal());
  accepted(await engine.completeTask({ task: openTasks[0] ?? '', actor: null }));
  expect(codeOf(await signal())).toBe('PROCESS_ENDED');
  const nobody = { process: 'P-0', signal: 'paid', actor: null };
  expect(codeOf(await engine.signalProcess(nobody))).toBe('PROCESS_NOT_FOUND');
});
