const MINUTE = 60_000;
/** Every zone changes its offset at a multiple of this. */
const QUARTER = 15 * MINUTE;
const MOST_KNOWN = 4_096;

/** Wall-clock arithmetic in one IANA time zone. Local times are milliseconds as if they were UTC. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  readonly #known = new Map<number, number>();

  /** @throws RangeError for a name that is no time zone */
  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  toLocal(instant: number): number {
    return instant + this.#offset(instant);
  }

  /** A local time that is skipped becomes the first valid instant after it; of a repeated one the first counts. */
  toInstant(local: number): number {
    const before = this.#offset(local - 24 * 60 * MINUTE);
    const after = this.#offset(local + 24 * 60 * MINUTE);
    const first = local - Math.max(before, after);
    if (this.toLocal(first) === local) return first;
    const second = local - Math.min(before, after);
    if (this.toLocal(second) === local) return second;
    return this.#change(first, second);
  }

  /** The instant between two at which the offset changes. */
  #change(from: number, to: number): number {
    let [low, high] = [from, to];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#offset(middle) === this.#offset(from)) low = middle;
      else high = middle;
    }
    return high;
  }

  #offset(instant: number): number {
    const quarter = Math.floor(instant / QUARTER);
    const known = this.#known.get(quarter);
    if (known !== undefined) return known;
    const offset = this.#ask(instant);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(quarter, offset);
    return offset;
  }

  #ask(instant: number): number {
    const name =
      this.#format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign, hours, minutes, seconds] = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name) ?? [];
    if (!sign) return 0;
    const ms = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds ?? 0) * 1_000;
    return sign === '-' ? -ms : ms;
  }
}
