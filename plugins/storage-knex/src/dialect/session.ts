/** How transactions of our own begin. */
export type Isolation = 'read committed' | 'serializable';

/** What statements take as parameters. */
export type Parameter = string | number | null;

/**
 * A database connection as this package uses it: statements go straight to the driver, past Knex, which spends more
 * time on a statement than the database does. Errors are the driver's own.
 */
export interface Session {
  /** The driver's connection. */
  readonly connection: unknown;
  /**
   * Begins a transaction that may write. At READ COMMITTED, or where one writes at a time, each of its statements sees
   * what was committed before it.
   */
  begin(isolation: Isolation): Promise<void>;
  /** Rejects when the database has kept nothing of the transaction. */
  commit(): Promise<void>;
  rollBack(): Promise<void>;
  /** Rejects outside of a transaction, and in one that the database has given up. */
  savepoint(name: string): Promise<void>;
  /** Runs a statement whose text never changes: it is prepared once per connection and kept. */
  all<Row>(sql: string, ...parameters: readonly Parameter[]): Promise<Row[]>;
  /** The same without rows; the number of rows that it changed. */
  run(sql: string, ...parameters: readonly Parameter[]): Promise<number>;
  /** Runs statements that a connection needs once; does nothing when it had them. */
  setUp(statements: readonly string[]): Promise<void>;
  /** What was set up is gone: the next `setUp` runs the statements again. */
  lost(statements: readonly string[]): void;
  /** Runs a statement that isn't worth keeping. */
  once<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  /** The same without rows; the number of rows that it changed. */
  change(sql: string, parameters?: readonly Parameter[]): Promise<number>;
}
