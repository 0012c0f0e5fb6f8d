import type { Instant } from '@dealroute/core';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Hours of a local date, in minutes after midnight; past midnight they go on after 1,440. */
export type HoursOf = (date: string) => readonly (readonly [number, number])[];

/** One minute of a wall clock. */
interface WallMinute {
  readonly at: Instant;
  /** Local time as if it were UTC; the same again while it is repeated. */
  readonly local: number;
  readonly repeated: boolean;
}

const walls = new Map<string, readonly WallMinute[]>();

/** Reads a wall clock minute by minute, the slow and plain way. */
function wallClock(zone: string, from: Instant, to: Instant): readonly WallMinute[] {
  const key = `${zone} ${from} ${to}`;
  const known = walls.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  let latest = Number.NEGATIVE_INFINITY;
  const minutes: WallMinute[] = [];
  for (let at = from; at < to; at += MINUTE) {
    const local = Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
    minutes.push({ at, local, repeated: local <= latest });
    latest = Math.max(latest, local);
  }
  walls.set(key, minutes);
  return minutes;
}

interface OpenMinute {
  readonly at: Instant;
  /** The date whose hours it belongs to, as its local midnight. */
  readonly day: number;
  readonly clock: number;
}

/** Answers by walking every minute of a stretch of time. Starts are whole minutes well inside it. */
export class MinuteWalk {
  readonly #wall: readonly WallMinute[];
  readonly #open: readonly OpenMinute[];

  constructor(zone: string, from: Instant, to: Instant, hoursOf: HoursOf) {
    this.#wall = wallClock(zone, from, to);
    const known = new Map<number, ReturnType<HoursOf>>();
    const hours = (day: number) => {
      const found = known.get(day) ?? hoursOf(new Date(day).toISOString().slice(0, 10));
      known.set(day, found);
      return found;
    };
    const open: OpenMinute[] = [];
    for (const { at, local, repeated } of this.#wall) {
      const midnight = Math.floor(local / DAY) * DAY;
      const day = [midnight - DAY, midnight].find((one) =>
        hours(one).some(([opens, closes]) => local - one >= opens * MINUTE && local - one < closes * MINUTE),
      );
      if (!repeated && day !== undefined) open.push({ at, day, clock: local - day });
    }
    this.#open = open;
  }

  between(start: Instant, end: Instant): number {
    return this.#open.filter(({ at }) => at >= start && at < end).length;
  }

  /** Undefined when the walk ends before. */
  addMinutes(start: Instant, minutes: number): Instant | undefined {
    const last = this.#open.filter(({ at }) => at >= start)[minutes - 1];
    return last && last.at + MINUTE;
  }

  /** Undefined when the walk ends before, or with that day. */
  addDays(start: Instant, count: number): Instant | undefined {
    const days = [...new Set(this.#open.map(({ day }) => day))];
    const [day, clock] = this.#place(start);
    const place = days.indexOf(day) + count;
    // The last day may go on behind the end of the walk.
    if (place >= days.length - 1) return undefined;
    const target = days[place];
    const open = this.#open.filter((minute) => minute.day === target);
    const last = open.filter((minute) => minute.clock <= clock).at(-1);
    if (last) return last.at + Math.min(clock - last.clock, MINUTE);
    return open[0]?.at;
  }

  /** Whether an open minute ends at the instant. */
  endsOpen(instant: Instant): boolean {
    return this.#open.some(({ at }) => at + MINUTE === instant);
  }

  /** The day that a start counts in, and its clock time there. */
  #place(start: Instant): [day: number, clock: number] {
    const before = this.#open.filter(({ at }) => at < start).at(-1);
    const next = this.#open.find(({ at }) => at >= start);
    if (next?.at === start) return [next.day, next.clock];
    if (before && before.at + MINUTE === start) return [before.day, before.clock + MINUTE];
    if (before && before.day === next?.day) return [before.day, this.#latestLocal(start) - before.day];
    return [next?.day ?? Number.NaN, next?.clock ?? Number.NaN];
  }

  /** Local time that stands still, at the end of the first pass, while it is repeated. */
  #latestLocal(instant: Instant): number {
    const passed = this.#wall.filter(({ at }) => at < instant).map(({ local }) => local + MINUTE);
    const shown = this.#wall.find(({ at }) => at === instant)?.local ?? Number.NaN;
    return Math.max(shown, ...passed);
  }
}
