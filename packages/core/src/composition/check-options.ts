import { type Tuned, type Tuning, tuningSchema } from '../application/tuning.js';
import { PORTS } from './ports.js';

export type TuningReading =
  | { readonly tuned: Tuned; readonly problems: readonly [] }
  | { readonly tuned: undefined; readonly problems: readonly string[] };

/** Fills in what is left out of the tuning, and says what is wrong with it. */
export function readTuning(tuning: Tuning): TuningReading {
  const read = tuningSchema.safeParse(tuning);
  if (read.success) return { tuned: read.data, problems: [] };
  const problems = read.error.issues.map(
    ({ path, message }) => `Tuning ${path.join('.')}: ${message}. Correct it.`,
  );
  return { tuned: undefined, problems };
}

/** Options that name no port of the engine, such as a misspelt one. */
export function unknownOptions(given: object): readonly string[] {
  const roles = Object.keys(PORTS);
  return Object.keys(given)
    .filter((option) => !roles.includes(option))
    .map((option) => `Option ${option} is unknown: expected one of ${roles.join(', ')}. Correct its name.`);
}
