import { SdkError } from '@dealroute/core';
import type { Session } from '../dialect/session.js';
import type { Storage } from '../storage.js';
import { id, instant } from './columns.js';
import { type Migration, statementsOf } from './migration.js';

export interface MigrationStatus {
  /** Names of the steps that have run, in order. */
  readonly done: readonly string[];
  /** Names of the steps that this version still needs. */
  readonly pending: readonly string[];
}

/** The schema of one database. Several processes may call it at once: one does the work, the others wait. */
export interface Migrations {
  /** Runs the steps that are missing; gives their names. */
  up(): Promise<readonly string[]>;
  /** Takes the last step back, **with its data**; gives its name, or nothing when there is none. */
  down(): Promise<readonly string[]>;
  status(): Promise<MigrationStatus>;
  /** The statements of all steps, for those who run them by hand. */
  sql(): readonly string[];
}

/**
 * Runs the steps, all that are missing in one transaction, under the lock that every writer takes. The table of
 * finished steps has the form of Knex's own, and its own name.
 */
export class Migrator implements Migrations {
  constructor(
    private readonly storage: Storage,
    private readonly steps: readonly Migration[],
  ) {}

  async up(): Promise<readonly string[]> {
    if ((await this.status()).pending.length === 0) return [];
    return this.#alone(async (session) => {
      await this.#run(session, [this.#createTable()]);
      const done = await this.#done(session);
      const pending = this.steps.filter(({ name }) => !done.includes(name));
      for (const step of pending) await this.#run(session, this.#up(step));
      return pending.map(({ name }) => name);
    });
  }

  async down(): Promise<readonly string[]> {
    if ((await this.status()).done.length === 0) return [];
    return this.#alone(async (session) => {
      const done = await this.#done(session);
      const last = [...this.steps].reverse().find(({ name }) => done.includes(name));
      if (!last) return [];
      await this.#run(session, this.downOf(last));
      return [last.name];
    });
  }

  async status(): Promise<MigrationStatus> {
    const done = await this.#doneSoFar();
    const unknown = done.find((name) => !this.steps.some((step) => step.name === name));
    if (unknown) throw newerSchema(unknown);
    return { done, pending: this.steps.map(({ name }) => name).filter((name) => !done.includes(name)) };
  }

  sql(): readonly string[] {
    return [this.#createTable(), ...this.steps.flatMap((step) => this.#up(step))].map((sql) => `${sql};`);
  }

  /** The statements of one step by itself, which note that it has run. */
  upOf(step: Migration): readonly string[] {
    return [this.#createTable(), ...this.#up(step)];
  }

  /** The statements that take a step back, and forget that it has run. */
  downOf(step: Migration): readonly string[] {
    const { builder, tables } = this.#parts();
    const forgotten = `delete from ${tables.migrations} where name = '${step.name}'`;
    return [...statementsOf(step.down(builder, tables)), forgotten];
  }

  #up(step: Migration): readonly string[] {
    const { builder, tables, dialect } = this.#parts();
    return [...statementsOf(step.up(builder, tables, dialect.now)), this.#finished(step)];
  }

  #finished({ name }: Migration): string {
    const { tables, dialect } = this.#parts();
    return `insert into ${tables.migrations} (name, batch, migration_time) values ('${name}', 1, ${dialect.now})`;
  }

  #alone<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.storage.exclusively(this.storage.tables.migrations, work);
  }

  async #run(session: Session, statements: readonly string[]): Promise<void> {
    for (const sql of statements) await session.once(sql).catch(this.#unlessDone);
  }

  /** Where a change of the schema is committed at once, a step that did not come to its end is taken up again. */
  #unlessDone = (error: unknown): void => {
    if (!this.storage.dialect.isDoneAlready(error)) throw error;
  };

  #done = async (session: Session): Promise<readonly string[]> => {
    const rows = await session.once<{ name: string }>(
      `SELECT name FROM ${this.storage.tables.migrations} ORDER BY name`,
    );
    return rows.map(({ name }) => name);
  };

  async #doneSoFar(): Promise<readonly string[]> {
    try {
      return await this.storage.use({}, this.#done);
    } catch (error) {
      if (SdkError.is(error, 'SCHEMA_MISSING')) return [];
      throw error;
    }
  }

  #createTable(): string {
    const { builder, tables } = this.#parts();
    const [sql = ''] = statementsOf(
      builder.schema.createTable(tables.migrations, (table) => {
        id(table, 'name').primary();
        table.integer('batch');
        instant(table, 'migration_time');
      }),
    );
    return sql.replace(/^create table/i, 'create table if not exists');
  }

  #parts() {
    const { dialect, tables } = this.storage;
    return { dialect, tables, builder: dialect.builder };
  }
}

function newerSchema(name: string): SdkError {
  return new SdkError(
    'SCHEMA_MISSING',
    `The database has the step ${name}, which this version does not know: expected a schema of this version or an ` +
      'older one. Update @dealroute/storage-knex on every machine.',
  );
}
