import { type Figure, pairFigure } from '../figure.js';
import { Files, type Synchronous } from './database.js';
import { createWorld, engineWriter } from './engine-writer.js';
import { floorA } from './floor-a.js';
import { floorB } from './floor-b.js';
import { DEALS } from './world.js';
import { drive, type Run, type Writer } from './writer.js';

type Open = (file: string, synchronous: Synchronous) => Promise<Writer>;

const PAIRS = 5;
const COUNT = { engine: 6_400, floorA: 1_600, floorB: 12_800 };

interface Pair {
  readonly ours: Run;
  readonly floor: Run;
}

/** Completions on SQLite against what is written by hand: P1, P2, P3, P7. */
export async function* completionFigures(wanted: (id: string) => boolean): AsyncGenerator<Figure> {
  const files = await Files.make();
  try {
    await createWorld(files.path('world'));
    if (wanted('P1') || wanted('P7')) {
      const pairs = await alternate(files, 'FULL', 32, floorA, COUNT.engine, COUNT.floorA);
      yield throughput('P1', 'completion, 32 callers, SQLite FULL', 'floor A', pairs, 12);
      yield tail('FULL', pairs);
      const normal = await alternate(files, 'NORMAL', 32, floorA, COUNT.engine, COUNT.floorA);
      yield throughput('P1n', 'completion, 32 callers, SQLite NORMAL', 'floor A', normal, 12);
    }
    if (wanted('P2')) {
      const pairs = await alternate(files, 'FULL', 32, floorB, COUNT.engine, COUNT.floorB);
      yield throughput('P2', 'completion, 32 callers, SQLite FULL', 'floor B', pairs, 0.4);
    }
    if (wanted('P3')) {
      for (const synchronous of ['FULL', 'NORMAL'] as const) {
        const pairs = await alternate(files, synchronous, 1, floorA, 1_600, 800);
        yield halfway(synchronous === 'FULL' ? 'P3' : 'P3n', synchronous, pairs);
      }
    }
  } finally {
    await files.remove();
  }
}

/** A B A B …, each on a copy of the same world, warmed up first. */
async function alternate(
  files: Files,
  synchronous: Synchronous,
  callers: number,
  open: Open,
  ourCount: number,
  floorCount: number,
): Promise<Pair[]> {
  const ours = await engineWriter(await files.copy('world', 'ours'), synchronous);
  const floor = await open(await files.copy('world', 'floor'), synchronous);
  const pairs: Pair[] = [];
  try {
    await drive(ours, callers, ourCount / 4, DEALS);
    await drive(floor, callers, floorCount / 4, DEALS);
    for (let pair = 0; pair < PAIRS; pair++) {
      const mine = await drive(ours, callers, ourCount, DEALS);
      pairs.push({ ours: mine, floor: await drive(floor, callers, floorCount, DEALS) });
    }
  } finally {
    await ours.close();
    await floor.close();
  }
  return pairs;
}

function throughput(
  id: string,
  name: string,
  against: string,
  pairs: readonly Pair[],
  atLeast: number,
): Figure {
  const values = pairs.map(({ ours }) => ours.perSecond);
  const ratios = pairs.map(({ ours, floor }) => ours.perSecond / floor.perSecond);
  return pairFigure({ id, name, unit: '/s', against }, values, ratios, { atLeast });
}

function tail(synchronous: Synchronous, pairs: readonly Pair[]): Figure {
  const about = {
    id: 'P7',
    name: `p99 of a completion, 32 callers, SQLite ${synchronous}`,
    unit: 'ms',
    against: 'floor A',
  };
  const ratios = pairs.map(({ ours, floor }) => ours.p99 / floor.p99);
  return pairFigure(
    about,
    pairs.map(({ ours }) => ours.p99),
    ratios,
    { atMost: 0.25 },
  );
}

function halfway(id: string, synchronous: Synchronous, pairs: readonly Pair[]): Figure {
  const about = {
    id,
    name: `p50 of a completion, 1 caller, SQLite ${synchronous}`,
    unit: 'ms',
    against: 'floor A',
  };
  const ratios = pairs.map(({ ours, floor }) => ours.p50 / floor.p50);
  return pairFigure(
    about,
    pairs.map(({ ours }) => ours.p50),
    ratios,
    { atMost: 0.5 },
  );
}
