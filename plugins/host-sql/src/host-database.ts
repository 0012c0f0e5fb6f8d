import { resolve } from 'node:path';
import { type CallContext, SdkError, type Transaction } from '@dealroute/core';
import type { Knex } from 'knex';

/** Begins a statement on a table, on the connection that it must run on. */
export type From = (table: string) => Knex.QueryBuilder;

/** What a transaction of a storage must have, so that the host's statements can run in it. */
interface KnexTransaction {
  readonly knex: Knex;
  readonly connection: unknown;
}

/** The host's database: runs statements beside or inside the storage's transactions. */
export class HostDatabase {
  constructor(readonly knex: Knex) {}

  /** Statements on a connection of their own, or in the transaction that the call joins. */
  from({ signal, transaction }: CallContext): From {
    signal?.throwIfAborted();
    if (!transaction) return (table) => this.knex(table);
    const { connection } = this.joined(transaction);
    return (table) => this.knex(table).connection(connection);
  }

  /** Runs work that happens as a whole: in the transaction that the call joins, else in one of its own. */
  async whole(context: CallContext, work: (from: From, own: boolean) => Promise<void>): Promise<void> {
    if (context.transaction) return work(this.from(context), false);
    context.signal?.throwIfAborted();
    await this.knex.transaction((own) => work((table) => own(table), true));
  }

  /** Recognises a transaction of this database; throws SdkError `TRANSACTION_UNUSABLE` for any other. */
  joined(transaction: Transaction): KnexTransaction {
    if (!isKnexTransaction(transaction)) throw unusable('it is none of a storage on Knex');
    if (!isSameDatabase(this.knex.client, transaction.knex.client))
      throw unusable('it belongs to another database');
    return transaction;
  }
}

function isKnexTransaction(value: object): value is KnexTransaction {
  return 'knex' in value && typeof value.knex === 'function' && 'connection' in value;
}

/** Clients of one Knex and of its transactions share their configuration. */
function isSameDatabase(one: Knex.Client, other: Knex.Client): boolean {
  if (one.config === other.config) return true;
  const place = placeOf(one);
  return place !== undefined && place === placeOf(other);
}

/** Undefined for a database in memory, which only its own connection sees. */
function placeOf({ driverName, connectionSettings }: Knex.Client): string | undefined {
  const { filename, host, port, database } = (connectionSettings ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof filename === 'string') {
    const isFile = filename !== '' && !filename.startsWith(':') && !filename.startsWith('file:');
    return isFile ? `${driverName} ${resolve(filename)}` : undefined;
  }
  return database === undefined ? undefined : JSON.stringify([driverName, host, port, database]);
}

function unusable(why: string): SdkError {
  return new SdkError(
    'TRANSACTION_UNUSABLE',
    `The host's tables cannot be written in the storage's transaction: ${why}. Give the storage the same Knex, or ` +
      'make the host with `joinsTransaction: false`.',
  );
}
