import type { Migration } from './migration.js';

/** What heads and admins do to processes: since when open tasks are suspended. */
export const interventions: Migration = {
  name: '0004-interventions',
  up: (builder, { task }) =>
    builder.schema.alterTable(task, (table) => {
      table
        .bigInteger('suspended_at')
        .comment('since when its process is suspended; what stands there of an ended task means nothing');
    }),
  down: (builder, { task }) => builder.schema.raw(`alter table ${task} drop column suspended_at`),
};
