import { DEFAULT_TENANT, type UserDirectory } from '@dealroute/core';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newHostDatabase, optionsFor, startHost } from './host-database-file.js';

const CONTEXT = { tenant: DEFAULT_TENANT };

let db: Knex;
let directory: UserDirectory;
let teardown: () => Promise<void>;

beforeEach(async () => {
  ({ db, teardown } = await newHostDatabase());
  ({ directory } = await startHost(optionsFor(db)));
});
afterEach(() => teardown());

const addPeople = (...people: object[]) =>
  db('staff').insert(people.map((one) => ({ works: 1, account: 'default', ...one })));
const namesOf = async (user: string, query: string | null) =>
  (await directory.colleagues(user, query, CONTEXT)).map(({ name }) => name);

test('roles stand between commas or in JSON', async () => {
  await addPeople(
    { login: 'ann', full_name: 'Ann', role_list: ' sales, admin ,' },
    { login: 'bob', full_name: 'Bob', role_list: '["sales"]' },
  );
  const [ann, bob] = await directory.users(['ann', 'bob'], CONTEXT);
  expect([ann?.roles, bob?.roles]).toEqual([['sales', 'admin'], ['sales']]);
  expect(await directory.withRole('admin', CONTEXT)).toEqual(['ann']);
});

test('a broken list of roles is an error that names the person', async () => {
  await addPeople({ login: 'ann', full_name: 'Ann', role_list: '["sales"' });
  await expect(directory.users(['ann'], CONTEXT)).rejects.toMatchObject({
    code: 'HOST_FAILED',
    ids: { user: 'ann' },
  });
});

test('who is active may stand in a column of words', async () => {
  await db.schema.alterTable('staff', (table) => void table.string('status'));
  await addPeople(
    { login: 'ann', full_name: 'Ann', status: 'works' },
    { login: 'bob', full_name: 'Bob', status: 'fired' },
  );
  const options = optionsFor(db);
  const users = { ...options.users, active: { column: 'status', is: 'works' } };
  const { directory } = await startHost({ ...options, users });
  const found = await directory.users(['ann', 'bob'], CONTEXT);
  expect(found.map((user) => user?.active)).toEqual([true, false]);
});

test('people whom the host numbers are known by texts', async () => {
  await db.schema.createTable('person', (table) => {
    table.increments('id');
    table.string('name');
    table.integer('department_id');
    table.integer('head_id');
  });
  await db('person').insert([
    { name: 'Ann', department_id: 3, head_id: 2 },
    { name: 'Bob', department_id: 3 },
  ]);
  const users = { table: 'person', id: 'id', name: 'name', department: 'department_id', head: 'head_id' };
  const { directory } = await startHost({ ...optionsFor(db), users });
  expect(await directory.users(['1', 'ann', '01'], CONTEXT)).toEqual([
    { id: '1', name: 'Ann', active: true, roles: [], department: '3', head: '2' },
    undefined,
    undefined,
  ]);
  expect((await directory.colleagues('1', null, CONTEXT)).map(({ id }) => id)).toEqual(['2']);
  expect(await directory.withRole('admin', CONTEXT)).toEqual([]);
});

test('colleagues are the active people of the department by name, without the person', async () => {
  await addPeople(
    { login: 'me', full_name: 'Me', team: 'east' },
    { login: 'b', full_name: 'Борисова', team: 'east' },
    { login: 'a', full_name: 'Антонов', team: 'east' },
    { login: 'gone', full_name: 'Former', team: 'east', works: 0 },
    { login: 'w', full_name: 'West', team: 'west' },
    { login: 'other', full_name: 'Of another tenant', team: 'east', account: 'north' },
  );
  expect(await namesOf('me', null)).toEqual(['Антонов', 'Борисова']);
  expect(await namesOf('nobody', null)).toEqual([]);
});

test('a person without a department has no colleagues, and finds people by name', async () => {
  await addPeople({ login: 'me', full_name: 'Me' }, { login: 'a', full_name: 'Антонов' });
  expect(await namesOf('me', null)).toEqual([]);
  expect(await namesOf('me', 'антон')).toEqual(['Антонов']);
});

test('a name is found in all departments whatever the case of its letters, also Cyrillic ones', async () => {
  await addPeople(
    { login: 'me', full_name: 'Иванова Мария', team: 'east' },
    { login: 'i', full_name: 'ИВАНОВ Пётр', team: 'west' },
    { login: 's', full_name: 'Сидоров', team: 'west' },
    { login: 'p', full_name: '100% Процент_ов', team: 'west' },
  );
  expect(await namesOf('me', 'иванов')).toEqual(['ИВАНОВ Пётр']);
  expect(await namesOf('me', ' 0% ')).toEqual(['100% Процент_ов']);
  expect(await namesOf('me', '_')).toEqual(['100% Процент_ов']);
});

test('at most twenty colleagues are given', async () => {
  const crowd = Array.from({ length: 30 }, (_, i) => `p${String(i).padStart(2, '0')}`);
  await addPeople(...crowd.map((login) => ({ login, full_name: `Name ${login}`, team: 'east' })));
  expect(await namesOf('p00', null)).toEqual(crowd.slice(1, 21).map((login) => `Name ${login}`));
});
