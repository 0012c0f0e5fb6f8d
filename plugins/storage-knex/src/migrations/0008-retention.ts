import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import { instant } from './columns.js';
import type { Migration } from './migration.js';

/** Since when things are over, and finds those that have been over for long. What still lives is in none of the indexes. */
export const retention: Migration = {
  name: '0008-retention',
  up: (builder, tables, now) =>
    [ends, known(now), indexes].reduce((schema, add) => add(schema, tables, builder), builder.schema),
  down: (builder, tables) => {
    const schema = OVER.reduce(
      (all, [name, column]) =>
        all.alterTable(tables[name], (table) => {
          table.dropIndex([], indexOf(tables[name], column));
        }),
      builder.schema,
    );
    return ADDED.reduce(
      (all, [name, column]) => all.raw(`alter table ${tables[name]} drop column ${column}`),
      schema,
    );
  },
};

type Add = (schema: Knex.SchemaBuilder, tables: Tables, builder: Knex) => Knex.SchemaBuilder;

/** Columns of the step itself. */
const ADDED = [
  ['outbox', 'settled_at'],
  ['inbox', 'settled_at'],
  ['deferral', 'ended_at'],
] as const;

/** What says since when a row is over, and the rest of its key. */
const OVER = [
  ['outbox', 'settled_at', 'id'],
  ['inbox', 'settled_at', 'key'],
  ['deferral', 'ended_at', 'id'],
  ['kept_reply', 'kept_at', 'key'],
  ['incident', 'resolved_at', 'id'],
  ['process', 'ended_at', 'id'],
] as const;

const ends: Add = (schema, { outbox, inbox, deferral }) =>
  schema
    .alterTable(outbox, (table) => {
      instant(table, 'settled_at').comment('real time at which it was sent or given up');
    })
    .alterTable(inbox, (table) => {
      instant(table, 'settled_at').comment('real time at which it was treated or given up');
    })
    .alterTable(deferral, (table) => {
      instant(table, 'ended_at').comment('business time of its end; null while it waits');
    });

/** What was over before nobody wrote down when: messages and events count from this step on. */
const known =
  (now: string): Add =>
  (schema, { outbox, inbox, deferral }) =>
    schema
      .raw(`update ${outbox} set settled_at = ${now} where due_at is null and settled_at is null`)
      .raw(`update ${inbox} set settled_at = ${now} where next_at is null and settled_at is null`)
      .raw(`update ${deferral} set ended_at = due_at where waits_until is null and ended_at is null`);

const indexes: Add = (schema, tables, builder) =>
  OVER.reduce(
    (all, [name, column, key]) =>
      all.alterTable(tables[name], (table) => {
        const whenOver = name === 'kept_reply' ? {} : { predicate: builder.whereNotNull(column) };
        table.index([column, 'tenant', key], indexOf(tables[name], column), whenOver);
      }),
    schema,
  );

const indexOf = (table: string, column: string): string => `${table}_${column}`;
