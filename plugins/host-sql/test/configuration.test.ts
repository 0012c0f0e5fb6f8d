import { createEngine, type HostCrm, type RouteMap } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HostSqlOptions, hostSql } from '../src/index.js';
import { newHostDatabase, optionsFor, startHost, transact } from './host-database-file.js';

let db: Knex;
let teardown: () => Promise<void>;

beforeEach(async () => {
  ({ db, teardown } = await newHostDatabase());
});
afterEach(() => teardown());

const messageOf = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const write = { key: 'k', process: 'P1', stage: 'offer', expected: 'new', seq: 1 } as const;

test('wrong options come out together, each with its place', () => {
  const { deals, ...rest } = optionsFor(db);
  const { stage: _, ...stageless } = deals;
  const wrong = {
    ...rest,
    deals: { ...stageless, colour: 'red' },
    pipelines: [{ key: 'sales', title: 'Sales', stages: [{ key: 'new', title: 'New', kind: 'offen' }] }],
    lossReasons: { table: 'reason' },
    joinsTransaction: 'yes',
  } as unknown as HostSqlOptions;
  const message = messageOf(() => hostSql(wrong));
  for (const place of ['deals.stage', 'colour', 'pipelines.0.stages.0.kind', 'lossReasons.key'])
    expect(message).toContain(place);
  expect(message).toContain('joinsTransaction');
});

test('a transaction is no Knex of a host', async () => {
  await db.transaction(async (trx) => {
    expect(messageOf(() => hostSql({ ...optionsFor(db), knex: trx }))).toContain(
      'knex: expected a Knex instance',
    );
  });
});

test('deals of several pipelines need a column that names theirs', () => {
  const { deals, pipelines, ...rest } = optionsFor(db);
  const { pipeline: _, ...unnamed } = deals;
  const several = [...(pipelines as []), { key: 'service', title: 'Service', stages: [] }];
  expect(messageOf(() => hostSql({ ...rest, deals: unnamed, pipelines: several }))).toContain(
    'deals.pipeline',
  );
});

test('tables and columns that are not there are named in one error when the engine starts', async () => {
  const { deals, users, ...rest } = optionsFor(db);
  const wrong = {
    ...rest,
    deals: { ...deals, stage: 'stege', fields: { sum: 'summe' } },
    users: { ...users, roles: { table: 'nowhere', user: 'a', role: 'b' } },
  };
  const start = createEngine({ plugins: [hostSql(wrong)], background: false });
  await expect(start).rejects.toMatchObject({ code: 'COMPOSITION_INVALID' });
  const message = await start.catch((error: Error) => error.message);
  expect(message).toContain(
    'deals.stage: table "sale" has no column "stege"; it has id, name, funnel, state',
  );
  expect(message).toContain('deals.fields.sum');
  expect(message).toContain('users.roles: the database has no table "nowhere"');
});

test('a storage elsewhere is found out when the engine starts, not when a task is completed', async () => {
  const start = createEngine({ plugins: [hostSql(optionsFor(db))], background: false });
  await expect(start).rejects.toMatchObject({ code: 'TRANSACTION_UNUSABLE' });
});

test('beside a storage elsewhere, stages are delivered after the commit', async () => {
  const [id] = await db('sale').insert({ name: 'Boilers', state: 'new' });
  const plugin = hostSql({ ...optionsFor(db), joinsTransaction: false });
  const engine = await createEngine({ plugins: [plugin], background: false });
  await db('staff').insert({ login: 'ann', full_name: 'Ann' });
  const map: RouteMap = {
    ...{ key: 'sale', kind: 'governing', title: 'Sale', pipeline: 'sales' },
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'offer', kind: 'userTask', title: 'Offer', stage: 'offer' },
      { id: 'won', kind: 'end', outcome: 'success', stage: 'won' },
    ],
    flows: [
      { id: 'a', from: 'start', to: 'offer' },
      { id: 'b', from: 'offer', to: 'won' },
    ],
  };
  await engine.deployMap({ map, actor: null, activate: true });
  await engine.startProcess({ deal: String(id), map: 'sale', actor: null });
  expect(await db('sale').first()).toMatchObject({ state: 'new' });
  await engine.settle();
  expect(await db('sale').first()).toMatchObject({ state: 'offer' });
  await engine.stop();
});

test('a transaction of another database is refused before anything is written', async () => {
  const [id] = await db('sale').insert({ name: 'Boilers', state: 'new' });
  const { host } = await startHost(optionsFor(db));
  const other = knex({ client: 'sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
  const apply = (transaction: object) =>
    host.applyStages([{ ...write, deal: String(id) }], { tenant: 'default', transaction });
  await transact(other, async (transaction) => {
    await expect(apply(transaction)).rejects.toThrow('it belongs to another database');
  });
  await expect(apply({})).rejects.toThrow('it is none of a storage on Knex');
  await other.destroy();
  expect(await db('sale').first()).toMatchObject({ state: 'new' });
});

test('a transaction of another Knex on the same file is joined', async () => {
  const [id] = await db('sale').insert({ name: 'Boilers', state: 'new' });
  const { host } = await startHost(optionsFor(db));
  const { filename } = db.client.connectionSettings as { filename: string };
  const other = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
  const rolledBack = transact(other, async (transaction) => {
    const context = { tenant: 'default', transaction };
    await host.applyStages([{ ...write, deal: String(id) }], context);
    expect(await stageIn(host, String(id), context)).toBe('offer');
    throw new Error('changed my mind');
  });
  await expect(rolledBack).rejects.toThrow('changed my mind');
  await other.destroy();
  expect(await db('sale').first()).toMatchObject({ state: 'new' });
});

const stageIn = async (host: HostCrm, ref: string, context: { tenant: string; transaction: object }) =>
  (await host.readDeals([ref], context))[0]?.stage;
