import type { Figure, Finding } from '../figure.js';
import { onPostgres, type PostgresServer } from '../postgres-server.js';
import { engineWriterOn, fillWorld } from './engine-writer.js';
import { floorAOn } from './floor-a.js';
import { floorBOnPostgres } from './floor-b-postgres.js';
import { alternate, type Compared, compare, type Load } from './pairs.js';
import type { Writer } from './writer.js';

type Open = (server: PostgresServer, schema: string) => Promise<Writer>;

const MANY: Load = { callers: 32, ours: 3_200, floor: 800 };
const LIMIT: Load = { callers: 32, ours: 3_200, floor: 3_200 };
const ONE: Load = { callers: 1, ours: 400, floor: 200 };

/** Completions on PostgreSQL against what is written by hand: P4, P5. */
export const postgresFigures = (wanted: (id: string) => boolean): AsyncIterable<Finding> =>
  onPostgres('P4, P5', (server) => measured(server, wanted));

async function* measured(server: PostgresServer, wanted: (id: string) => boolean): AsyncGenerator<Figure> {
  if (wanted('P4')) {
    const byHand = await against(server, floorA, MANY);
    yield compare('P4', 'perSecond', byHand, { atLeast: 6 });
    yield compare('P4', 'p50', byHand);
    yield compare('P4', 'p99', byHand);
    const limit = await against(server, floorB, LIMIT);
    yield compare('P4b', 'perSecond', limit, { atLeast: 0.7 });
    yield compare('P4b', 'p50', limit);
    yield compare('P4b', 'p99', limit);
  }
  if (wanted('P5')) {
    const alone = await against(server, floorA, ONE);
    yield compare('P5', 'p50', alone, { atMost: 0.6 });
    yield compare('P5', 'p99', alone);
    yield compare('P5', 'perSecond', alone);
  }
}

/** Each on a world of its own. */
async function against(server: PostgresServer, openFloor: Open, load: Load): Promise<Compared> {
  const ours = await engine(server, await world(server, 'ours'));
  const floor = await openFloor(server, await world(server, 'floor'));
  try {
    const pairs = await alternate(ours, floor, load);
    const callers = load.callers === 1 ? '1 caller' : `${load.callers} callers`;
    return { at: `${callers}, PostgreSQL`, against: floor.name, pairs };
  } finally {
    await ours.close();
    await floor.close();
  }
}

/** The schema of a world. */
async function world(server: PostgresServer, name: string): Promise<string> {
  const schema = await server.schema(name);
  const knex = server.open(schema);
  await fillWorld(knex);
  // As autovacuum does within a minute: without it the plans of the first thousands are luck.
  await knex.raw('ANALYZE');
  await knex.destroy();
  return schema;
}

const engine: Open = (server, schema) => engineWriterOn(server.open(schema));

const floorA: Open = (server, schema) => floorAOn(server.open(schema));

const floorB: Open = (server, schema) => floorBOnPostgres(server.url, schema);
