import { createEngine, type Engine, independentMap, MemoryDirectory, MemoryHost } from '@dealroute/core';
import { sales } from '@dealroute/testing/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knexStorage } from '../../src/index.js';
import { type Database, hostKnex } from '../databases.js';
import { emptyDatabase, lockAwaited, server } from './server.js';

const visit = independentMap({ key: 'visit', title: 'Visit' })
  .start('start')
  .userTask('prepare', {
    title: 'Prepare the visit',
    checklist: ['a', 'b', 'c'].map((key) => ({ key, title: key, optional: true })),
  })
  .end('done', { outcome: 'success' })
  .flow('start', 'prepare')
  .flow('prepare', 'done')
  .build();

let database: Database;
let one: Engine;
let two: Engine;
const closing: (() => Promise<void>)[] = [];

async function node(): Promise<Engine> {
  const knex = hostKnex(database.file);
  const host = new MemoryHost({ pipelines: [sales], joinsTransaction: false });
  host.putDeal({
    ref: 'D-1',
    title: 'Boilers',
    pipeline: 'sales',
    stage: 'new',
    responsible: null,
    fields: {},
  });
  const directory = new MemoryDirectory([{ id: 'ivanova', name: 'Ivanova', active: true, roles: ['admin'] }]);
  const engine = await createEngine({
    host,
    directory,
    plugins: [knexStorage({ knex })],
    background: false,
  });
  closing.push(async () => {
    await engine.stop();
    await knex.destroy();
  });
  return engine;
}

beforeEach(async () => {
  database = await emptyDatabase();
  one = await node();
  two = await node();
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

test(`on ${server} a command that lost its race holds the row, and who comes later waits its turn`, async () => {
  await one.deployMap({ map: visit, actor: null, activate: true });
  const begun = await one.startProcess({ deal: 'D-1', map: 'visit', actor: null });
  if (!begun.ok) throw new Error(JSON.stringify(begun.rejection));
  const { process, openTasks } = begun.value;
  const task = openTasks[0] ?? '';
  const step = (engine: Engine, key: string) => engine.completeStep({ task, step: key, actor: null });

  let attempts = 0;
  let later: ReturnType<typeof step> | undefined;
  one.before('CompleteStep', 'another node', async () => {
    attempts += 1;
    if (attempts === 1) await step(two, 'a');
    else {
      later = step(two, 'c');
      await lockAwaited(database);
    }
    return undefined;
  });
  expect(await step(one, 'b')).toMatchObject({ ok: true });
  expect(await later).toMatchObject({ ok: true });

  expect(attempts).toBe(2);
  const order = (await one.journal(process)).flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'StepCompleted' ? [event.step] : [])),
  );
  expect(order).toEqual(['a', 'b', 'c']);
});
