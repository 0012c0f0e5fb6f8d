import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import type { Finding } from './figure.js';

const URL = process.env.DEALROUTE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Measures on the server, and says which it is; one sentence instead where none answers. */
export async function* onPostgres(
  what: string,
  measure: (server: PostgresServer) => AsyncIterable<Finding>,
): AsyncGenerator<Finding> {
  const administrator = knex({ client: 'pg', connection: URL, pool: { min: 0, max: 1 } });
  const server = new PostgresServer(administrator);
  try {
    const about = await aboutServer(administrator).catch(unreachable);
    if (about === undefined) {
      yield `Not measured: ${what}. No PostgreSQL answers; start one, or name one in DEALROUTE_TEST_POSTGRES.`;
      return;
    }
    yield about;
    yield* measure(server);
  } finally {
    await server.clear();
    await administrator.destroy();
  }
}

/** A server of PostgreSQL, with schemas that are dropped in the end. */
export class PostgresServer {
  readonly #schemas: string[] = [];

  constructor(readonly administrator: Knex) {}

  /** Where a connection without Knex finds it. */
  get url(): string {
    return URL;
  }

  /** Makes an empty schema. */
  async schema(name: string): Promise<string> {
    const schema = `bench_${name}_${randomBytes(4).toString('hex')}`;
    await this.administrator.raw('CREATE SCHEMA ??', [schema]);
    this.#schemas.push(schema);
    return schema;
  }

  /** Opens a schema for somebody who is measured through Knex, with the pool of the storage's own connections. */
  open(schema: string): Knex {
    return knex({ client: 'pg', connection: URL, searchPath: [schema], pool: { min: 0, max: 8 } });
  }

  async clear(): Promise<void> {
    for (const schema of this.#schemas)
      await this.administrator.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [schema]);
  }
}

/** The version, and what a commit costs there. */
async function aboutServer(administrator: Knex): Promise<string> {
  const { rows } = await administrator.raw(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS commit`,
  );
  const [{ version, fsync, commit }] = rows;
  return `PostgreSQL ${version}, fsync ${fsync}, synchronous_commit ${commit}.`;
}

function unreachable(error: { readonly code?: unknown }): undefined {
  // What answers and refuses is a mistake of the address, and no missing server.
  if (!['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT'].includes(String(error.code))) throw error;
}
