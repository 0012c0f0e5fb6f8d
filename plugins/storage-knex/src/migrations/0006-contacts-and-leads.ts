import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import { code, id, instant, json, tenant } from './columns.js';
import type { Migration } from './migration.js';

/** Contacts with clients, leads, and what was done about them. */
export const contactsAndLeads: Migration = {
  name: '0006-contacts-and-leads',
  up: (builder, tables) =>
    [contact, lead, leadEntry].reduce((schema, add) => add(schema, tables, builder), builder.schema),
  down: (builder, tables) =>
    (['lead_entry', 'lead', 'contact'] as const).reduce(
      (schema, name) => schema.dropTable(tables[name]),
      builder.schema,
    ),
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

const contact: Add = (schema, { contact: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'deal');
    id(table, 'lead');
    code(table, 'direction').notNullable();
    code(table, 'channel').notNullable();
    instant(table, 'at').notNullable();
    id(table, 'by_user');
    id(table, 'summary');
    instant(table, 'registered_at').notNullable();
    code(table, 'source').notNullable();
    id(table, 'external_key');
    table.primary(['tenant', 'id']);
    table.unique(['tenant', 'external_key'], { indexName: `${name}_external` });
    table.index(['tenant', 'deal', 'at', 'id'], `${name}_deal`);
    table.index(['tenant', 'lead', 'at', 'id'], `${name}_lead`);
    table.index(['tenant', 'at', 'id'], `${name}_at`);
  });

const lead: Add = (schema, { lead: name }, builder) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'id').notNullable();
    id(table, 'title').notNullable();
    id(table, 'source').notNullable();
    id(table, 'contact_details');
    code(table, 'status').notNullable();
    id(table, 'responsible');
    instant(table, 'assigned_at').notNullable();
    instant(table, 'created_at').notNullable();
    instant(table, 'due_at').notNullable();
    instant(table, 'place')
      .notNullable()
      .comment('its due_at while it is open; else what sorts newest first');
    instant(table, 'first_reaction_at');
    id(table, 'deal');
    id(table, 'reason');
    id(table, 'external_key');
    table.integer('version').notNullable();
    instant(table, 'remind_at').comment(
      'while it is open: when to look at its reminder ladder; null when it has ended',
    );
    table
      .integer('reminded')
      .notNullable()
      .defaultTo(0)
      .comment('rungs of the ladder that its responsible has had');
    table.primary(['tenant', 'id']);
    table.unique(['tenant', 'external_key'], { indexName: `${name}_external` });
    table.index(['tenant', 'place', 'id'], `${name}_place`);
    table.index(['tenant', 'responsible', 'place', 'id'], `${name}_responsible`);
    table.index(['remind_at', 'tenant', 'id'], `${name}_remind`, {
      predicate: builder.whereNotNull('remind_at'),
    });
  });

const leadEntry: Add = (schema, { lead_entry: name }) =>
  schema.createTable(name, (table) => {
    tenant(table);
    id(table, 'lead').notNullable();
    table.integer('n').notNullable();
    instant(table, 'at').notNullable();
    id(table, 'actor');
    code(table, 'source').notNullable();
    json(table, 'event').notNullable();
    table.primary(['tenant', 'lead', 'n']);
  });
