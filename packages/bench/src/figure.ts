/** One measured figure, as `--json` writes it. */
export interface Figure {
  /** Of the design's list of goals: `P1`, `P2`, … */
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with in the same run. */
  readonly against: string;
  /** Median of the ratios of the pairs; 1 where nothing is compared. */
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  /** Empty where the figure only tells. */
  readonly goal: string;
  /** Whether the goal is reached, or there is none. */
  readonly met: boolean;
}

/** A figure, or a sentence about what was measured on, or why it was not. */
export type Finding = Figure | string;

/** What a figure must reach. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

export const isMet = (value: number, goal: Goal): boolean =>
  'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;

function judged(value: number, unit: string, goal?: Goal): Pick<Figure, 'goal' | 'met'> {
  if (!goal) return { goal: '', met: true };
  const text = 'atLeast' in goal ? `≥ ${goal.atLeast}${unit}` : `≤ ${goal.atMost}${unit}`;
  return { goal: text, met: isMet(value, goal) };
}

/** The middle of some numbers; of an even count the lower one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** A figure from the ratios of several alternating pairs. */
export function pairFigure(
  about: Pick<Figure, 'id' | 'name' | 'unit' | 'against'>,
  values: readonly number[],
  ratios: readonly number[],
  goal?: Goal,
): Figure {
  const ratio = median(ratios);
  const range = { min: Math.min(...ratios), max: Math.max(...ratios) };
  return { ...about, value: median(values), ratio, ...range, ...judged(ratio, '×', goal) };
}

/** A figure that stands for itself. */
export function plainFigure(
  about: Pick<Figure, 'id' | 'name' | 'unit'>,
  values: readonly number[],
  goal?: Goal,
): Figure {
  const value = median(values);
  const range = { min: Math.min(...values), max: Math.max(...values) };
  return { ...about, value, against: '', ratio: 1, ...range, ...judged(value, '', goal) };
}
