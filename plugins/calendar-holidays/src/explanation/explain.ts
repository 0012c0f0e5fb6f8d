import type { DeadlineExplanation } from '@dealroute/core';
import type { Told } from '../time/told-days.js';

/** What was asked: the beginning of each explanation. */
export type Asked = Pick<DeadlineExplanation, 'limit' | 'start' | 'zone'>;

/**
 * What was asked and the days that it took, in one object. The usual shapes have a literal each: objects that grow
 * property by property, or are spread, take several times as long as the deadline itself.
 */
export function explain({ limit, start, zone }: Asked, told: Told): DeadlineExplanation {
  const { counted, skipped, shortened, unlisted, provisional } = told;
  if (shortened ?? unlisted ?? provisional) return { limit, start, zone, ...told };
  return skipped ? { limit, start, zone, counted, skipped } : { limit, start, zone, counted };
}
