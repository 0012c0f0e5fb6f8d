import type { Instant } from '@dealroute/core';
import { Cron } from 'croner';

const LONGEST = 100;

/** The instants of a cron expression in a time zone. */
export interface Slots {
  /** Names the expression and the zone, at most 150 characters. */
  readonly name: string;
  /** The last slot at or before an instant. */
  readonly last: (now: Instant) => Instant | undefined;
}

/** Reads the slots of a digest, or says what is wrong, whatever JavaScript passed. */
export function digestSlots(cron: unknown, zone: unknown): Slots | string[] {
  const problems = [...problemsOfZone(zone), ...problemsOfCron(cron)];
  if (problems.length > 0) return problems;
  const pattern = cronOf(cron as string, zone as string);
  return {
    name: `${zone} ${cron}`,
    // A slot of this very millisecond counts; the library gives those before an instant.
    last: (now) => pattern.previousRuns(1, new Date(now + 1))[0]?.getTime(),
  };
}

/** Paused: it computes, and starts no timer. */
const cronOf = (cron: string, timezone: string): Cron =>
  new Cron(cron, { mode: '5-part', paused: true, timezone });

function problemsOfZone(zone: unknown): string[] {
  if (typeof zone === 'string' && isZone(zone)) return [];
  return [`digest: zone "${String(zone)}" is no time zone: expected an IANA name such as Europe/Moscow`];
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function problemsOfCron(cron: unknown): string[] {
  if (typeof cron !== 'string' || cron.length > LONGEST) {
    return [`digest: cron is no text of at most ${LONGEST} characters, expected one such as "0 9 * * 1-5"`];
  }
  try {
    if (cronOf(cron, 'UTC').nextRun(new Date(0)) !== null) return [];
    return [`digest: cron "${cron}" never comes: expected an expression such as "0 9 * * 1-5"`];
  } catch (error) {
    return [
      `digest: cron "${cron}" is no expression (${(error as Error).message}): expected one such as "0 9 * * 1-5"`,
    ];
  }
}
