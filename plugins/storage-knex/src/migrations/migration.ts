import type { Knex } from 'knex';
import type { Tables } from '../tables.js';

/** One step of the schema. Once released, it never changes. */
export interface Migration {
  readonly name: string;
  /** Builds the statements; `builder` has no connection, `now` is the database's own time as an SQL expression. */
  up(builder: Knex, tables: Tables, now: string): Knex.SchemaBuilder;
  down(builder: Knex, tables: Tables): Knex.SchemaBuilder;
}

/** The text of the statements of a step. */
export function statementsOf(schema: Knex.SchemaBuilder): readonly string[] {
  return [schema.toSQL()].flat().map(({ sql }) => sql);
}
