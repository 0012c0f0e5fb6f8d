import type { Engine } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand } from '../maps.js';
import { accepted, activate, begin, World } from '../world.js';

type Methods = { [M in keyof Engine]: (...args: never[]) => unknown };

/** Calls a method of the engine as JavaScript can, whatever its types say. */
async function call(method: keyof Methods, ...args: readonly unknown[]): Promise<unknown> {
  const engine = await new World().engine();
  return (engine[method] as (...given: readonly unknown[]) => unknown)(...args);
}

const task = { task: 'p.1.1', actor: null };
const start = { deal: 'D-1', map: 'errand', actor: null };
const event = { key: 'e', type: 'dealCreated', deal: 'D-1' };
const trigger = { key: 't', event: 'dealCreated', map: 'errand' };
const long = 'x'.repeat(201);
const circle: Record<string, unknown> = {};
circle.itself = circle;
let deep: unknown = 1;
for (let i = 0; i < 50_000; i++) deep = [deep];

describe('a malformed request throws REQUEST_INVALID that names the call and the field', () => {
  // biome-ignore format: a table
  const table: readonly (readonly [keyof Methods, string, ...unknown[]])[] = [
    ['startProcess', 'request', null],
    ['startProcess', 'request', 'errand'],
    ['startProcess', 'deal', { ...start, deal: '' }],
    ['startProcess', 'deal', { ...start, deal: long }],
    ['startProcess', 'deal', { ...start, deal: 5 }],
    ['startProcess', 'map', { deal: 'D-1', actor: null }],
    ['startProcess', 'actor', { deal: 'D-1', map: 'errand' }],
    ['startProcess', 'key', { ...start, key: long }],
    ['startProcess', 'dael', { ...start, dael: 'D-1' }],
    ['startProcess', 'starter', { ...start, starter: 'ivanova' }],
    ['startProcess', 'variables', { ...start, variables: [] }],
    ['startProcess', 'variables.x', { ...start, variables: { x: undefined } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: () => 1 } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: new Date(0) } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: Number.NaN } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: 10n } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: 'x'.repeat(65_535) } }],
    ['startProcess', 'variables.x', { ...start, variables: { x: 'ж'.repeat(40_000) } }],
    ['startProcess', 'variables', { ...start, variables: { ['n'.repeat(65)]: 1 } }],
    ['startProcess', 'circles', { ...start, variables: circle }],
    ['startProcess', 'circles', { ...start, variables: { x: deep } }],
    ['completeTask', 'task', { actor: null }],
    ['completeTask', 'result', { ...task, result: '' }],
    ['completeTask', 'comment', { ...task, comment: 7 }],
    ['completeTask', 'lossReason', { ...task, lossReason: {} }],
    ['completeTask', 'actor', { task: 'p.1.1', actor: undefined }],
    ['completeStep', 'step', { ...task }],
    ['handOverTask', 'to', { ...task }],
    ['claimTask', 'extra', { ...task, extra: true }],
    ['releaseTask', 'task', { actor: null }],
    ['completeAction', 'action', {}],
    ['completeAction', 'actor', { action: 'p.1', actor: 'ivanova' }],
    ['completeAction', 'output.x', { action: 'p.1', output: { x: new Map() } }],
    ['failAction', 'reason', { action: 'p.1' }],
    ['failAction', 'reason', { action: 'p.1', reason: 'x'.repeat(501) }],
    ['terminateEarly', 'lossReason', { process: 'p', actor: null }],
    ['receiveHostEvent', 'type', { ...event, type: 'dealDeleted' }],
    ['receiveHostEvent', 'at', { ...event, at: '2026-03-02' }],
    ['receiveHostEvent', 'at', { ...event, at: 1.5 }],
    ['receiveHostEvent', 'stage', { ...event, type: 'stageChanged' }],
    ['receiveHostEvent', 'stage', { ...event, type: 'dealWon' }],
    ['receiveHostEvent', 'name', { ...event, type: 'custom' }],
    ['receiveHostEvent', 'name', { ...event, type: 'custom', name: 'x'.repeat(65) }],
    ['receiveHostEvent', 'data', { ...event, type: 'custom', name: 'paid', data: { sum: 'x'.repeat(65_537) } }],
    ['putTrigger', 'event', { ...trigger, event: 'dealDeleted' }, null],
    ['putTrigger', 'name', { ...trigger, event: 'custom' }, null],
    ['putTrigger', 'signal', { ...trigger, signal: 'paid', whenRunning: 'start' }, null],
    ['signalProcess', 'signal', { process: 'p', actor: null }],
    ['adoptDeals', 'node', { map: 'sale', dryRun: true, actor: null }],
    ['adoptDeals', 'node', { map: 'sale', node: 'a', byStage: { new: 'a' }, dryRun: true, actor: null }],
    ['adoptDeals', 'deals', { map: 'sale', node: 'a', deals: ['d'], after: 'd', dryRun: true, actor: null }],
    ['adoptDeals', 'dryRun', { map: 'sale', node: 'a', actor: null }],
    ['putTrigger', 'whenRunning', { ...trigger, whenRunning: 'wait' }, null],
    ['putTrigger', 'condition', { ...trigger, condition: 'x'.repeat(2_001) }, null],
    ['putTrigger', 'actor', trigger],
    ['removeTrigger', 'key', 5, null],
    ['removeTrigger', 'actor', 't'],
    ['deployMap', 'actor', { map: errand() }],
    ['deployMap', 'activate', { map: errand(), actor: null, activate: 'yes' }],
    ['activateMap', 'key', { actor: null }],
    ['retireMap', 'actor', { key: 'errand' }],
    ['resolveIncident', 'id', { actor: null }],
    ['retryIncident', 'actor', { id: 'i' }],
    ['retryMessage', 'id', { actor: null }],
    ['undelivered', 'limit', 'dead', { limit: 0 }],
    ['mayChangeStage', 'deal', { actor: null }],
    ['mayChangeStage', 'actor', { deal: 'D-1' }],
    ['tasks', 'limit', {}, { limit: 0 }],
    ['tasks', 'limit', {}, { limit: 501 }],
    ['myTasks', 'limit', 'ivanova', { limit: 1.5 }],
    ['processes', 'after', {}, { after: 7 }],
    ['incidents', 'offset', 'open', { offset: 10 }],
    ['for', 'tenant', ''],
    ['for', 'tenant', 'x'.repeat(65)],
    ['through', 'source', 'x'.repeat(33)],
  ];

  const cases = table.map(([method, field, ...args]) => ({ method, field, args }));

  it.each(cases)('$method: $field', async ({ method, field, args }) => {
    await expect(call(method, ...args)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(field),
    });
  });

  it('names every field that is wrong at once', async () => {
    const failed = call('startProcess', { deal: '', map: 7, extra: 1 });
    for (const field of ['startProcess', 'deal', 'map', 'actor', 'extra']) {
      await expect(failed).rejects.toThrow(field);
    }
  });
});

describe('what is just within the limits is taken', () => {
  it('ids of 200 characters, and a variable of 64 KB', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const deal = world.deal('x'.repeat(200));
    const variables = { text: 'x'.repeat(65_534), list: [1, null, true, { a: 'b' }] };
    const wish = { map: 'errand', deal, variables, actor: 'ivanova', key: 'k'.repeat(200) };
    const { process } = accepted(await engine.startProcess(wish));
    expect((await engine.process(process))?.variables).toEqual(variables);
  });

  it('optional fields that are given as undefined', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task: open } = await begin(engine, 'errand', world.deal());
    const wish = { task: open, actor: null, result: undefined, comment: undefined, key: undefined };
    accepted(await engine.completeTask(wish));
  });

  it('keys that would reach into prototypes are dropped', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const variables = JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as { a: number };
    const wish = { map: 'errand', deal: world.deal(), variables, actor: null };
    const state = await engine.process(accepted(await engine.startProcess(wish)).process);
    expect(state?.variables).toEqual({ a: 1 });
    expect('admin' in (state?.variables ?? {})).toBe(false);
  });
});
