import type { Instant, ProcessId, ProcessState } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/**
 * What is kept for a while after it is over: messages that were sent or given up, replies kept under keys, host events
 * that were treated or given up, resolved incidents, deferred starts that ended, finished processes.
 */
export const RETAINED_KINDS = [
  'messages',
  'replies',
  'events',
  'incidents',
  'deferrals',
  'processes',
] as const;

export type RetainedKind = (typeof RETAINED_KINDS)[number];

/** Something that is over. */
export interface OverThing {
  readonly tenant: string;
  /** Its id or key, unique in its tenant. */
  readonly id: string;
  /** Since when. */
  readonly at: Instant;
}

export interface RetentionRange {
  /** Whose things; those of all tenants when left out. */
  readonly tenant?: string;
  /** How long they have been over, in milliseconds. */
  readonly forMs: number;
  /** Business time. Messages and events are measured by the database's real time instead. */
  readonly now: Instant;
  /** The last one of the page before. */
  readonly after?: OverThing;
  /** 1–500. */
  readonly limit: number;
}

/** A process, and the deal that it was about. */
export type FinishedProcess = Pick<ProcessState, 'id' | 'deal'>;

/** Finds what is over for long enough, and removes it. Several nodes may do both at once. */
export interface RetentionStore {
  /** What has been over for that long, earliest first; an adapter may have forgotten sent messages before. */
  over(kind: RetainedKind, range: RetentionRange): Promise<readonly OverThing[]>;
  /** Those of the keys under which an incident is open. */
  openIncidents(keys: readonly string[], context: CallContext): Promise<ReadonlySet<string>>;
  /**
   * Those of the finished processes that something which lives refers to: an open incident, a message on its way, or
   * a running process that takes up the same deal again.
   */
  referredTo(processes: readonly FinishedProcess[], context: CallContext): Promise<ReadonlySet<ProcessId>>;
  /**
   * Removes things of a kind in one transaction; how many there were. What is not over any more, or is referred to,
   * stays. A process goes whole: with its tasks, reminders, timers, journal, and the texts that were written in it.
   */
  remove(kind: RetainedKind, ids: readonly string[], context: CallContext): Promise<number>;
}

export const RETENTION_STORE = port<RetentionStore>('RetentionStore');
