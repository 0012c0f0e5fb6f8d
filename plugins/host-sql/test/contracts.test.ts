import type { User } from '@dealroute/core';
import {
  dealFinderContract,
  type HostDeal,
  hostCrmContract,
  hostCrmTransactionContract,
  userDirectoryContract,
} from '@dealroute/testing/contracts';
import type { Knex } from 'knex';
import { newHostDatabase, optionsFor, startHost, transact } from './host-database-file.js';
import { server } from './host-server.js';

const on = server ?? 'SQLite';

async function hostSetup(createdAt = 'made_at') {
  const { db, teardown } = await newHostDatabase();
  const options = optionsFor(db);
  const { host } = await startHost({ ...options, deals: { ...options.deals, createdAt } });
  return {
    host,
    pipeline: 'sales',
    stages: ['new', 'offer', 'won'] as const,
    people: ['ann', 'bob'] as const,
    missing: '999999',
    createDeal: async ({ title, stage, responsible, createdAt }: HostDeal, account: string) => {
      const made = createdAt === undefined ? {} : { made_at: createdAt, made_on: new Date(createdAt) };
      const row = { name: title, state: stage, owner_id: responsible, account, ...made };
      await db('sale').insert(row);
      const [newest] = await db('sale').max({ id: 'id' });
      return String(newest?.id);
    },
    setStage: async (id: string, state: string, account: string) => {
      await db('sale').where({ id, account }).update({ state });
    },
    transact: <T>(work: (transaction: object) => Promise<T>) => transact(db, work),
    teardown,
  };
}

hostCrmContract(`hostSql on ${on}`, () => hostSetup());
hostCrmTransactionContract(`hostSql on ${on}`, () => hostSetup());
dealFinderContract('hostSql with instants of creation', () => hostSetup());
dealFinderContract('hostSql with dates of creation', () => hostSetup('made_on'));

const columnsOf = ({ id, name, active, department, head, locale, timeZone }: User, account: string) => ({
  login: id,
  full_name: name,
  works: active ? 1 : 0,
  team: department ?? null,
  boss: head ?? null,
  lang: locale ?? null,
  zone: timeZone ?? null,
  account,
});

userDirectoryContract('hostSql with roles in a column', async () => {
  const { db, teardown } = await newHostDatabase();
  const { directory } = await startHost(optionsFor(db));
  const putUser = async (user: User, account: string) => {
    const row = { ...columnsOf(user, account), role_list: JSON.stringify(user.roles) };
    await db('staff').insert(row).onConflict(['account', 'login']).merge();
  };
  return { directory, putUser, teardown };
});

userDirectoryContract('hostSql with roles in a table', async () => {
  const { db, teardown } = await newHostDatabase();
  const options = optionsFor(db);
  const roles = { table: 'staff_role', user: 'login', role: 'role', tenant: 'account' };
  const { directory } = await startHost({ ...options, users: { ...options.users, roles } });
  return { directory, putUser: (user, account) => putWithRoles(db, user, account), teardown };
});

async function putWithRoles(db: Knex, user: User, account: string): Promise<void> {
  await db('staff').insert(columnsOf(user, account)).onConflict(['account', 'login']).merge();
  await db('staff_role').where({ login: user.id, account }).delete();
  for (const role of user.roles) await db('staff_role').insert({ login: user.id, role, account });
}
