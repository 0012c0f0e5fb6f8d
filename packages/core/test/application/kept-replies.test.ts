import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { errand, rounds } from '../maps.js';
import { accepted, activate, begin, codeOf, World } from '../world.js';

async function twoNodes() {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, rounds, errand());
  return { world, engine, other: await world.engine() };
}

describe('a command that is repeated under its key', () => {
  it('gets the first answer, whoever is asked and whatever happened since', async () => {
    const { world, engine, other } = await twoNodes();
    const { task } = await begin(engine, 'rounds', world.deal());
    const wish = { task, result: 'again', actor: 'ivanova', key: 'tap-1' };
    const first = await engine.completeTask(wish);
    const next = accepted(first).openTasks[0] ?? '';
    await engine.completeTask({ task: next, result: 'enough', actor: 'ivanova' });
    expect(await engine.completeTask(wish)).toEqual(first);
    expect(await other.completeTask(wish)).toEqual(first);
  });

  it('starts one process, though each start would have an id of its own', async () => {
    const { world, engine, other } = await twoNodes();
    const wish = { map: 'rounds', deal: world.deal(), actor: null, key: 'start-1' };
    const [first, second] = await Promise.all([engine.startProcess(wish), other.startProcess(wish)]);
    expect(second).toEqual(first);
    expect(await engine.startProcess(wish)).toEqual(first);
    expect((await engine.processes({})).items).toHaveLength(1);
  });

  it('gets the first answer also when the same wish would be refused by now', async () => {
    const { world, engine } = await twoNodes();
    const start = { map: 'rounds', deal: world.deal(), actor: null, key: 'start-1' };
    const started = await engine.startProcess(start);
    const task = accepted(started).openTasks[0] ?? '';
    const give = { task, to: 'sidorov', actor: 'ivanova', key: 'give-1' };
    const given = await engine.handOverTask(give);
    await engine.retireMap({ key: 'rounds', actor: null });
    world.directory.putUser({ id: 'sidorov', name: 'Sidorov', active: false, roles: [] });
    world.host.removeDeal('D-1');
    expect(await engine.startProcess(start)).toEqual(started);
    expect(await engine.handOverTask(give)).toEqual(given);
  });

  it('gets the first answer also when there is nothing left to do', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(
      engine,
      errand(undefined, {
        checklist: [
          { key: 'a', title: 'A' },
          { key: 'b', title: 'B' },
        ],
      }),
    );
    const { task } = await begin(engine, 'errand', world.deal());
    const first = await engine.completeStep({ task, step: 'a', actor: null, key: 'a' });
    await engine.completeStep({ task, step: 'b', actor: null });
    expect(await engine.completeStep({ task, step: 'a', actor: null, key: 'a' })).toEqual(first);
  });

  it('is no other request where only the order of its keys differs', async () => {
    const { world, engine } = await twoNodes();
    const start = { map: 'rounds', deal: world.deal(), actor: null, key: 'k' };
    const first = await engine.startProcess({ ...start, variables: { a: 1, b: { c: 2, d: 3 } } });
    expect(await engine.startProcess({ ...start, variables: { b: { d: 3, c: 2 }, a: 1 } })).toEqual(first);
  });
});

describe('a key that was used for another request', () => {
  it.each([
    ['result', { result: 'enough' }],
    ['person', { actor: 'petrov' }],
    ['variable', { variables: { a: 2 } }],
  ])('is an error: another %s', async (_, change) => {
    const { world, engine } = await twoNodes();
    const { task } = await begin(engine, 'rounds', world.deal());
    const wish = { task, result: 'again', actor: 'ivanova', variables: { a: 1 }, key: 'k' };
    accepted(await engine.completeTask(wish));
    const failed = engine.completeTask({ ...wish, ...change });
    await expect(failed).rejects.toMatchObject({ code: 'KEY_REUSED', ids: { key: 'k' } });
  });

  it('is an error: another map to start', async () => {
    const { world, engine } = await twoNodes();
    const wish = { map: 'rounds', deal: world.deal(), actor: null, key: 'k' };
    accepted(await engine.startProcess(wish));
    await expect(engine.startProcess({ ...wish, map: 'errand' })).rejects.toMatchObject({
      code: 'KEY_REUSED',
    });
  });

  it('is no error in another tenant', async () => {
    const { world, engine } = await twoNodes();
    const other = engine.for('other');
    await activate(other, errand());
    world.deal('D-1', {}, 'other');
    accepted(await engine.startProcess({ map: 'rounds', deal: world.deal(), actor: null, key: 'k' }));
    const started = await other.startProcess({ map: 'errand', deal: 'D-1', actor: null, key: 'k' });
    expect(codeOf(started)).toBe('accepted');
  });
});

it('a refusal keeps nothing: the same key is judged anew', async () => {
  const { world, engine } = await twoNodes();
  const { task } = await begin(engine, 'rounds', world.deal());
  const wish = { task, actor: 'ivanova', key: 'k' };
  expect(codeOf(await engine.completeTask(wish))).toBe('RESULT_REQUIRED');
  expect(codeOf(await engine.completeTask({ ...wish, result: 'again' }))).toBe('accepted');
});

it('a kept answer holds no words of the request', async () => {
  const { world, engine } = await twoNodes();
  const { task } = await begin(engine, 'rounds', world.deal());
  await engine.completeTask({ task, result: 'again', comment: 'Secret words', actor: null, key: 'k' });
  const kept = await world.storage.store.kept('k', { tenant: 'default' });
  expect(JSON.stringify(kept)).not.toContain('Secret');
  expect(kept?.fingerprint).toHaveLength(createHash('sha256').digest('base64url').length);
});
