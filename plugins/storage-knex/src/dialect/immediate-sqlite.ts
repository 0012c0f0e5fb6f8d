import { createRequire } from 'node:module';
import type { Knex } from 'knex';

type Make = new (...parameters: never[]) => object;

const require = createRequire(import.meta.url);
const Sqlite = require('knex/lib/dialects/sqlite3/index.js') as typeof Knex.Client;
const Transaction = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js') as Make;

class ImmediateTransaction extends Transaction {
  declare readonly query: (connection: unknown, sql: string) => Promise<unknown>;

  begin(connection: unknown): Promise<unknown> {
    return this.query(connection, 'BEGIN IMMEDIATE;');
  }
}

/** Begins such a transaction on any Knex for SQLite, whatever its client is. */
export function immediateTransaction<T>(knex: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  const parameters = [knex.client, work, { doNotRejectOnRollback: true }];
  return new ImmediateTransaction(...(parameters as never[])) as unknown as Promise<T>;
}

/**
 * Knex's SQLite client with transactions that take the write lock at once: a deferred one reads first, and fails
 * when somebody else has written before it wants to write. Pass the class as `client`.
 */
export class ImmediateSqlite extends Sqlite {
  override transaction(...parameters: unknown[]): Knex.Transaction {
    return new ImmediateTransaction(...([this, ...parameters] as never[])) as unknown as Knex.Transaction;
  }
}
