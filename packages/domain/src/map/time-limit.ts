/**
 * How long a task may take or a timer waits, as an ISO 8601 duration of days, hours and minutes.
 * In working time `P2D` is two working days, never 48 hours, and `PT8H` is eight working hours.
 * Elapsed time ignores the working calendar.
 */
export type TimeLimit = { readonly working: string } | { readonly elapsed: string };

/** A parsed duration: whole days, and minutes beside them. */
export interface Duration {
  readonly days: number;
  readonly minutes: number;
}

const DURATION = /^P(?=.)(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,7})M)?)?$/;

/** Reads `P2D`, `PT8H`, `PT90M`, `P1DT2H`. Years, months, weeks and seconds have no fixed working length: undefined. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return { days: Number(match[1] ?? 0), minutes: Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0) };
}

export const isWorking = (limit: TimeLimit): limit is { readonly working: string } => 'working' in limit;

/** The duration that a limit spells, whatever its unit of time. */
export const durationOf = (limit: TimeLimit): Duration | undefined =>
  parseDuration(isWorking(limit) ? limit.working : limit.elapsed);
