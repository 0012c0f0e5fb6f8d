const DAY = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar date without a time zone: days since 1970-01-01. */
export type EpochDay = number;

/** The day that `YYYY-MM-DD` names; undefined for what is no date, such as `2025-02-30`. */
export function toEpochDay(date: string): EpochDay | undefined {
  if (!DATE.test(date)) return undefined;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return Number.isInteger(day) && toDate(day) === date ? day : undefined;
}

/** `YYYY-MM-DD`. */
export const toDate = (day: EpochDay): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: EpochDay): number => (((day + 3) % 7) + 7) % 7;

export const yearOf = (day: EpochDay): number => new Date(day * DAY).getUTCFullYear();

export const firstDayOf = (year: number): EpochDay => Date.UTC(year, 0, 1) / DAY;

/** The Monday of the day's week. */
export const mondayOf = (day: EpochDay): EpochDay => day - weekdayOf(day);
