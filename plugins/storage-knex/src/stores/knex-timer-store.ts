import type { Backlog, BacklogStore, DueTimer, Instant, TimerStore } from '@dealroute/core';
import type { Storage } from '../storage.js';

/** Timers by their business time. */
export class KnexTimerStore implements TimerStore {
  constructor(private readonly storage: Storage) {}

  async due(now: Instant, limit: number): Promise<readonly DueTimer[]> {
    const rows = await this.storage.use({}, (session) =>
      session.all<{ tenant: string; process: string; id: string; due_at: Instant }>(
        this.storage.sql.dueTimers,
        now,
        limit,
      ),
    );
    return rows.map(({ tenant, process, id, due_at }) => ({ tenant, process, timer: id, dueAt: due_at }));
  }

  async postpone(timers: readonly DueTimer[], until: Instant): Promise<void> {
    const rows = timers.map(({ tenant, process, timer, dueAt }) => [tenant, process, timer, dueAt]);
    const { postpone } = this.storage.sql;
    await this.storage.use({}, (session) => session.run(postpone, JSON.stringify(rows), until));
  }
}

interface BacklogRow {
  readonly nextTimer: Instant | null;
  readonly nextStart: Instant | null;
  readonly nextLook: Instant | null;
  readonly outbox: number;
  readonly inbox: number;
  /** Real milliseconds from now. */
  readonly nextMessage: number | null;
  readonly nextEvent: number | null;
}

/** One statement that says whether anything waits. */
export class KnexBacklogStore implements BacklogStore {
  constructor(private readonly storage: Storage) {}

  async backlog(): Promise<Backlog> {
    const [row] = await this.storage.use({}, (session) => session.all<BacklogRow>(this.storage.sql.backlog));
    const { nextTimer = null, nextStart = null, nextLook = null } = row ?? {};
    const waits = [row?.nextMessage, row?.nextEvent].filter((ms) => typeof ms === 'number');
    const nextAttemptMs = waits.length > 0 ? Math.min(...waits) : null;
    return {
      nextTimer,
      nextStart,
      nextLook,
      outbox: row?.outbox === 1,
      inbox: row?.inbox === 1,
      nextAttemptMs,
    };
  }
}
