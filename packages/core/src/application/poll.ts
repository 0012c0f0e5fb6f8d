import type { Instant } from '@dealroute/domain';
import type { Backlog, Clock } from '../ports/index.js';
import type { Tuned } from './tuning.js';

type Limits = Pick<Tuned, 'pollMs' | 'idlePollMs'>;

/**
 * When to look for background work without having been told of any: as soon as something that the last look named is due,
 * else the more seldom, the longer it has been quiet.
 */
export class Poll {
  #lastWork: number;
  #lookAt: number;
  #nextInstant: Instant | undefined;

  /** `realNow` gives real milliseconds that never go back. */
  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly realNow: () => number = () => performance.now(),
  ) {
    this.#lastWork = realNow();
    this.#lookAt = this.#lastWork;
  }

  /** There was something to do, so more may follow soon. */
  worked(): void {
    this.#lastWork = this.realNow();
  }

  /** What a look found. An instant that has come already is being worked on, or nobody's on this node. */
  looked({ nextTimer, nextStart, nextLook, nextAttemptMs }: Backlog): void {
    const now = this.clock.now();
    const instants = [nextTimer, nextStart, nextLook].filter((at) => at !== null && at > now) as Instant[];
    this.#nextInstant = instants.length > 0 ? Math.min(...instants) : undefined;
    this.#lookAt = this.realNow() + Math.min(this.#pauseMs(), nextAttemptMs ?? Number.POSITIVE_INFINITY);
  }

  /** A look failed; nothing is known. */
  failed(): void {
    this.#nextInstant = undefined;
    this.#lookAt = this.realNow() + this.limits.pollMs;
  }

  isDue(): boolean {
    return this.realNow() >= this.#lookAt || this.#untilInstant() <= 0;
  }

  /** How long to sleep before asking again, in real milliseconds: a business clock may jump meanwhile. */
  napMs(): number {
    const untilLook = this.#lookAt - this.realNow();
    const untilInstant = this.#untilInstant();
    const watched = Number.isFinite(untilInstant) ? Math.min(untilInstant, this.limits.pollMs) : untilInstant;
    return Math.max(1, Math.ceil(Math.min(untilLook, watched)));
  }

  #untilInstant(): number {
    return this.#nextInstant === undefined ? Number.POSITIVE_INFINITY : this.#nextInstant - this.clock.now();
  }

  #pauseMs(): number {
    const { pollMs, idlePollMs } = this.limits;
    return Math.max(pollMs, Math.min((this.realNow() - this.#lastWork) / 2, idlePollMs));
  }
}
