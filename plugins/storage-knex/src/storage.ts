import { SdkError, type Transaction } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.js';
import { changeOn, queryOn } from './dialect/run-builder.js';
import type { Parameter, Session } from './dialect/session.js';
import { type Action, perform, type Statements } from './dialect/statements.js';
import { OpenTransaction } from './knex-transaction.js';
import { PATIENCE_MS, retryWhile } from './patience.js';
import { hostMustRestart, noConnection, transactionLost, translate, unusable } from './storage-errors.js';
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

interface OwnTransaction<T> {
  readonly work: Work<T>;
  readonly setUp?: readonly string[] | undefined;
  /** What nobody else does meanwhile. */
  readonly guard?: string;
  readonly beginning?: (begin: () => Promise<void>) => Promise<void>;
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

  /** Runs statements that need no transaction of their own: reads, or one single write outside of any transaction. */
  async use<T>({ signal, transaction }: Joining, work: (session: Session) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (!transaction) return this.#translating(() => this.#patiently(() => this.#onConnection(work)));
    const open = this.opened(transaction);
    return work(this.dialect.session(open.connection)).catch((error) => {
      if (this.dialect.endsTransaction(error)) open.lose(error);
      return this.#reject(open, error);
    });
  }

  /** Runs one single write; in a transaction that it joins, its failure leaves the rest of that intact. */
  alter<T>(joining: Joining, work: (session: Session) => Promise<T>): Promise<T> {
    return joining.transaction ? this.write(joining, work) : this.use(joining, work);
  }

  /** Runs one action, in a transaction where it takes several statements. */
  act<Row>(joining: Joining, action: Action, ...parameters: readonly Parameter[]): Promise<Row[]> {
    const work = (session: Session) => perform<Row>(session, action, ...parameters);
    return typeof action === 'string' ? this.alter(joining, work) : this.write(joining, work);
  }

  /** Runs one query made with `dialect.builder`. */
  query<Row>(joining: Joining, query: Knex.QueryBuilder): Promise<Row[]> {
    return this.use(joining, (session) => queryOn<Row>(session, query));
  }

  /** Runs one writing statement made with `dialect.builder`; the number of rows that it changed. */
  change(joining: Joining, statement: Knex.QueryBuilder): Promise<number> {
    return this.alter(joining, (session) => changeOn(session, statement));
  }

  /** Builds statements on one of our tables. */
  table(name: TableName): Knex.QueryBuilder {
    return this.dialect.builder(this.tables[name]);
  }

