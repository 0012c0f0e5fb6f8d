import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { Client } from 'pg';
import type { Finding } from './figure.js';

const ADDRESS = process.env.DEALROUTE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';

/**
 * Measures on the server, and says which it is. One that is not there, or not for us, is one sentence: it must not cost
 * a whole run its other figures.
 */
export async function* onPostgres(
  what: string,
  measure: (server: PostgresServer) => AsyncIterable<Finding>,
): AsyncGenerator<Finding> {
  const administrator = new Client({ connectionString: ADDRESS });
  const obstacle = await administrator.connect().then(() => null, codeOf);
  if (obstacle !== null) {
    const remedy = 'start one, or name one in DEALROUTE_TEST_POSTGRES';
    yield `Not measured: ${what}, since no PostgreSQL lets us in (${obstacle}): ${remedy}.`;
    return;
  }
  const server = new PostgresServer(administrator);
  try {
    yield await server.about();
    yield* measure(server);
  } finally {
    await server.clear();
    await administrator.end();
  }
}

/** A server of PostgreSQL, with schemas that are dropped in the end. */
export class PostgresServer {
  readonly #schemas: string[] = [];

  constructor(private readonly administrator: Client) {}

  /** Where a connection without Knex finds it. */
  get url(): string {
    return ADDRESS;
  }

  /** Its version, and what a commit costs there. */
  async about(): Promise<string> {
    const { rows } = await this.administrator.query(
      `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS commit`,
    );
    const [{ version, fsync, commit }] = rows;
    return `PostgreSQL ${version}, fsync ${fsync}, synchronous_commit ${commit}.`;
  }

  /** Makes an empty schema. */
  async schema(name: string): Promise<string> {
    const schema = `bench_${name}_${randomBytes(4).toString('hex')}`;
    await this.administrator.query(`CREATE SCHEMA ${schema}`);
    this.#schemas.push(schema);
    return schema;
  }

  /** Opens a schema for somebody who is measured through Knex, with the pool of the storage's own connections. */
  open(schema: string): Knex {
    return knex({ client: 'pg', connection: ADDRESS, searchPath: [schema], pool: { min: 0, max: 8 } });
  }

  async clear(): Promise<void> {
    for (const schema of this.#schemas)
      await this.administrator.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  }
}

/** Only what the driver and the server call by a code is about the address. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') throw error;
  return code;
}
