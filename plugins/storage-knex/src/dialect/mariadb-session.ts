import type { Connection, QueryOptions, ResultSetHeader } from 'mysql2';
import type { Parameter, Session } from './session.js';

const sessions = new WeakMap<Connection, MariadbSession>();

/** The session of a connection of the driver `mysql2`. */
export function mariadbSession(connection: Connection): Session {
  const known = sessions.get(connection) ?? new MariadbSession(connection);
  sessions.set(connection, known);
  return known;
}

/** Whatever the host has told the driver about types and rows. */
const OWN: Omit<QueryOptions, 'sql'> = {
  rowsAsArray: false,
  nestTables: false,
  namedPlaceholders: false,
  typeCast: true,
  supportBigNumbers: false,
  bigNumberStrings: false,
};

type Result = object[] | ResultSetHeader;

class MariadbSession implements Session {
  constructor(readonly connection: Connection) {}

  async begin(): Promise<void> {
    // For this transaction only: at the usual REPEATABLE READ it would go on seeing what stood there when it began.
    await this.once('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await this.once('START TRANSACTION');
  }

  async commit(): Promise<void> {
    await this.once('COMMIT');
  }

  async rollBack(): Promise<void> {
    await this.once('ROLLBACK');
  }

  async savepoint(name: string): Promise<void> {
    await this.once(`SAVEPOINT ${name}`);
    // Where no transaction is open the savepoint is none, and each statement would be committed by itself.
    await this.once(`ROLLBACK TO SAVEPOINT ${name}`);
  }

  async all<Row>(sql: string, ...parameters: readonly Parameter[]): Promise<Row[]> {
    return (await this.#execute(sql, parameters)) as Row[];
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    return matched(await this.#execute(sql, parameters));
  }

  async setUp(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await this.once(sql);
  }

  lost(): void {}

  async once<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return (await this.#query(sql, parameters)) as Row[];
  }

  async change(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return matched(await this.#query(sql, parameters));
  }

  #execute(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.connection.execute<never>(
        { ...OWN, sql, values: comparable(sql, parameters) },
        (error, result: Result) => (error ? reject(error) : resolve(result)),
      );
    });
  }

  #query(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.connection.query<never>(
        { ...OWN, sql, values: comparable(sql, parameters) },
        (error, result: Result) => (error ? reject(error) : resolve(result)),
      );
    });
  }
}

/** What a parameter that is compared for equality, or stands in a list, comes after. */
const COMPARED = /(=|\bin \(|^,) ?$/i;

/** Any text is equal to the number 0, so whoever passes a number for an id has its text looked for. */
function comparable(sql: string, parameters: readonly Parameter[]): Parameter[] {
  if (!parameters.some((value) => typeof value === 'number')) return [...parameters];
  const before = sql.split('?');
  return parameters.map((value, i) =>
    typeof value === 'number' && COMPARED.test(before[i] ?? '') ? String(value) : value,
  );
}

/** The rows that a statement found, also those that were so already and also where the host's flags count others. */
function matched(result: Result): number {
  if (Array.isArray(result)) return 0;
  const [, found] = /Rows matched: (\d+)/.exec(result.info) ?? [];
  return found === undefined ? result.affectedRows : Number(found);
}
