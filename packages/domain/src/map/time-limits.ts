import { parseDuration, type TimeLimit } from './time-limit.js';

/** A limit of whole working days: `workingDays(2)` is two working days, never 48 hours. */
export const workingDays = (days: number): TimeLimit => ({ working: `P${whole(days, 'days')}D` });

/** A limit of whole working hours; at eight hours a day `workingHours(12)` is one day and a half. */
export const workingHours = (hours: number): TimeLimit => ({ working: `PT${whole(hours, 'hours')}H` });

/** A limit of whole working minutes. */
export const workingMinutes = (minutes: number): TimeLimit => ({
  working: `PT${whole(minutes, 'minutes')}M`,
});

/**
 * A limit in plain time, nights and holidays included, as an ISO 8601 duration of days, hours and minutes:
 * `elapsed('PT48H')`. Throws where the text is no such duration.
 */
export function elapsed(duration: `P${string}`): TimeLimit {
  if (parseDuration(duration)) return { elapsed: duration };
  throw new Error(
    `elapsed('${duration}'): expected days, hours and minutes in ISO 8601. Write 'P2D', 'PT48H' or 'P1DT90M'.`,
  );
}

function whole(count: number, unit: string): number {
  if (Number.isSafeInteger(count) && count >= 0 && count < 100_000) return count;
  throw new Error(
    `${count} ${unit} is no time limit: expected a whole number. Use a smaller unit for fractions.`,
  );
}
