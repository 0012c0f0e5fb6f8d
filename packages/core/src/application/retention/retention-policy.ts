import { parseDuration } from '@dealroute/domain';
import { z } from 'zod';
import { RETAINED_KINDS, type RetainedKind } from '../../ports/index.js';

const DAY_MS = 86_400_000;

/** How long things are kept after they are over, in milliseconds; null for ever. */
export type RetentionTimes = Readonly<Record<RetainedKind, number | null>>;

/**
 * How long things are kept after they are over: days, hours and minutes such as `P30D`, at least `P1D`; null for ever.
 * What is left out is kept as long as stands here.
 */
export interface RetentionPolicy {
  /** Messages that were sent, or given up and settled; `P30D`. */
  readonly messages?: string | null;
  /** Replies to commands that came with a key; `P90D`. A command that is repeated later is executed anew. */
  readonly replies?: string | null;
  /** Host events that were treated or given up; `P30D`, at least `P2D`. An event that is repeated later is treated anew. */
  readonly events?: string | null;
  /** Resolved incidents; null. */
  readonly incidents?: string | null;
  /** Deferred starts that ended; null. */
  readonly deferrals?: string | null;
  /** Finished processes with all that was written in them; null. Needs a `ProcessArchive`, or `withoutArchive`. */
  readonly processes?: string | null;
  /** True: finished processes are removed although nobody archives them. */
  readonly withoutArchive?: boolean;
}

const period = (leastDays: number) =>
  z
    .string()
    .refine((text) => (msOf(text) ?? 0) >= leastDays * DAY_MS, {
      message: `expected days, hours and minutes such as P30D, at least P${leastDays}D`,
    })
    .nullable();

/** The host's events come again for two days (see `TriggerStore.receive`). */
const LEAST_DAYS: Readonly<Partial<Record<RetainedKind, number>>> = { events: 2 };

const periods = Object.fromEntries(
  RETAINED_KINDS.map((kind) => [kind, period(LEAST_DAYS[kind] ?? 1).optional()]),
) as Record<RetainedKind, z.ZodOptional<ReturnType<typeof period>>>;

export const retentionPeriods = z.strictObject(periods);
export const retentionPolicy = retentionPeriods.extend({ withoutArchive: z.boolean().optional() });

type Periods = { readonly [K in RetainedKind]?: string | null | undefined };

/** What an engine keeps that nobody configures. */
export const USUAL: Periods = { messages: 'P30D', replies: 'P90D', events: 'P30D' };

export function timesOf(wish: Periods): RetentionTimes {
  const times = RETAINED_KINDS.map((kind) => {
    const text = wish[kind];
    return [kind, text === undefined || text === null ? null : (msOf(text) ?? null)];
  });
  return Object.fromEntries(times) as RetentionTimes;
}

function msOf(text: string): number | undefined {
  const duration = parseDuration(text);
  return duration && duration.days * DAY_MS + duration.minutes * 60_000;
}
