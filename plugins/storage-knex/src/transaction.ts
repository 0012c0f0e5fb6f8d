import { type Engine, SdkError } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.js';
import { dialectOf } from './dialect/find-dialect.js';
import { lossOf } from './enlist.js';
import { retryWhile } from './patience.js';
import { transactionLost, unusable } from './storage-errors.js';

/** What a host does in its transaction; `engine` is the engine inside it. */
type HostWork<T> = (trx: Knex.Transaction, engine: Engine) => Promise<T>;

/**
 * Runs a host's work and the engine's in one transaction on the host's Knex: committed when the work resolves, rolled
 * back when it rejects, and then it rejects with the same error. It begins so that no database lets it down: READ
 * COMMITTED on servers, IMMEDIATE on SQLite. What it resolves with is committed; a database that silently kept nothing,
 * or gave the transaction up on the way, is an SdkError TRANSACTION_LOST. Start the whole anew then.
 */
export async function transaction<T>(engine: Engine, knex: Knex, work: HostWork<T>): Promise<T> {
  if (knex.isTransaction) throw unusable('it has begun already', 'Use engine.within(trx) inside it.');
  const dialect = dialectOf(knex);
  let commit: { readonly response?: { readonly command?: string } } | undefined;
  const run = async (trx: Knex.Transaction): Promise<T> => {
    trx.on('query', (query: { readonly sql?: string }) => {
      if (query.sql?.startsWith('COMMIT')) commit = query as typeof commit;
    });
    const result = await work(trx, await engine.within(trx));
    await assertAlive(dialect, trx);
    return result;
  };
  const result = await begun(dialect, knex, run);
  // PostgreSQL answers COMMIT without an error where it has rolled back, and so does Knex.
  if (commit?.response?.command === 'ROLLBACK') throw transactionLost('it was rolled back at its commit');
  return result;
}

/** A lock in the way of the beginning is waited for; once the work has begun, it is never repeated. */
function begun<T>(dialect: Dialect, knex: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  let hasBegun = false;
  return retryWhile(
    (error) => !hasBegun && dialect.isBusy(error),
    () =>
      dialect.hostTransaction(knex, (trx) => {
        hasBegun = true;
        return work(trx);
      }),
  );
}

/** Whether each statement of the transaction still belongs to it: the work may have swallowed the error that ended it. */
async function assertAlive(dialect: Dialect, trx: Knex.Transaction): Promise<void> {
  const loss = await lossOf(trx);
  if (loss !== undefined) throw transactionLost(loss);
  const connection: unknown = await trx.client.acquireConnection();
  await dialect
    .session(connection)
    .savepoint('dealroute_end')
    .catch((error) => {
      throw SdkError.is(error) ? error : transactionLost(error);
    });
}
