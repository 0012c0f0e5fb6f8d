import type { Instant } from '@dealroute/domain';
import type { Backlog, BacklogStore, DueTimer, TimerStore } from '../ports/timer-store.js';
import type { MemoryDatabase } from './memory-database.js';
import { deliverable } from './memory-outbox-store.js';
import { isWaiting, looksOf } from './memory-trigger-store.js';
import { compareIds } from './paging.js';

/** Finds due timers in memory, and whether any background work waits. */
export class MemoryTimerStore implements TimerStore, BacklogStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  due(now: Instant, limit: number): Promise<readonly DueTimer[]> {
    return this.#database.run(undefined, () =>
      this.#timers()
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt || compareIds(a.timer, b.timer))
        .slice(0, limit),
    );
  }

  postpone(timers: readonly DueTimer[], until: Instant): Promise<void> {
    return this.#database.run(undefined, (transaction) => {
      for (const { tenant, timer } of timers) {
        const row = this.#database.timers.get(tenant, timer);
        if (row) this.#database.timers.put(transaction, tenant, timer, { ...row, dueAt: until });
      }
    });
  }

  backlog(): Promise<Backlog> {
    return this.#database.run(undefined, () => {
      const now = this.#realNow();
      const starts = [...this.#database.deferrals.everywhere()].filter(({ row }) => row.ended === null);
      return {
        nextTimer: earliest(this.#timers().map(({ dueAt }) => dueAt)),
        nextStart: earliest(starts.map(({ row }) => row.dueAt)),
        nextLook: earliest(looksOf(this.#database).map(({ at }) => at)),
        outbox: deliverable(this.#database, now).length > 0,
        inbox: [...this.#database.inbox.everywhere()].some(({ row }) => isWaiting(row, now)),
        nextAttemptMs: this.#nextAttemptMs(now),
      };
    });
  }

  #nextAttemptMs(now: number): number | null {
    const messages = [...this.#database.outbox.everywhere()].filter(({ row }) => row.status === 'pending');
    const events = [...this.#database.inbox.everywhere()].filter(({ row }) => row.status === 'waiting');
    const next = earliest([...messages, ...events].map(({ row }) => row.dueAt).filter((at) => at > now));
    return next === null ? null : next - now;
  }

  #timers(): DueTimer[] {
    return [...this.#database.timers.everywhere()].map(({ row }) => row);
  }
}

function earliest(instants: readonly Instant[]): Instant | null {
  const next = instants.reduce((first, instant) => Math.min(first, instant), Infinity);
  return Number.isFinite(next) ? next : null;
}
