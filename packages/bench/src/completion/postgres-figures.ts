import type { Figure, Finding } from '../figure.js';
import { onPostgres, type PostgresServer } from '../postgres-server.js';
import { engineWriterOn, fillWorld } from './engine-writer.js';
import { floorAOn } from './floor-a.js';
import { floorBOnPostgres } from './floor-b-postgres.js';
import { alternate, compare, type Load } from './pairs.js';
import type { Writer } from './writer.js';

const MANY: Load = { callers: 32, ours: 3_200, floor: 800 };
const LIMIT: Load = { callers: 32, ours: 3_200, floor: 3_200 };
const ONE: Load = { callers: 1, ours: 400, floor: 200 };

/** Completions on PostgreSQL against what is written by hand: P4, P5. */
export const postgresFigures = (wanted: (id: string) => boolean): AsyncIterable<Finding> =>
  onPostgres('P4, P5', (server) => measured(server, wanted));

async function* measured(server: PostgresServer, wanted: (id: string) => boolean): AsyncGenerator<Figure> {
  const open: Writer[] = [];
  try {
    for (const writer of [ours, floorA, floorB]) open.push(await writer(server));
    const [engine, byHand, limit] = open as [Writer, Writer, Writer];
    if (wanted('P4')) {
      yield* many(engine, byHand);
      yield* atTheLimit(engine, limit);
    }
    if (wanted('P5')) yield* one(engine, byHand);
  } finally {
    for (const writer of open) await writer.close();
  }
}

async function filled(server: PostgresServer, name: string) {
  const schema = await server.schema(name);
  const knex = server.open(schema);
  await fillWorld(knex);
  // As autovacuum does within a minute: without it the plans of the first thousands are luck.
  await knex.raw('ANALYZE');
  return { schema, knex };
}

const ours = async (server: PostgresServer) => engineWriterOn((await filled(server, 'ours')).knex);

const floorA = async (server: PostgresServer) => floorAOn((await filled(server, 'floor_a')).knex);

async function floorB(server: PostgresServer): Promise<Writer> {
  const { schema, knex } = await filled(server, 'floor_b');
  await knex.destroy();
  return floorBOnPostgres(server.url, schema);
}

async function* many(engine: Writer, floor: Writer): AsyncGenerator<Figure> {
  const pairs = await alternate(engine, floor, MANY);
  const compared = { at: '32 callers, PostgreSQL', against: floor.name, pairs };
  yield compare('P4', 'perSecond', compared, { atLeast: 6 });
  yield compare('P4', 'p50', compared);
  yield compare('P4', 'p99', compared);
}

async function* atTheLimit(engine: Writer, floor: Writer): AsyncGenerator<Figure> {
  const pairs = await alternate(engine, floor, LIMIT);
  const compared = { at: '32 callers, PostgreSQL', against: floor.name, pairs };
  yield compare('P4b', 'perSecond', compared, { atLeast: 0.7 });
  yield compare('P4b', 'p50', compared);
  yield compare('P4b', 'p99', compared);
}

async function* one(engine: Writer, floor: Writer): AsyncGenerator<Figure> {
  const pairs = await alternate(engine, floor, ONE);
  const compared = { at: '1 caller, PostgreSQL', against: floor.name, pairs };
  yield compare('P5', 'p50', compared, { atMost: 0.6 });
  yield compare('P5', 'p99', compared);
  yield compare('P5', 'perSecond', compared);
}
