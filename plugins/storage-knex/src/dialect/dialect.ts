import type { Knex } from 'knex';
import type { Tables } from '../tables.js';
import type { Isolation, Session } from './session.js';
import type { Statements } from './statements.js';

/** Everything in which one database differs from another. */
export interface Dialect {
  readonly name: string;
  /** A Knex without a connection: it builds the text of statements, untouched by the host's hooks and mappers. */
  readonly builder: Knex;
  /** UTC milliseconds of the database's own clock, as an SQL expression. */
  readonly now: string;
  /**
   * How often work that met a violated constraint looks again: where writers run beside one another, another may have
   * come first since the first look. 0 where one writes at a time.
   */
  readonly looks: number;
  /** How transactions of our own begin. */
  readonly isolation: Isolation;
  /** Whether a commit that meets a lock leaves its transaction open, so that it can be tried again. */
  readonly commitWaits: boolean;
  /** Null where a transaction that may write keeps all other writers out anyway. */
  readonly guard: Guard | null;

  /** The session of a connection; the same one each time. */
  session(connection: unknown): Session;
  /** Begins a transaction of the host in which nothing that was read needs to be doubted later. */
  hostTransaction<T>(knex: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** A table of which the planner uses that index, where it takes such advice. */
  indexed(table: string, index: string): string;
  /** A text of the JSON object in a column, as an SQL expression. */
  member(column: string, name: string): string;
  /** The texts of the statements that are kept prepared. */
  statements(tables: Tables): Statements;
  /** Whether two Knex clients speak to the same database. */
  sameDatabase(one: Knex.Client, other: Knex.Client): boolean;

  /** Whether an error came from the driver at all. */
  isDriverError(error: unknown): boolean;
  /** Whether somebody else's lock is in the way: the transaction may succeed when it is begun again. */
  isBusy(error: unknown): boolean;
  /** Whether the database took the transaction back, so that all of it may be begun again, but no part of it. */
  isTakenBack(error: unknown): boolean;
  /** Whether the rows of a statement stand against a constraint, which another transaction's rows may have been. */
  isConflict(error: unknown): boolean;
  /** Whether a change of the schema was made before, by a step that did not come to its end. */
  isDoneAlready(error: unknown): boolean;
  /** Whether an error outside of a savepoint ended the transaction around it. */
  endsTransaction(error: unknown): boolean;
  /** Whether the connection broke, so that nobody knows whether a commit took place. */
  isCut(error: unknown): boolean;
  /** Whether a table doesn't exist. */
  isMissingTable(error: unknown): boolean;
  /** Whether a rollback failed only because the database had rolled back by itself. */
  isRolledBack(error: unknown): boolean;
  /** What an operator should know about the database; throws an SdkError for a version that is too old. */
  findings(session: Session): Promise<readonly string[]>;
}

/** Keeps others out who ask for the same name: for a transaction, or for as long as work takes that is none. */
export interface Guard {
  /** Before a transaction begins. */
  enter?(session: Session, name: string): Promise<void>;
  /** In the transaction, until its end. */
  hold?(session: Session, name: string): Promise<void>;
  /** After the transaction. */
  leave?(session: Session, name: string): Promise<void>;
}
