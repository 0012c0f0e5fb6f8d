import type { Knex } from 'knex';
import { SIZE, type Tables } from '../tables.js';
import { id, instant, json, tenant } from './columns.js';
import type { Migration } from './migration.js';

/** What plugins keep, and which reminders of a task went out. */
export const plugins: Migration = {
  name: '0003-plugins',
  up: (builder, tables) =>
    [record, reminder].reduce((schema, add) => add(schema, tables, builder), builder.schema),
  down: (builder, tables) =>
    (['reminder', 'record'] as const).reduce(
      (schema, name) => schema.dropTable(tables[name]),
      builder.schema,
    ),
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

const record: Add = (schema, { record: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    table.string('collection', SIZE.collection).notNullable();
    id(table, 'key').notNullable();
    json(table, 'value').notNullable();
    table.integer('revision').notNullable();
    instant(table, 'ends_at').comment('real time from which it counts as gone; null when it stays');
    table.primary(['tenant', 'collection', 'key']);
    table.index(['ends_at'], `${name}_ends`, { predicate: builder.whereNotNull('ends_at') });
  });

const reminder: Add = (schema, { reminder: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'task').notNullable();
    instant(table, 'deadline').notNullable();
    table.integer('rung').notNullable();
    instant(table, 'sent_at').notNullable().comment('real time');
    table.primary(['tenant', 'task', 'deadline', 'rung']);
  });
