import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { type Figure, pairFigure } from '../figure.js';
import { engineWriterOn, fillWorld } from './engine-writer.js';
import { floorAOn } from './floor-a.js';
import { DEALS } from './world.js';
import { drive, type Run, type Writer } from './writer.js';

const PAIRS = 5;
export const SERVER = process.env.DEALROUTE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';

interface Pair {
  readonly ours: Run;
  readonly floor: Run;
}

/** Completions on PostgreSQL against what is written by hand: P4, P5. */
export async function* postgresFigures(): AsyncGenerator<Figure> {
  const administrator = knex({ client: 'pg', connection: SERVER });
  const schemas = ['ours', 'floor'].map((name) => `bench_${name}_${randomBytes(4).toString('hex')}`);
  try {
    const [ours, floor] = (await Promise.all(schemas.map((name) => openSchema(administrator, name)))) as [
      Knex,
      Knex,
    ];
    await fillWorld(ours);
    await fillWorld(floor);
    yield* compare(await engineWriterOn(ours), await floorAOn(floor));
  } finally {
    for (const name of schemas) await administrator.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [name]);
    await administrator.destroy();
  }
}

/** The same pool for everybody who is measured: that of the storage's own connections. */
export async function openSchema(administrator: Knex, schema: string): Promise<Knex> {
  await administrator.raw('CREATE SCHEMA ??', [schema]);
  return knex({ client: 'pg', connection: SERVER, searchPath: [schema], pool: { min: 0, max: 8 } });
}

async function* compare(ours: Writer, floor: Writer): AsyncGenerator<Figure> {
  try {
    const many = await alternate(ours, floor, 32, 3_200, 800);
    const perSecond = many.map((pair) => pair.ours.perSecond);
    const more = many.map((pair) => pair.ours.perSecond / pair.floor.perSecond);
    const name = 'completion, 32 callers, PostgreSQL';
    yield pairFigure({ id: 'P4', name, unit: '/s', against: 'floor A' }, perSecond, more, { atLeast: 6 });
    const one = await alternate(ours, floor, 1, 400, 200);
    const p50 = one.map((pair) => pair.ours.p50);
    const part = one.map((pair) => pair.ours.p50 / pair.floor.p50);
    const alone = 'p50 of a completion, 1 caller, PostgreSQL';
    yield pairFigure({ id: 'P5', name: alone, unit: 'ms', against: 'floor A' }, p50, part, { atMost: 0.6 });
  } finally {
    await ours.close();
    await floor.close();
  }
}

/** A B A B …, warmed up first. */
async function alternate(
  ours: Writer,
  floor: Writer,
  callers: number,
  ourCount: number,
  floorCount: number,
): Promise<Pair[]> {
  await drive(ours, callers, ourCount / 2, DEALS);
  await drive(floor, callers, floorCount / 2, DEALS);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const mine = await drive(ours, callers, ourCount, DEALS);
    pairs.push({ ours: mine, floor: await drive(floor, callers, floorCount, DEALS) });
  }
  return pairs;
}
