import type { Transaction } from '@dealroute/core';
import type { Database as Connection } from 'sqlite3';
import type { Database } from './databases.js';

const MARK = "SELECT 'that was all'";

/** The statements, with their parameters filled in, that SQLite was given by some work on a pool of one. */
export async function statementsOf({ knex }: Database, work: () => Promise<unknown>): Promise<string[]> {
  const connection: Connection = await knex.client.acquireConnection();
  await knex.client.releaseConnection(connection);
  return tracing(connection, work);
}

/** The same for work in an open transaction. */
export function statementsIn(transaction: Transaction, work: () => Promise<unknown>): Promise<string[]> {
  return tracing((transaction as { connection: Connection }).connection, work);
}

async function tracing(connection: Connection, work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  let marked = (): void => {};
  const allSeen = new Promise<void>((resolve) => {
    marked = resolve;
  });
  const listen = (sql: string): void => {
    if (sql === MARK) marked();
    // Steps of a trigger come as comments.
    else if (!sql.startsWith('--')) seen.push(sql);
  };
  connection.on('trace', listen);
  await work();
  // Traces arrive after their statements, in their order.
  connection.exec(MARK);
  await allSeen;
  connection.removeListener('trace', listen);
  return seen;
}

/** The first words of statements: `INSERT dealroute_task`. */
export const outline = (statements: readonly string[]): string[] =>
  statements.map((sql) => {
    const [verb = ''] = sql.split(/\s/);
    const [table = ''] = /dealroute_\w+/.exec(sql) ?? [];
    return `${verb} ${table}`.trim();
  });
