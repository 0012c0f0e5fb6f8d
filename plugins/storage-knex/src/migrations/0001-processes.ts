import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import { code, id, instant, json, tenant } from './columns.js';
import type { Migration } from './migration.js';

/** Processes and what their commands write: tasks, timers, the journal, texts, and the replies kept under keys. */
export const processes: Migration = {
  name: '0001-processes',
  up: (builder, tables) =>
    [process, task, candidate, timer, journal, text, keptReply].reduce(
      (schema, add) => add(schema, tables, builder),
      builder.schema,
    ),
  down: (builder, tables) =>
    (['kept_reply', 'text', 'journal', 'timer', 'candidate', 'task', 'process'] as const).reduce(
      (schema, name) => schema.dropTable(tables[name]),
      builder.schema,
    ),
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

const process: Add = (schema, { process: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    table.integer('version').notNullable();
    code(table, 'status').notNullable();
    code(table, 'kind').notNullable();
    id(table, 'deal').notNullable();
    id(table, 'governs_deal').comment('the deal while a governing process runs');
    id(table, 'map_key').notNullable();
    table.integer('map_version').notNullable();
    code(table, 'outcome');
    id(table, 'loss_reason');
    id(table, 'starter');
    instant(table, 'started_at').notNullable();
    instant(table, 'ended_at');
    json(table, 'state').notNullable();
    table.primary(['tenant', 'id']);
    table.unique(['tenant', 'governs_deal'], {
      indexName: `${name}_governs`,
      predicate: builder.whereNotNull('governs_deal'),
    });
    table.index(['tenant', 'deal'], `${name}_deal`);
    table.index(['tenant', 'started_at', 'id'], `${name}_started`);
  });

const task: Add = (schema, { task: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'process').notNullable();
    id(table, 'deal').notNullable();
    id(table, 'map_key').notNullable();
    table.integer('map_version').notNullable();
    id(table, 'node').notNullable();
    table.integer('leading').notNullable();
    id(table, 'assignee');
    json(table, 'candidates').comment('null when there are none');
    json(table, 'assignment').notNullable();
    instant(table, 'due_at');
    instant(table, 'open_due').comment('while it is open: its deadline, or the greatest integer');
    instant(table, 'remind_at').comment(
      'while it is open: when to look at its reminder ladder; null when it has ended',
    );
    table
      .integer('reminded')
      .notNullable()
      .defaultTo(0)
      .comment('rungs of the ladder that its deadline has had');
    json(table, 'deadline');
    instant(table, 'created_at').notNullable();
    id(table, 'previous');
    code(table, 'ended_as');
    instant(table, 'ended_at');
    id(table, 'ended_by');
    id(table, 'result');
    id(table, 'comment');
    table.primary(['tenant', 'id']);
    table.index(['tenant', 'assignee', 'open_due', 'id'], `${name}_assignee`);
    table.index(['tenant', 'open_due', 'id'], `${name}_due`, { predicate: builder.whereNotNull('open_due') });
    table.index(['remind_at', 'tenant', 'id'], `${name}_remind`, {
      predicate: builder.whereNotNull('remind_at'),
    });
    table.index(['tenant', 'deal'], `${name}_deal`);
  });

const candidate: Add = (schema, { candidate: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'user_id').notNullable();
    id(table, 'task').notNullable();
    table.primary(['tenant', 'user_id', 'task']);
  });

const timer: Add = (schema, { timer: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'process').notNullable();
    id(table, 'id').notNullable();
    instant(table, 'due_at').notNullable();
    table.primary(['tenant', 'process', 'id']);
    table.index(['due_at', 'tenant', 'process', 'id'], `${name}_due`);
  });

const journal: Add = (schema, { journal: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'process').notNullable();
    table.integer('n').notNullable();
    instant(table, 'at').notNullable();
    id(table, 'actor');
    code(table, 'source').notNullable();
    code(table, 'command').notNullable();
    json(table, 'events').notNullable();
    table.primary(['tenant', 'process', 'n']);
  });

const text: Add = (schema, { text: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'process').notNullable();
    id(table, 'author');
    json(table, 'content').notNullable();
    table.primary(['tenant', 'id']);
  });

const keptReply: Add = (schema, { kept_reply: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'key').notNullable();
    id(table, 'fingerprint').notNullable();
    json(table, 'reply').notNullable();
    instant(table, 'kept_at').notNullable();
    table.primary(['tenant', 'key']);
  });
