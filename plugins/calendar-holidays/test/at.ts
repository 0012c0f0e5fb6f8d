import type { Instant } from '@dealroute/core';

/** The instant of a Moscow wall clock, which has been three hours ahead of UTC since October 2014. */
export const moscow = (local: string): Instant => Date.parse(`${local}:00+03:00`);

/** An instant as a Moscow wall clock, for readable failures. */
export const inMoscow = (instant: Instant): string =>
  new Date(instant + 3 * 3_600_000).toISOString().slice(0, 16);
