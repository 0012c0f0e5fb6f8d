import { SdkError } from '@dealroute/core';
import type { Dialect } from './dialect/dialect.js';

/** Turns errors of the driver into ours; errors of others (a host's `apply`) stay what they are. */
export function translate(dialect: Dialect, error: unknown): unknown {
  if (SdkError.is(error) || !dialect.isDriverError(error)) return error;
  if (dialect.isBusy(error)) {
    return new SdkError(
      'CONTENTION',
      `${dialect.name} stayed locked by another transaction: expected it to end within seconds. ` +
        'Find what keeps a write transaction open that long, and repeat the call.',
      {},
      { cause: error },
    );
  }
  if (dialect.isMissingTable(error)) {
    return new SdkError(
      'SCHEMA_MISSING',
      `A table of the storage is missing (${(error as Error).message}): expected the migrations to have run. ` +
        "Use knexStorage() with migrate: 'auto', or run `dealroute migrate`.",
      {},
      { cause: error },
    );
  }
  return new SdkError(
    'STORAGE_FAILED',
    `${dialect.name} refused a statement: ${(error as Error).message}. See the cause.`,
    {},
    { cause: error },
  );
}

/** In a host's transaction nothing may be repeated by us. */
export function hostMustRestart(dialect: Dialect, error: unknown): unknown {
  if (!dialect.isDriverError(error) || !dialect.isBusy(error)) return translate(dialect, error);
  return new SdkError(
    'CONTENTION',
    "Another transaction is in the way of the host's: only the host can restart it as a whole. Roll it back and " +
      'repeat it; on SQLite, begin it with BEGIN IMMEDIATE to wait for the lock before anything is read.',
    {},
    { cause: error },
  );
}

export function transactionLost(cause: unknown): SdkError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SdkError(
    'TRANSACTION_LOST',
    `The database has given the transaction up (${why}): nothing of it is kept, and nothing more may be written in ` +
      'it. Roll it back and start the whole anew.',
    {},
    { cause },
  );
}

export function noConnection(error: unknown): SdkError {
  return new SdkError(
    'STORAGE_FAILED',
    `Knex gave no connection (${error instanceof Error ? error.message : String(error)}): expected a free one. With a ` +
      "pool of one, call the engine inside the host's transaction with engine.within(trx), never beside it.",
    {},
    { cause: error },
  );
}

export function unusable(why: string, remedy: string): SdkError {
  return new SdkError('TRANSACTION_UNUSABLE', `The transaction cannot be used: ${why}. ${remedy}`);
}
