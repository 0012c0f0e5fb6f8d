import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import type { Migration } from './migration.js';

/**
 * Indexes in which every list stands in its order, so that a page costs the same after a year. Some take the place of
 * others that a planner without statistics passed over, or read past most of what they hold.
 */
export const lists: Migration = {
  name: '0009-lists',
  up: (builder, tables) => STEPS.reduce((all, change) => change.up(all, tables, builder), builder.schema),
  down: (builder, tables) =>
    [...STEPS].reverse().reduce((all, change) => change.down(all, tables, builder), builder.schema),
};

type Change = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

interface Step {
  readonly up: Change;
  readonly down: Change;
}

/** Another index in the place of one. */
function instead(table: keyof Tables, before: Index, after: Index): Step {
  const change =
    (from: Index, to: Index): Change =>
    (schema, tables) =>
      schema.alterTable(tables[table], (altered) => {
        altered.dropIndex([], `${tables[table]}_${from.name}`);
        altered.index([...to.columns], `${tables[table]}_${to.name}`);
      });
  return { up: change(before, after), down: change(after, before) };
}

interface Index {
  readonly name: string;
  readonly columns: readonly string[];
}

const undelivered: Step = {
  up: (schema, { outbox }, builder) =>
    schema.alterTable(outbox, (table) => {
      const predicate = builder.whereRaw("status <> 'sent'");
      table.index(['tenant', 'status', 'id'], `${outbox}_unsent`, { predicate });
    }),
  down: (schema, { outbox }) =>
    schema.alterTable(outbox, (table) => {
      table.dropIndex([], `${outbox}_unsent`);
    }),
};

const startsOfDeal: Step = {
  up: (schema, { deferral }) =>
    schema.alterTable(deferral, (table) => {
      table.index(['tenant', 'deal', 'deferred_at', 'id'], `${deferral}_deal`);
    }),
  down: (schema, { deferral }) =>
    schema.alterTable(deferral, (table) => {
      table.dropIndex([], `${deferral}_deal`);
    }),
};

const STEPS: readonly Step[] = [
  instead(
    'process',
    { name: 'deal', columns: ['tenant', 'deal'] },
    { name: 'of_deal', columns: ['tenant', 'deal', 'started_at', 'id'] },
  ),
  instead(
    'process',
    { name: 'started', columns: ['tenant', 'started_at', 'id'] },
    { name: 'listed', columns: ['tenant', 'kind', 'status', 'started_at', 'id'] },
  ),
  instead(
    'lead',
    { name: 'place', columns: ['tenant', 'place', 'id'] },
    { name: 'listed', columns: ['tenant', 'status', 'place', 'id'] },
  ),
  instead(
    'lead',
    { name: 'responsible', columns: ['tenant', 'responsible', 'place', 'id'] },
    { name: 'of_person', columns: ['tenant', 'responsible', 'status', 'place', 'id'] },
  ),
  undelivered,
  startsOfDeal,
];
