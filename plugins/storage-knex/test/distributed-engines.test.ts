import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { tablesOf } from '../src/tables.js';
import { newDatabase } from './databases.js';

const page = readFileSync(new URL('../docs/distributed-engines.md', import.meta.url), 'utf8');
const { migrations, ...tables } = tablesOf();
const [first, ...others] = Object.values(tables);

const open = newDatabase();
afterAll(async () => (await open).teardown());

const statements = (beginning: string): readonly string[] =>
  page.split('\n').filter((line) => line.startsWith(beginning));

test('the page spreads every table over Citus by its tenant, beside those of the same tenant', () => {
  expect(statements('SELECT create_distributed_table')).toEqual([
    `SELECT create_distributed_table('${first}', 'tenant');`,
    ...others.map(
      (table) => `SELECT create_distributed_table('${table}', 'tenant', colocate_with => '${first}');`,
    ),
  ]);
  expect(statements('SELECT create_reference_table')).toEqual([
    `SELECT create_reference_table('${migrations}');`,
  ]);
});

test('the page cuts every table of CockroachDB at a tenant', () => {
  expect(statements('ALTER TABLE')).toEqual(
    Object.values(tables).map((table) => `ALTER TABLE ${table} SPLIT AT VALUES ('tenant-b');`),
  );
});

test.each(Object.values(tables))(
  'each key of %s begins with the tenant, and refers to no other table',
  async (table) => {
    const { knex } = await open;
    const columns: { name: string; pk: number }[] = await knex.raw(`PRAGMA table_info(${table})`);
    expect(columns.find(({ pk }) => pk === 1)?.name).toBe('tenant');
    const indexes: { name: string; unique: number }[] = await knex.raw(`PRAGMA index_list(${table})`);
    for (const { name } of indexes.filter(({ unique }) => unique === 1)) {
      const [leading]: { name: string }[] = await knex.raw(`PRAGMA index_info(${name})`);
      expect(leading?.name, name).toBe('tenant');
    }
    expect(await knex.raw(`PRAGMA foreign_key_list(${table})`)).toEqual([]);
  },
);
