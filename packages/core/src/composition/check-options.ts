import { given } from '../application/given.js';
import {
  type RetentionPolicy,
  retentionPolicy,
  timesOf,
  USUAL,
} from '../application/retention/retention-policy.js';
import type { Keeping } from '../application/runtime.js';
import { type Tuned, type Tuning, tuningSchema } from '../application/tuning.js';
import { isArchiving } from '../defaults/no-archive.js';
import { SdkError } from '../errors/sdk-error.js';
import type { ProcessArchive } from '../ports/index.js';
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

export type KeepReading =
  | { readonly keeping: Keeping; readonly problems: readonly [] }
  | { readonly keeping: undefined; readonly problems: readonly string[] };

/** Fills in what is left out of the policy of retention, and says what is wrong with it. */
export function readKeep(keep: RetentionPolicy | false): KeepReading {
  if (keep === false) return { keeping: { times: timesOf({}), withoutArchive: false }, problems: [] };
  const read = retentionPolicy.safeParse(keep);
  if (!read.success) {
    const problems = read.error.issues.map(
      ({ path, message }) => `Option ${['keep', ...path].join('.')}: ${message}. Correct it.`,
    );
    return { keeping: undefined, problems };
  }
  const { withoutArchive = false, ...periods } = read.data;
  return { keeping: { times: timesOf({ ...USUAL, ...given(periods) }), withoutArchive }, problems: [] };
}

/** The policy, if it goes with the archive; throws `COMPOSITION_INVALID` else. */
export function checkArchive(keeping: Keeping, archive: ProcessArchive): Keeping {
  const { times, withoutArchive } = keeping;
  if (times.processes === null || withoutArchive !== isArchiving(archive)) return keeping;
  const problem = withoutArchive
    ? 'keep.withoutArchive is true and an archive is bound: expected one of them. Remove the other'
    : 'keep.processes removes finished processes: expected a ProcessArchive, or keep.withoutArchive. Give one of them';
  throw new SdkError('COMPOSITION_INVALID', `The engine cannot be composed (1):\n  - Option ${problem}.`);
}

/** Options that name no port of the engine, such as a misspelt one. */
export function unknownOptions(given: object): readonly string[] {
  const roles = Object.keys(PORTS);
  return Object.keys(given)
    .filter((option) => !roles.includes(option))
    .map((option) => `Option ${option} is unknown: expected one of ${roles.join(', ')}. Correct its name.`);
}
