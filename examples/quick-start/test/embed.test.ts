import { readFileSync } from 'node:fs';
import { governingMap, workingDays } from '@dealroute/core';
import { startFakeTelegram } from '@dealroute/testing/telegram';
import knex from 'knex';
import { expect, test } from 'vitest';
import { embed } from '../src/embed.js';
import { readmes } from './readmes.js';

const pipeline = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
  ],
} as const;

const sale = governingMap({ key: 'sale', title: 'Sale', pipeline })
  .start('start')
  .userTask('offer', {
    title: 'Send the offer',
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [{ key: 'agreed', title: 'Agreed' }],
  })
  .end('won', { outcome: 'success', stage: 'won' })
  .flow('start', 'offer')
  .flow('offer', 'won', { result: 'agreed' })
  .build();

async function crmDatabase() {
  const db = knex({ client: 'sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
  await db.schema.createTable('users', (table) => {
    table.increments('id');
    for (const column of ['full_name', 'roles']) table.string(column);
    table.integer('head_id');
  });
  await db.schema.createTable('deals', (table) => {
    table.increments('id');
    for (const column of ['name', 'stage']) table.string(column);
    table.integer('manager_id');
  });
  await db('users').insert({ full_name: 'Anna Ivanova', roles: '["sales"]' });
  await db('deals').insert({ name: 'Boilers for Vega', stage: 'new', manager_id: 1 });
  return db;
}

test.each(readmes)('$name shows how a CRM embeds it, word for word', ({ blocks }) => {
  expect(blocks('ts')[0]).toBe(readFileSync(new URL('../src/embed.ts', import.meta.url), 'utf8').trim());
});

test('a CRM that embeds it has a deal travel from its creation to won', async () => {
  const db = await crmDatabase();
  const telegram = await startFakeTelegram();
  const crm = await embed(db, pipeline, sale, { token: telegram.token, apiRoot: telegram.url });
  try {
    const stage = () => db('deals').where({ id: 1 }).first('stage');
    expect(await crm.dealCreated('1')).toMatchObject({ isNew: true });
    expect(await stage()).toEqual({ stage: 'offer' });
    expect(await crm.mayDragTo('1', '1')).toMatchObject({ rejection: { code: 'STAGE_IS_GOVERNED' } });
    const [task] = (await crm.tasksOf('1')).items;
    expect(await crm.complete(task?.id ?? '', 'agreed', '1')).toMatchObject({ ok: true });
    expect(await stage()).toEqual({ stage: 'won' });
  } finally {
    await crm.stop();
    await telegram.close();
    await db.destroy();
  }
});
