import { type Figure, type Goal, pairFigure } from '../figure.js';
import { DEALS } from './world.js';
import { drive, type Run, type Writer } from './writer.js';

const PAIRS = 5;

/** What the engine and a floor did one after the other. */
export interface Pair {
  readonly ours: Run;
  readonly floor: Run;
}

/** How many complete tasks at once, and how many completions each run has. */
export interface Load {
  readonly callers: number;
  readonly ours: number;
  readonly floor: number;
}

/** A B A B …, warmed up first. */
export async function alternate(ours: Writer, floor: Writer, load: Load): Promise<Pair[]> {
  await drive(ours, load.callers, load.ours / 2, DEALS);
  await drive(floor, load.callers, load.floor / 2, DEALS);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const mine = await drive(ours, load.callers, load.ours, DEALS);
    pairs.push({ ours: mine, floor: await drive(floor, load.callers, load.floor, DEALS) });
  }
  return pairs;
}

/** Figures of the pairs of one load. */
export interface Compared {
  /** Behind what is measured: `, 32 callers, SQLite FULL`. */
  readonly at: string;
  readonly against: string;
  readonly pairs: readonly Pair[];
}

const MEASURES = {
  perSecond: { name: 'completion', unit: '/s' },
  p50: { name: 'p50 of a completion', unit: 'ms' },
  p99: { name: 'p99 of a completion', unit: 'ms' },
} as const;

/** One measure of the pairs as a figure. */
export function compare(
  id: string,
  measure: keyof typeof MEASURES,
  { at, against, pairs }: Compared,
  goal?: Goal,
): Figure {
  const { name, unit } = MEASURES[measure];
  const values = pairs.map(({ ours }) => ours[measure]);
  const ratios = pairs.map(({ ours, floor }) => ours[measure] / floor[measure]);
  return pairFigure({ id, name: `${name}, ${at}`, unit, against }, values, ratios, goal);
}
