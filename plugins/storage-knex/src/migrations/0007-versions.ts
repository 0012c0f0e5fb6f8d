import type { Migration } from './migration.js';

/** Finds the running processes of a map, which may go over to another version of it. */
export const versions: Migration = {
  name: '0007-versions',
  up: (builder, { process }) =>
    builder.schema.alterTable(process, (table) => {
      table.index(['tenant', 'map_key', 'status', 'started_at', 'id'], `${process}_map`);
    }),
  down: (builder, { process }) =>
    builder.schema.alterTable(process, (table) => {
      table.dropIndex([], `${process}_map`);
    }),
};
