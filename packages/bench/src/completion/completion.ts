import { type Figure, plainFigure } from '../figure.js';
import { Files, type Synchronous } from './database.js';
import { createWorld, engineWriter } from './engine-writer.js';
import { floorA } from './floor-a.js';
import { floorB } from './floor-b.js';
import { alternate, type Compared, compare, type Load } from './pairs.js';
import type { Writer } from './writer.js';

type Open = (file: string, synchronous: Synchronous) => Promise<Writer>;

const MANY: Load = { callers: 32, ours: 6_400, floor: 1_600 };
const ONE: Load = { callers: 1, ours: 1_600, floor: 800 };
const LIMIT: Load = { callers: 32, ours: 6_400, floor: 12_800 };

/** Completions on SQLite against what is written by hand: P1, P2, P3, P7, P12. */
export async function* completionFigures(wanted: (id: string) => boolean): AsyncGenerator<Figure> {
  const files = await Files.make();
  try {
    await createWorld(files.path('world'));
    for (const synchronous of ['FULL', 'NORMAL'] as const) {
      if (wanted('P1') || wanted('P7')) yield* many(await against(files, synchronous, floorA, MANY));
      if (wanted('P3')) yield* one(await against(files, synchronous, floorA, ONE));
    }
    if (wanted('P2') || wanted('P12')) yield* limit(await against(files, 'FULL', floorB, LIMIT));
  } finally {
    await files.remove();
  }
}

/** Each on a copy of the same world. */
async function against(
  files: Files,
  synchronous: Synchronous,
  open: Open,
  load: Load,
): Promise<Compared & { readonly suffix: string }> {
  const ours = await engineWriter(await files.copy('world', 'ours'), synchronous);
  const floor = await open(await files.copy('world', 'floor'), synchronous);
  try {
    const pairs = await alternate(ours, floor, load);
    const callers = load.callers === 1 ? '1 caller' : `${load.callers} callers`;
    const suffix = synchronous === 'FULL' ? '' : 'n';
    return { at: `${callers}, SQLite ${synchronous}`, against: floor.name, pairs, suffix };
  } finally {
    await ours.close();
    await floor.close();
  }
}

type Measured = Awaited<ReturnType<typeof against>>;

function* many(measured: Measured): Generator<Figure> {
  const { suffix } = measured;
  yield compare(`P1${suffix}`, 'perSecond', measured, { atLeast: 12 });
  yield compare(`P1${suffix}`, 'p50', measured);
  yield compare(`P7${suffix}`, 'p99', measured, { atMost: 0.25 });
}

function* one(measured: Measured): Generator<Figure> {
  const { suffix } = measured;
  yield compare(`P3${suffix}`, 'p50', measured, { atMost: 0.5 });
  yield compare(`P3${suffix}`, 'p99', measured);
  yield compare(`P3${suffix}`, 'perSecond', measured);
}

function* limit(measured: Measured): Generator<Figure> {
  yield compare('P2', 'perSecond', measured, { atLeast: 0.4 });
  yield compare('P2', 'p50', measured);
  yield compare('P2', 'p99', measured);
  const name = `processor time of a completion above floor B's, ${measured.at}`;
  const above = measured.pairs.map(({ ours, floor }) => ours.cpu - floor.cpu);
  yield plainFigure({ id: 'P12', name, unit: 'µs' }, above, { atMost: 60 });
}
