import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DealFinder,
  HOST_CRM,
  type HostCrm,
  type PluginContext,
  type Port,
  type Transaction,
  USER_DIRECTORY,
  type UserDirectory,
} from '@dealroute/core';
import knex, { type Knex } from 'knex';
import { type HostSqlOptions, hostSql } from '../src/index.js';
import { server, serverDatabase } from './host-server.js';

/** A CRM's own database, with tables as CRMs have them: on the server of this project, or in a file. */
export async function newHostDatabase(): Promise<{ db: Knex; teardown: () => Promise<void> }> {
  const served = await serverDatabase();
  if (!served) return newFile();
  for (const table of ['sale', 'staff', 'staff_role']) await served.schema.dropTableIfExists(table);
  await createTables(served);
  return { db: served, teardown: async () => {} };
}

async function newFile(): Promise<{ db: Knex; teardown: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'dealroute-host-sql-'));
  const connection = { filename: join(folder, 'crm.sqlite') };
  const db = knex({ client: 'sqlite3', connection, useNullAsDefault: true, pool: { min: 0, max: 4 } });
  await db.raw('PRAGMA journal_mode = WAL');
  await createTables(db);
  const teardown = async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, teardown };
}

async function createTables(db: Knex): Promise<void> {
  await db.schema.createTable('sale', (table) => {
    table.increments('id');
    table.string('name');
    table.string('funnel').defaultTo('sales');
    table.string('state').notNullable();
    table.string('owner_id');
    table.decimal('amount');
    table.datetime('closes_at');
    table.string('last_write', 100);
    table.bigInteger('made_at');
    table.datetime('made_on', { precision: 3 });
    table.string('account').defaultTo('default');
  });
  await db.schema.createTable('staff', (table) => {
    table.string('login').notNullable();
    table.string('full_name');
    table.integer('works').defaultTo(1);
    table.string('team');
    table.string('boss');
    table.string('lang');
    table.string('zone');
    table.string('role_list');
    table.string('account').defaultTo('default');
    table.primary(['account', 'login']);
  });
  await db.schema.createTable('staff_role', (table) => {
    table.string('login');
    table.string('role');
    table.string('account').defaultTo('default');
  });
}

const stages = [
  { key: 'new', title: 'New', kind: 'open' },
  { key: 'offer', title: 'Offer', kind: 'open' },
  { key: 'won', title: 'Won', kind: 'won' },
] as const;

/** Options for those tables, with tenants. */
export const optionsFor = (db: Knex): HostSqlOptions => ({
  knex: db,
  deals: {
    table: 'sale',
    ref: 'id',
    title: 'name',
    pipeline: 'funnel',
    stage: 'state',
    responsible: 'owner_id',
    stageSeq: 'last_write',
    createdAt: 'made_at',
    tenant: 'account',
    fields: { amount: 'amount', closesAt: 'closes_at' },
  },
  pipelines: [{ key: 'sales', title: 'Sales', stages }],
  users: {
    table: 'staff',
    id: 'login',
    name: 'full_name',
    active: 'works',
    department: 'team',
    head: 'boss',
    locale: 'lang',
    timeZone: 'zone',
    roles: 'role_list',
    tenant: 'account',
  },
});

/** The adapters of a started plugin. */
export async function startHost(options: HostSqlOptions) {
  const adapters = new Map<symbol, unknown>();
  const plugin = hostSql(options);
  plugin.provide?.({
    bind: (port, adapter) => adapters.set(port, adapter),
    bindFrom: () => expectNothing(),
  });
  const store = {
    transact: <T>(work: (transaction: Transaction) => Promise<T>) => transact(options.knex, work),
  };
  const resolve = <T>(_port: Port<T>) => store as T;
  await plugin.start?.({ resolve } as PluginContext);
  return {
    host: adapters.get(HOST_CRM) as HostCrm & DealFinder,
    directory: adapters.get(USER_DIRECTORY) as UserDirectory,
  };
}

function expectNothing(): never {
  throw new Error('hostSql() needs no adapter of others.');
}

/** A transaction as the storage opens it: on a connection of the pool, past Knex. */
export async function transact<T>(db: Knex, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const connection: unknown = await db.client.acquireConnection();
  const run = (sql: string) => db.raw(sql).connection(connection);
  try {
    await run(server ? 'START TRANSACTION' : 'BEGIN IMMEDIATE');
    const result = await work({ knex: db, connection });
    await run('COMMIT');
    return result;
  } catch (error) {
    await run('ROLLBACK');
    throw error;
  } finally {
    await db.client.releaseConnection(connection);
  }
}
