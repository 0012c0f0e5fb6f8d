import type { DueReminder, Instant } from '@dealroute/core';
import type { Rung, RungRecipient } from '../options/reminders-options.js';
import type { OpenHours } from './open-hours.js';

/** How late a reminder may be and still go out in closed time, in milliseconds. */
const LATE = 15 * 60_000;

/** Where a task stands on the ladder at an instant. */
export interface Standing {
  /** Rungs that it has passed. */
  readonly rungs: number;
  /** When to look again; null when the ladder has ended. */
  readonly next: Instant | null;
  /** Whom the rungs tell that it passed since the last look. */
  readonly wanted: ReadonlySet<RungRecipient>;
}

/**
 * Climbs the ladder from the rung that a task has reached. Rungs in closed time wait for the next opening; so does
 * what is found late, in closed time, after a downtime.
 */
export async function climb(
  ladder: readonly Rung[],
  { rungs: before, deadline, createdAt }: DueReminder,
  now: Instant,
  hours: OpenHours,
): Promise<Standing> {
  // Who got something that was overdue already has the whole ladder before them.
  const start = Math.max(deadline, createdAt);
  let rungs = before;
  let reached = start;
  let next: Instant | null = null;
  for (; rungs < ladder.length; rungs++) {
    const at = await instantOf(ladder[rungs] as Rung, start, hours);
    if (at > now) {
      next = at;
      break;
    }
    reached = Math.max(reached, at);
  }
  if (rungs > before && now - reached > LATE) {
    const opening = await hours.openAt(now);
    if (opening > now) return { rungs: before, next: opening, wanted: new Set() };
  }
  return { rungs, next, wanted: new Set(ladder.slice(before, rungs).flatMap(({ to }) => to)) };
}

async function instantOf({ after }: Rung, start: Instant, hours: OpenHours): Promise<Instant> {
  return hours.openAt(after === null ? start : await hours.after(start, after));
}
