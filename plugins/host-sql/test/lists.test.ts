import { DEFAULT_TENANT } from '@dealroute/core';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newHostDatabase, optionsFor, startHost } from './host-database-file.js';

const CONTEXT = { tenant: DEFAULT_TENANT };
const pipelines = {
  ...{ table: 'funnel', key: 'code', title: 'title' },
  stages: { table: 'step', pipeline: 'funnel', key: 'code', title: 'title', kind: 'kind', order: 'place' },
};

let db: Knex;
let teardown: () => Promise<void>;

beforeEach(async () => {
  ({ db, teardown } = await newHostDatabase());
  await db.schema.createTable('funnel', (table) => {
    for (const name of ['code', 'title']) table.string(name);
  });
  await db.schema.createTable('step', (table) => {
    for (const name of ['funnel', 'code', 'title', 'kind']) table.string(name);
    table.integer('place');
  });
  await db('funnel').insert({ code: 'sales', title: '{"ru":"Продажи","en":"Sales"}' });
});
afterEach(() => teardown());

test('pipelines come from tables, their stages in order, and know the fields of deals', async () => {
  await db('step').insert([
    { funnel: 'sales', code: 'won', title: 'Won', kind: 'won', place: 2 },
    { funnel: 'sales', code: 'new', title: '{broken', kind: 'open', place: 1 },
    { funnel: 'other', code: 'new', title: 'Elsewhere', kind: 'open', place: 1 },
  ]);
  const { host } = await startHost({ ...optionsFor(db), pipelines });
  expect(await host.pipelines(CONTEXT)).toEqual([
    {
      key: 'sales',
      title: { ru: 'Продажи', en: 'Sales' },
      fields: ['amount', 'closesAt'],
      stages: [
        { key: 'new', title: '{broken', kind: 'open' },
        { key: 'won', title: 'Won', kind: 'won' },
      ],
    },
  ]);
});

test('a stage of an unknown kind is an error that names it', async () => {
  await db('step').insert({ funnel: 'sales', code: 'new', title: 'New', kind: 'offen', place: 1 });
  const { host } = await startHost({ ...optionsFor(db), pipelines });
  await expect(host.pipelines(CONTEXT)).rejects.toThrow('Stage new has the kind "offen"');
});

test('loss reasons come from a list, from a table, or from nowhere', async () => {
  const price = { key: 'price', title: 'Too expensive' };
  const listed = await startHost({ ...optionsFor(db), lossReasons: [price] });
  expect(await listed.host.lossReasons(CONTEXT)).toEqual([price]);
  await db('step').insert({ funnel: '', code: 'price', title: 'Too expensive', kind: '', place: 1 });
  const lossReasons = { table: 'step', key: 'code', title: 'title', order: 'place' };
  const inTable = await startHost({ ...optionsFor(db), lossReasons });
  expect(await inTable.host.lossReasons(CONTEXT)).toEqual([price]);
  const { host } = await startHost(optionsFor(db));
  expect(await host.lossReasons(CONTEXT)).toBeNull();
});
