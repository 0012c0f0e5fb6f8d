import { DEFAULT_TENANT, type HostCrm, type StageWrite } from '@dealroute/core';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newHostDatabase, optionsFor, startHost } from './host-database-file.js';

const CONTEXT = { tenant: DEFAULT_TENANT };

let db: Knex;
let host: HostCrm;
let teardown: () => Promise<void>;

beforeEach(async () => {
  ({ db, teardown } = await newHostDatabase());
  ({ host } = await startHost(optionsFor(db)));
});
afterEach(() => teardown());

const addDeal = async (row: object = {}): Promise<string> => {
  const [id] = await db('sale').insert({ name: 'Boilers', state: 'new', ...row });
  return String(id);
};
const rowOf = (id: string) => db('sale').where({ id }).first();
const write = (deal: string, stage: string, seq = 1, process = 'P1'): StageWrite => ({
  ...{ key: `${process}:${seq}`, deal, process, stage, seq },
  expected: 'new',
});

/** The statements that work on the database takes. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const note = ({ sql }: { sql: string }) => void seen.push(sql);
  db.on('query', note);
  await work();
  db.off('query', note);
  return seen;
}

test('fields have the names that maps use, as plain JSON', async () => {
  const ref = await addDeal({ amount: 250_000.5, closes_at: '2026-03-01' });
  const [deal] = await host.readDeals([ref], CONTEXT);
  expect(deal?.fields).toEqual({ amount: 250_000.5, closesAt: '2026-03-01' });
  const [empty] = await host.readDeals([await addDeal()], CONTEXT);
  expect(empty?.fields).toEqual({ amount: null, closesAt: null });
});

test('a reference that the column of numbers cannot hold finds nothing', async () => {
  const ref = await addDeal();
  const asked = [`0${ref}`, ` ${ref}`, `${ref}.0`, `${ref}e0`, 'D-1', '', '1 OR 1=1', '9'.repeat(30)];
  const found = await host.readDeals(asked, CONTEXT);
  expect(found).toEqual(asked.map(() => undefined));
  await expect(host.applyStages([write(`0${ref}`, 'offer')], CONTEXT)).rejects.toMatchObject({
    code: 'DEAL_MISSING',
    ids: { deal: `0${ref}` },
  });
});

test('a deal without a title is called by its reference', async () => {
  const ref = await addDeal({ name: null });
  expect((await host.readDeals([ref], CONTEXT))[0]?.title).toBe(ref);
});

test('deals are read from a view, and stages written to the table behind it', async () => {
  await db.raw("CREATE VIEW sale_view AS SELECT sale.*, 'Vega' AS client FROM sale");
  const options = optionsFor(db);
  const deals = { ...options.deals, view: 'sale_view', fields: { client: 'client' } };
  const { host } = await startHost({ ...options, deals });
  const ref = await addDeal();
  await host.applyStages([write(ref, 'offer')], CONTEXT);
  expect((await host.readDeals([ref], CONTEXT))[0]).toMatchObject({
    stage: 'offer',
    fields: { client: 'Vega' },
  });
});

test('without a column of tenants the default tenant has everything and others nothing', async () => {
  const options = optionsFor(db);
  const { tenant: _deals, ...deals } = options.deals;
  const { tenant: _users, ...users } = options.users;
  const { host, directory } = await startHost({ ...options, deals, users });
  const ref = await addDeal({ account: 'north' });
  await db('staff').insert({ login: 'ann', full_name: 'Ann', account: 'north', role_list: 'sales' });
  expect((await host.readDeals([ref], CONTEXT))[0]?.ref).toBe(ref);
  expect(await host.readDeals([ref], { tenant: 'north' })).toEqual([undefined]);
  await expect(host.applyStages([write(ref, 'won')], { tenant: 'north' })).rejects.toMatchObject({
    code: 'DEAL_MISSING',
  });
  expect(await directory.users(['ann'], { tenant: 'north' })).toEqual([undefined]);
  expect(await directory.withRole('sales', { tenant: 'north' })).toEqual([]);
  expect(await directory.withRole('sales', CONTEXT)).toEqual(['ann']);
});

test('stages that the host numbers become texts and back', async () => {
  await db.schema.createTable('order', (table) => {
    table.increments('id');
    table.integer('stage_id');
    table.integer('manager_id');
  });
  const [id = 0] = await db('order').insert({ stage_id: 10, manager_id: 7 });
  const options = optionsFor(db);
  const deals = { table: 'order', ref: 'id', stage: 'stage_id', responsible: 'manager_id' };
  const numbered = stagesOf('10', '20');
  const { host } = await startHost({ ...options, deals, pipelines: [numbered] });
  const [deal] = await host.readDeals([String(id)], CONTEXT);
  expect(deal).toEqual({
    ...{ ref: String(id), title: String(id), pipeline: 'sales' },
    ...{ stage: '10', responsible: '7', fields: {} },
  });
  await host.applyStages([write(String(id), '20')], CONTEXT);
  expect(await db('order').first()).toMatchObject({ stage_id: 20 });
  await expect(host.applyStages([write(String(id), 'won')], CONTEXT)).rejects.toMatchObject({
    code: 'HOST_FAILED',
  });
});

const stagesOf = (first: string, second: string) => ({
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: first, title: 'New', kind: 'open' as const },
    { key: second, title: 'Won', kind: 'won' as const },
  ],
});

test('a batch takes one statement to read and one to write, however many deals it has', async () => {
  const refs = await Promise.all(Array.from({ length: 32 }, () => addDeal()));
  const writes = refs.map((ref, i) => write(ref, i % 2 ? 'offer' : 'won', 1, `P${i}`));
  const statements = await statementsOf(() => host.applyStages(writes, CONTEXT));
  expect(statements.map((sql) => sql.split(' ')[0])).toEqual([
    'BEGIN;',
    'update',
    'select',
    'update',
    'COMMIT;',
  ]);
  const found = await host.readDeals(refs, CONTEXT);
  expect(found.map((deal) => deal?.stage)).toEqual(refs.map((_, i) => (i % 2 ? 'offer' : 'won')));
  expect(await rowOf(refs[3] ?? '')).toMatchObject({ last_write: 'P3:1' });
});

test('of several writes of one deal in a batch the last one stays', async () => {
  const ref = await addDeal();
  await host.applyStages([write(ref, 'offer', 1), write(ref, 'won', 2), write(ref, 'new', 1)], CONTEXT);
  expect(await rowOf(ref)).toMatchObject({ state: 'won', last_write: 'P1:2' });
});

test('the first write of another process counts, whatever number the former one had reached', async () => {
  const ref = await addDeal();
  await host.applyStages([write(ref, 'won', 5, 'P1')], CONTEXT);
  await host.applyStages([write(ref, 'new', 1, 'P2')], CONTEXT);
  expect(await rowOf(ref)).toMatchObject({ state: 'new', last_write: 'P2:1' });
});

test('without a column for the number, stages are written each time', async () => {
  const options = optionsFor(db);
  const { stageSeq: _, ...deals } = options.deals;
  const { host } = await startHost({ ...options, deals });
  const ref = await addDeal();
  await host.applyStages([write(ref, 'offer', 1)], CONTEXT);
  await host.applyStages([write(ref, 'won', 2)], CONTEXT);
  await host.applyStages([write(ref, 'offer', 1)], CONTEXT);
  expect(await rowOf(ref)).toMatchObject({ state: 'offer', last_write: null });
});

test('a call that nobody waits for any more does nothing', async () => {
  const ref = await addDeal();
  const context = { ...CONTEXT, signal: AbortSignal.abort(new Error('gave up')) };
  await expect(host.readDeals([ref], context)).rejects.toThrow('gave up');
  await expect(host.applyStages([write(ref, 'won')], context)).rejects.toThrow('gave up');
  expect(await rowOf(ref)).toMatchObject({ state: 'new' });
});
