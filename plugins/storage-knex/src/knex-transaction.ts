import type { Knex } from 'knex';

/**
 * What a transaction of this storage is. Plugins that put their own work into it need no import from here: the two
 * properties are the contract, and `builder.connection(transaction.connection)` runs a Knex builder in it.
 */
export interface KnexTransaction {
  /** Builds statements. Run what it builds with {@link runOn}, or it may go to another connection. */
  readonly knex: Knex;
  /** The driver's connection that the transaction is open on. */
  readonly connection: unknown;
}

/** Runs a Knex builder inside a transaction. */
export function runOn<B extends { connection(connection: unknown): unknown }>(
  transaction: KnexTransaction,
  builder: B,
): B {
  builder.connection(transaction.connection);
  return builder;
}

/** A transaction while it is open; knows what may be done with it. */
export class OpenTransaction implements KnexTransaction {
  #ended = false;
  #lost: unknown;
  #savepoints = 0;
  /** Whether it holds the locks that a decision needs. */
  locked: boolean;

  constructor(
    /** The storage that it belongs to. */
    readonly owner: object,
    readonly knex: Knex,
    readonly connection: unknown,
    /** The host's transaction; undefined for one of our own. */
    readonly host?: Knex.Transaction,
  ) {
    this.locked = host === undefined;
  }

  get isOpen(): boolean {
    return !this.#ended && !this.host?.isCompleted();
  }

  /** The error with which the database gave the transaction up; undefined while it has not. */
  get lost(): unknown {
    return this.#lost;
  }

  /** Nothing may be run in it any more: outside of a transaction each statement would be committed by itself. */
  lose(cause: unknown): void {
    this.#lost ??= cause;
  }

  /** Resolves when the host's transaction has, and every one that it is nested in. */
  async ended(): Promise<void> {
    for (let one = this.host; one; one = one.parentTransaction) {
      // Knex rejects it for what the host rolled back, which is the host's to hear.
      await one.executionPromise.catch(() => undefined);
    }
  }

  end(): void {
    this.#ended = true;
  }

  /** A name that no other savepoint of it has. */
  nextSavepoint(): string {
    this.#savepoints += 1;
    return `dealroute_${this.#savepoints}`;
  }
}
