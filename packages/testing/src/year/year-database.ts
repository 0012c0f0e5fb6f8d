/** What is asked of a Knex instance. */
export interface YearKnex extends Raw {
  readonly client: { readonly driverName: string };
  transaction<T>(work: (transaction: Raw) => Promise<T>): Promise<T>;
}

interface Raw {
  raw(sql: string): PromiseLike<unknown>;
}

type Row = Readonly<Record<string, unknown>>;

const TABLES: Readonly<Record<string, string>> = {
  sqlite3: "SELECT name FROM sqlite_master WHERE type = 'table'",
  pg: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
  mysql2: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database()',
};

/** A database in which the storage keeps its tables, past the storage. */
export class YearDatabase {
  readonly #driver: string;

  constructor(private readonly knex: YearKnex) {
    this.#driver = knex.client.driverName;
  }

  async rows(sql: string): Promise<readonly Row[]> {
    const answer = (await this.knex.raw(sql)) as Row[] | { readonly rows: Row[] } | readonly [Row[]];
    if ('rows' in answer) return answer.rows;
    return (this.#driver === 'mysql2' ? answer[0] : answer) as readonly Row[];
  }

  /** All statements in one transaction. */
  async write(statements: Iterable<string>): Promise<void> {
    await this.knex.transaction(async (transaction) => {
      for (const sql of statements) await transaction.raw(sql);
    });
  }

  /** The names of the storage's tables. */
  async tables(): Promise<readonly string[]> {
    const names = await this.rows(TABLES[this.#driver] ?? '');
    return names.map(({ name }) => String(name)).filter((name) => /^dealroute_(?!migrations$)/.test(name));
  }

  column(name: string): string {
    return this.#driver === 'mysql2' ? `\`${name}\`` : `"${name}"`;
  }

  /** A text as SQL; Knex would take a question mark for a parameter. */
  text(value: string): string {
    const quoted = `'${value.replaceAll("'", "''")}'`;
    return (this.#driver === 'mysql2' ? quoted.replaceAll('\\', '\\\\') : quoted).replaceAll('?', '\\?');
  }

  joined(parts: readonly string[]): string {
    return this.#driver === 'mysql2' ? `CONCAT(${parts.join(', ')})` : parts.join(' || ');
  }

  /** An expression that is a whole number, as text. */
  digits(expression: string): string {
    return this.#driver === 'mysql2' ? expression : `CAST(${expression} AS TEXT)`;
  }
}
