import type { Knex } from 'knex';
import type { Parameter, Session } from './session.js';

/** Runs a query of a Knex builder that has no connection of its own. */
export function queryOn<Row>(session: Session, query: Knex.QueryBuilder): Promise<Row[]> {
  const { sql, bindings } = query.toSQL().toNative();
  return session.once<Row>(sql, bindings as readonly Parameter[]);
}

/** The same for a statement that changes rows; their number. */
export function changeOn(session: Session, statement: Knex.QueryBuilder): Promise<number> {
  const { sql, bindings } = statement.toSQL().toNative();
  return session.change(sql, bindings as readonly Parameter[]);
}
