import type { Knex } from 'knex';
import { OpenTransaction } from './knex-transaction.js';
import type { Storage } from './storage.js';
import { unusable } from './storage-errors.js';

/** Whoever enlists one transaction again gets the same: its savepoints must not know two counts. */
const enlisted = new WeakMap<object, Map<Storage, Promise<OpenTransaction>>>();

/**
 * Makes a host's open Knex transaction one that ports understand. Throws an SdkError when it is none, has ended, or
 * belongs to another database.
 */
export async function enlist(storage: Storage, hostTransaction: unknown): Promise<OpenTransaction> {
  if (!isKnexTransaction(hostTransaction)) {
    throw unusable('it is no Knex transaction', 'Pass the `trx` of knex.transaction().');
  }
  if (hostTransaction.isCompleted()) {
    throw unusable('it has been committed or rolled back', 'Do the work before it ends.');
  }
  if (!storage.dialect.sameDatabase(storage.knex.client, hostTransaction.client)) {
    throw unusable(
      'it belongs to another database',
      'Begin it on the Knex instance that knexStorage() was given.',
    );
  }
  const known = enlisted.get(hostTransaction) ?? new Map<Storage, Promise<OpenTransaction>>();
  enlisted.set(hostTransaction, known);
  const transaction = known.get(storage) ?? open(storage, hostTransaction);
  known.set(storage, transaction);
  return transaction;
}

/** The error with which the database gave up a transaction that was enlisted; undefined where it did not. */
export async function lossOf(host: Knex.Transaction): Promise<unknown> {
  const transactions = await Promise.all(enlisted.get(host)?.values() ?? []);
  return transactions.find(({ lost }) => lost !== undefined)?.lost;
}

async function open(storage: Storage, host: Knex.Transaction): Promise<OpenTransaction> {
  const connection: unknown = await host.client.acquireConnection();
  return new OpenTransaction(storage, host, connection, host);
}

function isKnexTransaction(value: unknown): value is Knex.Transaction {
  return (
    typeof value === 'function' &&
    'isTransaction' in value &&
    value.isTransaction === true &&
    'isCompleted' in value
  );
}
