import type { Instant, ProcessId } from '@dealroute/domain';
import { port } from './port.js';

export interface DueTimer {
  readonly tenant: string;
  readonly process: ProcessId;
  readonly timer: string;
  readonly dueAt: Instant;
}

/** Finds timers whose business time has come, of all tenants. */
export interface TimerStore {
  /** Earliest first. */
  due(now: Instant, limit: number): Promise<readonly DueTimer[]>;
  /**
   * Puts timers that could not fire off until a business instant: `due` and the backlog see them at that one. The
   * process is not changed, and a timer that was dropped meanwhile stays gone.
   */
  postpone(timers: readonly DueTimer[], until: Instant): Promise<void>;
}

export const TIMER_STORE = port<TimerStore>('TimerStore');

/** What waits for the background work of this database. */
export interface Backlog {
  /** Business instant of the next timer; null when none is set. */
  readonly nextTimer: Instant | null;
  /** Business instant of the next deferred start; null when none waits. */
  readonly nextStart: Instant | null;
  /** Business instant of the next look for deals that no event told of; null when there is none to come. */
  readonly nextLook: Instant | null;
  /** Whether a message or a host event is due. */
  readonly outbox: boolean;
  readonly inbox: boolean;
  /**
   * Real milliseconds, by the database's clock, until the first message or host event that is not due becomes so: at its
   * next attempt, or at the end of a lease. More than 0; null when there is none.
   */
  readonly nextAttemptMs: number | null;
}

/** Answers in one cheap query whether there is background work, so that an idle node costs one statement a look. */
export interface BacklogStore {
  backlog(): Promise<Backlog>;
}

export const BACKLOG_STORE = port<BacklogStore>('BacklogStore');
