import type { Transaction } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.js';
import { changeOn, queryOn } from './dialect/run-builder.js';
import type { Session } from './dialect/session.js';
import type { Statements } from './dialect/statements.js';
import { OpenTransaction } from './knex-transaction.js';
import { PATIENCE_MS, retryWhile } from './patience.js';
import { hostMustRestart, noConnection, translate, unusable } from './storage-errors.js';
import type { TableName, Tables } from './tables.js';

/** What part of a call's context concerns the database. */
export interface Joining {
  readonly signal?: AbortSignal | undefined;
  readonly transaction?: Transaction | undefined;
}

interface Writing extends Joining {
  /** What the connection needs before the transaction begins, see `Session.setUp`. */
  readonly setUp?: readonly string[];
}

type Work<T> = (session: Session, transaction: OpenTransaction) => Promise<T>;

/**
 * Runs statements on connections of a Knex pool. A connection is held only while our own statements run on it (and
 * the `apply` of a save), because the host's pool may have no other.
 */
export class Storage {
  readonly sql: Statements;

  constructor(
    readonly knex: Knex,
    readonly dialect: Dialect,
    readonly tables: Tables,
    readonly patienceMs: number = PATIENCE_MS,
  ) {
    this.sql = dialect.statements(tables);
  }

  /** Runs statements that need no transaction of their own: reads, or one single write. */
  async use<T>({ signal, transaction }: Joining, work: (session: Session) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (!transaction) return this.#translating(() => this.#patiently(() => this.#onConnection(work)));
    const open = this.opened(transaction);
    return work(this.dialect.session(open.connection)).catch((error) => this.#reject(open, error));
  }

  /** Runs one query made with `dialect.builder`. */
  query<Row>(joining: Joining, query: Knex.QueryBuilder): Promise<Row[]> {
    return this.use(joining, (session) => queryOn<Row>(session, query));
  }

  /** Runs one writing statement made with `dialect.builder`; the number of rows that it changed. */
  change(joining: Joining, statement: Knex.QueryBuilder): Promise<number> {
    return this.use(joining, (session) => changeOn(session, statement));
  }

  /** Builds statements on one of our tables. */
  table(name: TableName): Knex.QueryBuilder {
    return this.dialect.builder(this.tables[name]);
  }

  /** Runs work that must happen as a whole: in a transaction of its own, or in a savepoint of the one it joins. */
  async write<T>({ signal, transaction, setUp }: Writing, work: Work<T>): Promise<T> {
    signal?.throwIfAborted();
    if (transaction) return this.#inSavepoint(this.opened(transaction), work);
    const begun = (begin: () => Promise<unknown>) => begin();
    return this.#translating(() => this.#patiently(() => this.#inTransaction(begun, work, setUp)));
  }

  /** Runs others' work in a transaction. It runs once: only its beginning and its commit wait for locks. */
  async transact<T>(work: (transaction: OpenTransaction) => Promise<T>): Promise<T> {
    return this.#translating(() =>
      this.#inTransaction(
        (begin) => this.#patiently(begin),
        (_, transaction) => work(transaction),
      ),
    );
  }

  /** Recognises a transaction of this storage; throws an SdkError for any other, and when it is over. */
  opened(transaction: Transaction): OpenTransaction {
    if (!(transaction instanceof OpenTransaction) || transaction.owner !== this) {
      throw unusable('this storage did not open it', 'Pass on the one that it gave you.');
    }
    if (!transaction.isOpen)
      throw unusable('it has ended', 'Await all work before it is committed or rolled back.');
    return transaction;
  }

  async #onConnection<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client: Knex.Client = this.knex.client;
    const connection: unknown = await this.#acquire(client);
    try {
      return await work(this.dialect.session(connection));
    } finally {
      await client.releaseConnection(connection);
    }
  }

  async #acquire(client: Knex.Client): Promise<unknown> {
    try {
      return await client.acquireConnection();
    } catch (error) {
      throw this.dialect.isDriverError(error) ? error : noConnection(error);
    }
  }

  #inTransaction<T>(
    beginning: (begin: () => Promise<unknown>) => Promise<unknown>,
    work: Work<T>,
    setUp?: readonly string[],
  ): Promise<T> {
    return this.#onConnection(async (session) => {
      const transaction = new OpenTransaction(this, this.knex, session.connection);
      if (setUp) await session.setUp(setUp);
      await beginning(() => session.run(this.dialect.begin));
      try {
        const result = await work(session, transaction);
        await this.#patiently(() => session.run('COMMIT'));
        return result;
      } catch (error) {
        await this.#rollBack(session);
        throw error;
      } finally {
        transaction.end();
      }
    });
  }

  async #inSavepoint<T>(transaction: OpenTransaction, work: Work<T>): Promise<T> {
    const session = this.dialect.session(transaction.connection);
    const name = transaction.nextSavepoint();
    try {
      await session.once(`SAVEPOINT ${name}`);
      try {
        const result = await work(session, transaction);
        await session.once(`RELEASE ${name}`);
        return result;
      } catch (error) {
        await session.once(`ROLLBACK TO ${name}`);
        await session.once(`RELEASE ${name}`);
        throw error;
      }
    } catch (error) {
      return this.#reject(transaction, error);
    }
  }

  /** A connection that cannot be brought out of its transaction must not go back to the pool. */
  async #rollBack(session: Session): Promise<void> {
    try {
      await session.run('ROLLBACK');
    } catch (error) {
      if (this.dialect.isRolledBack(error)) return;
      (session.connection as { __knex__disposed?: unknown }).__knex__disposed = error;
    }
  }

  #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    return retryWhile(this.dialect.isBusy, attempt, this.patienceMs);
  }

  async #translating<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw translate(this.dialect, error);
    }
  }

  #reject({ host }: OpenTransaction, error: unknown): never {
    throw host ? hostMustRestart(this.dialect, error) : translate(this.dialect, error);
  }
}
