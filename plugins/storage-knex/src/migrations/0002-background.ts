import type { Knex } from 'knex';
import { SIZE, type Tables } from '../tables.js';
import { code, id, instant, json, tenant } from './columns.js';
import type { Migration } from './migration.js';

/** Maps, triggers, and what background work needs: messages to send, events to treat, incidents. */
export const background: Migration = {
  name: '0002-background',
  up: (builder, tables) =>
    [outbox, incident, map, trigger, inbox].reduce(
      (schema, add) => add(schema, tables, builder),
      builder.schema,
    ),
  down: (builder, tables) =>
    (['inbox', 'trigger', 'map', 'incident', 'outbox'] as const).reduce(
      (schema, name) => schema.dropTable(tables[name]),
      builder.schema,
    ),
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

const outbox: Add = (schema, { outbox: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'topic').notNullable();
    id(table, 'order_key').notNullable();
    json(table, 'body').notNullable();
    code(table, 'status').notNullable();
    instant(table, 'due_at').comment(
      'real time of the next attempt or the end of the lease; null when finished',
    );
    table.integer('attempt').notNullable();
    table.integer('leased').notNullable();
    json(table, 'error');
    table.primary(['tenant', 'id']);
    const whileOpen = { predicate: builder.whereNotNull('due_at') };
    table.index(['due_at', 'id'], `${name}_due`, whileOpen);
    table.index(['tenant', 'order_key', 'id'], `${name}_order`, whileOpen);
  });

const incident: Add = (schema, { incident: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'key').notNullable();
    id(table, 'open_key').comment('the key while it is open');
    code(table, 'kind').notNullable();
    id(table, 'process');
    id(table, 'deal');
    json(table, 'details').notNullable();
    instant(table, 'at').notNullable();
    code(table, 'status').notNullable();
    table.integer('count').notNullable();
    instant(table, 'last_at').notNullable();
    id(table, 'resolved_by');
    instant(table, 'resolved_at');
    table.primary(['tenant', 'id']);
    table.unique(['tenant', 'open_key'], { indexName: `${name}_open` });
    table.index(['tenant', 'status', 'at', 'id'], `${name}_status`);
  });

const map: Add = (schema, { map: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'key').notNullable();
    table.integer('version').notNullable();
    code(table, 'status').notNullable();
    id(table, 'draft_key').comment('the key while it is the draft');
    id(table, 'active_key').comment('the key while it is the active version');
    json(table, 'content').notNullable();
    table.string('hash', SIZE.hash);
    json(table, 'pins').notNullable();
    instant(table, 'changed_at').notNullable();
    table.primary(['tenant', 'key', 'version']);
    table.unique(['tenant', 'draft_key'], { indexName: `${name}_draft` });
    table.unique(['tenant', 'active_key'], { indexName: `${name}_active` });
  });

const trigger: Add = (schema, { trigger: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'key').notNullable();
    json(table, 'content').notNullable();
    table.primary(['tenant', 'key']);
  });

const inbox: Add = (schema, { inbox: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'key').notNullable();
    instant(table, 'at').notNullable();
    json(table, 'event').notNullable();
    code(table, 'status').notNullable();
    instant(table, 'received_at').notNullable();
    instant(table, 'next_at').comment('real time of the next attempt; null when treated or given up');
    table.integer('attempts').notNullable();
    json(table, 'error');
    table.primary(['tenant', 'key']);
    table.index(['next_at', 'at', 'tenant', 'key'], `${name}_next`, {
      predicate: builder.whereNotNull('next_at'),
    });
  });
