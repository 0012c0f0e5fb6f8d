import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import { id, instant, json, tenant } from './columns.js';
import type { Migration } from './migration.js';

/** What people do from outside a map: suspensions, deals that are taken up again, and starts that wait. */
export const interventions: Migration = {
  name: '0004-interventions',
  up: (builder, tables) =>
    [suspension, former, deferral].reduce((schema, add) => add(schema, tables, builder), builder.schema),
  down: (builder, { task, process, deferral: name }) =>
    builder.schema
      .dropTable(name)
      .raw(`alter table ${process} drop column former`)
      .raw(`alter table ${task} drop column suspended_at`),
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

const suspension: Add = (schema, { task }) =>
  schema.alterTable(task, (table) => {
    instant(table, 'suspended_at').comment(
      'since when its process is suspended; what stands there of an ended task means nothing',
    );
  });

const former: Add = (schema, { process }) =>
  schema.alterTable(process, (table) => {
    id(table, 'former').comment('the failed process whose deal it takes up again');
  });

const deferral: Add = (schema, { deferral: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'deal').notNullable();
    json(table, 'wish').notNullable();
    instant(table, 'deferred_at').notNullable();
    instant(table, 'due_at').notNullable();
    instant(table, 'waits_until').comment('its due_at while it waits; null when it has ended');
    table.integer('begun').notNullable().comment('1 when it is about to be started');
    json(table, 'ended').comment('what became of it');
    table.primary(['tenant', 'id']);
    table.index(['waits_until', 'tenant', 'id'], `${name}_waits`, {
      predicate: builder.whereNotNull('waits_until'),
    });
    table.index(['tenant', 'deferred_at', 'id'], `${name}_deferred`);
  });
