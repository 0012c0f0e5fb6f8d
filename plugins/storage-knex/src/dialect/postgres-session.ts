import { createHash } from 'node:crypto';
import type { Client, QueryConfig, QueryResult } from 'pg';
import { PATIENCE_MS } from '../patience.js';
import type { Isolation, Parameter, Session } from './session.js';

/** Whole numbers of every width. The driver gives those of 64 bits as texts; ours all fit a number. */
const WHOLE_TYPES = new Set([20, 21, 23]);

/** Whatever the host has told the driver about types. */
const types: QueryConfig['types'] = {
  getTypeParser: (oid: number) => (WHOLE_TYPES.has(oid) ? Number : String),
};

const sessions = new WeakMap<Client, PostgresSession>();

/** The session of a connection of the driver `pg`. */
export function postgresSession(connection: Client): Session {
  const known = sessions.get(connection) ?? new PostgresSession(connection);
  sessions.set(connection, known);
  return known;
}

class PostgresSession implements Session {
  readonly #uses = new Map<string, number>();

  constructor(readonly connection: Client) {}

  async begin(isolation: Isolation): Promise<void> {
    await this.connection.query(
      `BEGIN ISOLATION LEVEL ${isolation.toUpperCase()}; SET LOCAL lock_timeout = ${PATIENCE_MS}`,
    );
  }

  async commit(): Promise<void> {
    const { command } = await this.connection.query('COMMIT');
    if (command !== 'COMMIT')
      throw new Error('PostgreSQL rolled the transaction back instead of committing it.');
  }

  async rollBack(): Promise<void> {
    await this.connection.query('ROLLBACK');
  }

  async savepoint(name: string): Promise<void> {
    await this.connection.query(`SAVEPOINT ${name}`);
  }

  async all<Row>(sql: string, ...parameters: readonly Parameter[]): Promise<Row[]> {
    return (await this.#query({ name: this.#nameOf(sql), text: sql, values: parameters })).rows as Row[];
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    return (await this.#query({ name: this.#nameOf(sql), text: sql, values: parameters })).rowCount ?? 0;
  }

  async setUp(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await this.once(sql);
  }

  lost(): void {}

  async once<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return (await this.#query({ text: sql, values: parameters })).rows as Row[];
  }

  async change(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return (await this.#query({ text: sql, values: parameters })).rowCount ?? 0;
  }

  /**
   * A plan is kept with its name, and one that was made while a table was empty may read the whole of it later: after
   * twice as many uses, a statement is planned anew.
   */
  #nameOf(sql: string): string {
    const uses = (this.#uses.get(sql) ?? 0) + 1;
    this.#uses.set(sql, uses);
    return `${nameOf(sql)}_${Math.floor(Math.log2(uses))}`;
  }

  #query(query: { name?: string; text: string; values: readonly Parameter[] }): Promise<QueryResult> {
    return this.connection.query({ ...query, values: [...query.values], types });
  }
}

const names = new Map<string, string>();

/** Names a prepared statement by its text: a connection may serve two copies of this package. */
function nameOf(sql: string): string {
  const known = names.get(sql) ?? `dealroute_${createHash('sha1').update(sql).digest('base64url')}`;
  names.set(sql, known);
  return known;
}
