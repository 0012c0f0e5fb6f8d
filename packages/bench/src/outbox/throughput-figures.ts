import type { Knex } from 'knex';
import { Files, openKnex } from '../completion/database.js';
import { type Figure, type Finding, pairFigure } from '../figure.js';
import { onPostgres } from '../postgres-server.js';
import { type Drain, engineDrain, floorDrain } from './drains.js';

const PAIRS = 5;
const OURS = 6_400;
const FLOORS = 960;

/** Messages that a node sends while `deliver` costs nothing, on SQLite: O1. */
export async function outboxFigures(): Promise<Figure[]> {
  const files = await Files.make();
  try {
    const [ours, floor] = ['ours', 'floor'].map((name) => openKnex(files.path(name), 'FULL')) as [Knex, Knex];
    return [await compare('O1', 'SQLite FULL', ours, floor)];
  } finally {
    await files.remove();
  }
}

/** The same on PostgreSQL: O1p. */
export const postgresOutboxFigures = (): AsyncIterable<Finding> =>
  onPostgres('O1p', async function* (server) {
    const [ours, floor] = [await server.schema('ours'), await server.schema('floor')];
    yield await compare('O1p', 'PostgreSQL', server.open(ours), server.open(floor));
  });

async function compare(id: string, database: string, one: Knex, other: Knex): Promise<Figure> {
  const [ours, floor] = [await engineDrain(one), await floorDrain(other)];
  try {
    await perSecond(ours, OURS);
    await perSecond(floor, FLOORS);
    const pairs: { ours: number; floor: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair++)
      pairs.push({ ours: await perSecond(ours, OURS), floor: await perSecond(floor, FLOORS) });
    const name = `messages sent by one node that does nothing with them, ${database}`;
    return pairFigure(
      { id, name, unit: '/s', against: 'claims of 32 by hand, each marked as sent' },
      pairs.map((pair) => pair.ours),
      pairs.map((pair) => pair.ours / pair.floor),
      { atLeast: 3 },
    );
  } finally {
    await ours.close();
    await floor.close();
  }
}

async function perSecond(drain: Drain, count: number): Promise<number> {
  await drain.fill(count);
  const begin = performance.now();
  const sent = await drain.drain();
  if (sent !== count) throw new Error(`Sent were ${sent} messages: expected ${count}.`);
  return (count / (performance.now() - begin)) * 1_000;
}
