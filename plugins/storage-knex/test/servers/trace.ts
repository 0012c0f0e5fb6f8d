import type { Knex } from 'knex';
import type { Database } from '../databases.js';

/** A statement as the driver was given it. */
export interface Traced {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Call = (...parameters: unknown[]) => unknown;

/** The statements that some work gives to the one connection of a pool. */
export async function tracing({ knex }: Database, work: () => Promise<unknown>): Promise<Traced[]> {
  const client: Knex.Client = knex.client;
  const connection: Record<string, Call> = await client.acquireConnection();
  await client.releaseConnection(connection);
  const seen: Traced[] = [];
  const { query, execute } = connection;
  const spied =
    (call: Call | undefined): Call =>
    (statement, ...rest) => {
      const {
        text,
        sql = text,
        values = [],
      } = statement as { text?: string; sql?: string; values?: unknown[] };
      if (sql !== undefined) seen.push({ sql, values });
      return call?.call(connection, statement, ...rest);
    };
  Object.assign(connection, { query: spied(query), execute: spied(execute) });
  try {
    await work();
  } finally {
    Object.assign(connection, { query, execute });
  }
  return seen;
}