  /** Runs work that must happen as a whole: in a transaction of its own, or in a savepoint of the one it joins. */
  async write<T>({ signal, transaction, setUp }: Writing, work: Work<T>): Promise<T> {
    signal?.throwIfAborted();
    if (transaction) return this.#inSavepoint(this.opened(transaction), work);
    return this.#translating(() =>
      this.#looking(() => this.#patiently(() => this.#inTransaction({ work, setUp }))),
    );
  }

  /** The same while nobody else runs work of this name, in any process. */
  async exclusively<T>(guard: string, work: Work<T>): Promise<T> {
    return this.#translating(() => this.#patiently(() => this.#inTransaction({ work, guard })));
  }

  /**
   * Runs others' work in a transaction: again where the database took that back, else once, and only its beginning
   * waits for locks.
   */
  async transact<T>(work: (transaction: OpenTransaction) => Promise<T>): Promise<T> {
    const attempt = () =>
      this.#inTransaction({
        beginning: (begin) => this.#patiently(begin),
        work: (_, transaction) => work(transaction),
      });
    const isTakenBack = (error: unknown) => this.dialect.isTakenBack(driverError(error));
    const attempts = () => retryWhile(isTakenBack, attempt, this.patienceMs);
    // A snapshot that stays never shows the row that it ran into: only another transaction does.
    const isSerial = this.dialect.isolation === 'serializable';
    return this.#translating(() => (isSerial ? this.#looking(attempts, driverError) : attempts()));
  }

  /** Recognises a transaction of this storage; throws an SdkError for any other, and when it is over. */
  opened(transaction: Transaction): OpenTransaction {
    if (!(transaction instanceof OpenTransaction) || transaction.owner !== this) {
      throw unusable('this storage did not open it', 'Pass on the one that it gave you.');
    }
    if (!transaction.isOpen)
      throw unusable('it has ended', 'Await all work before it is committed or rolled back.');
    if (transaction.lost) throw transactionLost(transaction.lost);
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

  #inTransaction<T>({ work, setUp, guard, beginning = (begin) => begin() }: OwnTransaction<T>): Promise<T> {
    return this.#onConnection(async (session) => {
      if (setUp) await session.setUp(setUp);
      if (guard !== undefined) await this.dialect.guard?.enter?.(session, guard);
      try {
        await beginning(() => session.begin(this.dialect.isolation));
        return await this.#committing(session, async (transaction) => {
          if (guard !== undefined) await this.dialect.guard?.hold?.(session, guard);
          return work(session, transaction);
        });
      } finally {
        if (guard !== undefined) await this.dialect.guard?.leave?.(session, guard);
      }
    });
  }

  /** Ends a transaction that has begun: commits it when the work resolves, else rolls it back. */
  async #committing<T>(session: Session, work: (transaction: OpenTransaction) => Promise<T>): Promise<T> {
    const transaction = new OpenTransaction(this, this.knex, session.connection);
    try {
      const result = await work(transaction);
      if (transaction.lost) throw transactionLost(transaction.lost);
      await (this.dialect.commitWaits ? this.#patiently(() => session.commit()) : session.commit());
      return result;
    } catch (error) {
      await this.#rollBack(session);
      throw error;
    } finally {
      transaction.end();
    }
  }

  #inSavepoint<T>(transaction: OpenTransaction, work: Work<T>): Promise<T> {
    const attempt = () => this.#savepoint(this.opened(transaction), work);
    return this.#looking(attempt).catch((error) => this.#reject(transaction, error));
  }

  async #savepoint<T>(transaction: OpenTransaction, work: Work<T>): Promise<T> {
    const session = this.dialect.session(transaction.connection);
    const name = transaction.nextSavepoint();
    try {
      await session.savepoint(name);
    } catch (error) {
      transaction.lose(error);
      throw transactionLost(error);
    }
    try {
      const result = await work(session, transaction);
      await session.once(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      await this.#rollBackTo(name, transaction, session, error);
      throw error;
    }
  }

  /** Some errors end the whole transaction, and the savepoint is gone with it: whatever came next would be committed. */
  async #rollBackTo(
    name: string,
    transaction: OpenTransaction,
    session: Session,
    error: unknown,
  ): Promise<void> {
    try {
      await session.once(`ROLLBACK TO SAVEPOINT ${name}`);
      await session.once(`RELEASE SAVEPOINT ${name}`);
    } catch {
      transaction.lose(error);
      throw transactionLost(error);
    }
  }

  /** A connection that cannot be brought out of its transaction must not go back to the pool. */
  async #rollBack(session: Session): Promise<void> {
    try {
      await session.rollBack();
    } catch (error) {
      if (this.dialect.isRolledBack(error)) return;
      (session.connection as { __knex__disposed?: unknown }).__knex__disposed = error;
    }
  }

  #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    return retryWhile(this.dialect.isBusy, attempt, this.patienceMs);
  }

  /** Repeats work that met rows which somebody else had just written; what it reads next shows them. */
  async #looking<T>(attempt: () => Promise<T>, errorOf = (error: unknown) => error): Promise<T> {
    for (let looks = this.dialect.looks; ; looks--) {
      try {
        return await attempt();
      } catch (error) {
        if (looks === 0 || !this.dialect.isConflict(errorOf(error))) throw error;
      }
    }
  }

  async #translating<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw translate(this.dialect, error);
    }
  }

  #reject(open: OpenTransaction, error: unknown): never {
    // Our own is begun again as a whole, though the work may go on as if nothing had happened.
    if (!open.host && this.dialect.isTakenBack(error)) open.lose(error);
    const { host, lost } = open;
    const told = host ? hostMustRestart(this.dialect, error) : translate(this.dialect, error);
    throw lost && SdkError.is(told, 'STORAGE_FAILED') ? transactionLost(error) : told;
  }
}

/** What the driver said, whether it was translated since or not. */
const driverError = (error: unknown): unknown => (SdkError.is(error) ? error.cause : error);
