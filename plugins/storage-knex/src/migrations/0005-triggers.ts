import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import { id, instant } from './columns.js';
import type { Migration } from './migration.js';

/** When triggers look for deals that no event told of, and how far the last look came. */
export const triggers: Migration = {
  name: '0005-triggers',
  up: (builder, tables) => looks(builder.schema, tables, builder),
  down: (builder, { trigger }) =>
    builder.schema
      .alterTable(trigger, (table) => {
        table.dropIndex([], `${trigger}_looks`);
      })
      .raw(`alter table ${trigger} drop column look_after`)
      .raw(`alter table ${trigger} drop column look_at`),
};

const looks = (schema: Knex.SchemaBuilder, { trigger }: Tables, builder: Knex): Knex.SchemaBuilder =>
  schema.alterTable(trigger, (table) => {
    instant(table, 'look_at').comment('business time of its next look; null for triggers that never look');
    id(table, 'look_after').comment('the last deal of the page before; null for a look from the beginning');
    table.index(['look_at', 'tenant', 'key'], `${trigger}_looks`, {
      predicate: builder.whereNotNull('look_at'),
    });
  });
