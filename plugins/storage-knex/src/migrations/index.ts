import type { Knex } from 'knex';
import { dialectOf } from '../dialect/find-dialect.js';
import { Storage } from '../storage.js';
import { tablesOf } from '../tables.js';
import { processes } from './0001-processes.js';
import { background } from './0002-background.js';
import { plugins } from './0003-plugins.js';
import { interventions } from './0004-interventions.js';
import { triggers } from './0005-triggers.js';
import { contactsAndLeads } from './0006-contacts-and-leads.js';
import { versions } from './0007-versions.js';
import { retention } from './0008-retention.js';
import { lists } from './0009-lists.js';
import type { Migration } from './migration.js';
import { type Migrations, Migrator } from './migrator.js';

export type { MigrationStatus, Migrations } from './migrator.js';

/** Every step of the schema, in order. A released step never changes; new ones are added at the end. */
export const STEPS: readonly Migration[] = [
  processes,
  background,
  plugins,
  interventions,
  triggers,
  contactsAndLeads,
  versions,
  retention,
  lists,
];

export interface MigrationOptions {
  /** The prefix of the tables, `dealroute_` when left out. */
  readonly tablePrefix?: string | undefined;
}

/** The schema of the storage on a Knex instance. */
export function migrations(knex: Knex, { tablePrefix }: MigrationOptions = {}): Migrations {
  return migratorOf(knex, tablePrefix);
}

const migratorOf = (knex: Knex, tablePrefix: string | undefined): Migrator =>
  new Migrator(new Storage(knex, dialectOf(knex), tablesOf(tablePrefix)), STEPS);

/**
 * The steps for a host that runs them with its own `knex.migrate`, beside its own ones; that they have run is noted where
 * {@link migrations} looks, too. Knex's migration lock loses
 * its races at a first boot of several processes: there, prefer {@link migrations}.
 */
export function migrationSource(
  knex: Knex,
  { tablePrefix }: MigrationOptions = {},
): Knex.MigrationSource<string> {
  const migrator = migratorOf(knex, tablePrefix);
  const run = async (on: Knex, statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await on.raw(sql);
  };
  return {
    getMigrations: async () => STEPS.map(({ name }) => name),
    getMigrationName: (name) => name,
    getMigration: async (name) => {
      const step = STEPS.find((one) => one.name === name) as Migration;
      return {
        up: (on) => run(on, migrator.upOf(step)),
        down: (on) => run(on, migrator.downOf(step)),
      };
    },
  };
}
