import type { Database, RunResult, Statement } from 'sqlite3';
import type { Parameter, Session } from './session.js';

const sessions = new WeakMap<Database, SqliteSession>();

/** The session of a node-sqlite3 connection. */
export function sqliteSession(connection: Database): Session {
  const known = sessions.get(connection);
  if (known) return known;
  const session = new SqliteSession(connection);
  sessions.set(connection, session);
  return session;
}

class SqliteSession implements Session {
  readonly #kept = new Map<string, Promise<Statement>>();
  readonly #setUp = new Map<readonly string[], Promise<void>>();

  constructor(readonly connection: Database) {
    this.#finalizeBeforeClose();
  }

  async begin(): Promise<void> {
    // Knex's own BEGIN is a deferred one: it reads first and fails when it then wants to write.
    await this.run('BEGIN IMMEDIATE');
  }

  async commit(): Promise<void> {
    await this.run('COMMIT');
  }

  async rollBack(): Promise<void> {
    await this.run('ROLLBACK');
  }

  async savepoint(name: string): Promise<void> {
    await this.once(`SAVEPOINT ${name}`);
  }

  async all<Row>(sql: string, ...parameters: readonly Parameter[]): Promise<Row[]> {
    const statement = await this.#statement(sql);
    return new Promise((resolve, reject) => {
      statement.all(parameters, (error: Error | null, rows: Row[]) => {
        if (error) statement.reset(() => reject(error));
        else resolve(rows);
      });
    });
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    const statement = await this.#statement(sql);
    return new Promise((resolve, reject) => {
      statement.run(parameters, function (this: RunResult, error: Error | null) {
        // One that failed stays in progress until it is reset, and forbids the host's COMMIT.
        if (error) statement.reset(() => reject(error));
        else resolve(this.changes);
      });
    });
  }

  setUp(statements: readonly string[]): Promise<void> {
    const done = this.#setUp.get(statements);
    if (done) return done;
    const begun = this.#runAll(statements);
    this.#setUp.set(statements, begun);
    begun.catch(() => this.#setUp.delete(statements));
    return begun;
  }

  lost(statements: readonly string[]): void {
    this.#setUp.delete(statements);
  }

  once<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.connection.all(sql, parameters, (error: Error | null, rows: Row[]) =>
        error ? reject(error) : resolve(rows),
      );
    });
  }

  change(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return new Promise((resolve, reject) => {
      this.connection.run(sql, parameters, function (this: RunResult, error: Error | null) {
        if (error) reject(error);
        else resolve(this.changes);
      });
    });
  }

  async #runAll(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await this.once(sql);
  }

  #statement(sql: string): Promise<Statement> {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const prepared = new Promise<Statement>((resolve, reject) => {
      this.connection.prepare(sql, function (this: Statement, error: Error | null) {
        if (error) reject(error);
        else resolve(this);
      });
    });
    this.#kept.set(sql, prepared);
    prepared.catch(() => this.#kept.delete(sql));
    return prepared;
  }

  /** SQLite refuses to close a connection that has statements, and the one who closes it is Knex's pool. */
  #finalizeBeforeClose(): void {
    const { connection } = this;
    const close = connection.close;
    connection.close = (callback) => {
      const finalized = [...this.#kept.values()].map(async (statement) => (await statement).finalize());
      this.#kept.clear();
      void Promise.allSettled(finalized).then(() => close.call(connection, callback));
    };
  }
}
