import type { Instant } from '@dealroute/core';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/**
 * A stretch of time with one offset from UTC, and the local times that it adds: those that an earlier stretch had
 * already are not counted again. Local times are milliseconds as if they were UTC.
 */
interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly offset: number;
  readonly localFrom: number;
  readonly localTo: number;
}

/** Open time without a change of offset. */
export interface Piece {
  readonly opens: Instant;
  readonly closes: Instant;
  /** The local time at which it opens. */
  readonly local: number;
}

/** Local time of one time zone, exact from 30 December before the year to 3 January after it. */
export class ZoneYear {
  constructor(private readonly stretches: readonly Stretch[]) {}

  /** Never goes back: while local time is repeated it stands still. */
  toLocal(instant: Instant): number {
    for (const { to, offset, localFrom } of this.stretches) {
      if (instant < to) return Math.max(instant + offset, localFrom);
    }
    return instant;
  }

  /** The instants of a span of local time: skipped times have none, repeated ones only the first. */
  pieces(from: number, to: number): Piece[] {
    return this.stretches.flatMap(({ localFrom, localTo, offset }) => {
      const local = Math.max(from, localFrom);
      const end = Math.min(to, localTo);
      return local < end ? [{ opens: local - offset, closes: end - offset, local }] : [];
    });
  }
}

const zones = new Map<string, Map<number, ZoneYear>>();

/**
 * A time zone in one year; the answer is kept, because asking `Intl` is slow.
 *
 * @throws RangeError for a name that is no time zone
 */
export function zoneYear(zone: string, year: number): ZoneYear {
  const years = zones.get(zone) ?? new Map<number, ZoneYear>();
  zones.set(zone, years);
  const found = years.get(year) ?? new ZoneYear(stretchesOf(zone, year));
  years.set(year, found);
  return found;
}

function stretchesOf(zone: string, year: number): Stretch[] {
  const offsetAt = offsetsOf(zone);
  const end = Date.UTC(year + 1, 0, 4);
  const stretches: Stretch[] = [];
  let open = {
    from: Number.NEGATIVE_INFINITY,
    offset: offsetAt(Date.UTC(year - 1, 11, 29)),
    localFrom: Number.NEGATIVE_INFINITY,
  };
  for (let day = Date.UTC(year - 1, 11, 29); day < end; day += DAY) {
    const offset = offsetAt(day + DAY);
    if (offset === open.offset) continue;
    const to = changeBetween(day, day + DAY, offsetAt);
    const localTo = Math.max(to + open.offset, open.localFrom);
    stretches.push({ ...open, to, localTo });
    open = { from: to, offset, localFrom: Math.max(to + offset, localTo) };
  }
  return [...stretches, { ...open, to: Number.POSITIVE_INFINITY, localTo: Number.POSITIVE_INFINITY }];
}

/** The first instant, to the second, at which the offset is no longer that of `from`. */
function changeBetween(from: Instant, to: Instant, offsetAt: (instant: Instant) => number): Instant {
  const before = offsetAt(from);
  let [low, high] = [from / SECOND, to / SECOND];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND) === before) low = middle;
    else high = middle;
  }
  return high * SECOND;
}

function offsetsOf(zone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (instant) => {
    const [, sign, hours, minutes, seconds = 0] =
      /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(format.format(instant)) ?? [];
    if (!sign) return 0;
    const size = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * SECOND;
    return sign === '-' ? -size : size;
  };
}

/** Whether it is the name of a time zone that this machine knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return typeof name === 'string' && name !== '';
  } catch {
    return false;
  }
}
