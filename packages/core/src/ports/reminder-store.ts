import type { DealRef, Instant, MapPin, ProcessId, TaskId, UserId } from '@dealroute/domain';
import type { Transaction } from './call-context.js';
import { port } from './port.js';

/** An open task with a deadline whose next reminder is due. */
export interface DueReminder {
  readonly tenant: string;
  readonly task: TaskId;
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly map: MapPin;
  readonly node: string;
  readonly assignee: UserId | null;
  readonly candidates: readonly UserId[];
  readonly deadline: Instant;
  /** Since when it is there: a hand-over makes a task of its own, with the deadline that the former one had. */
  readonly createdAt: Instant;
  /** How many rungs of the ladder this deadline has had. */
  readonly rungs: number;
}

/** What was done about a due reminder. */
export interface ReminderSettlement {
  readonly reminder: DueReminder;
  /** How many rungs it has had now. */
  readonly rungs: number;
  /** When to look again; null when the ladder has ended. */
  readonly next: Instant | null;
}

/**
 * Remembers which rungs of the reminder ladder an open task has had. A task is due first at its deadline; it is never
 * due again once it has ended, not while its process is suspended, and begins anew with another deadline.
 */
export interface ReminderStore {
  /** Of all tenants, earliest first. */
  due(now: Instant, limit: number): Promise<readonly DueReminder[]>;
  /**
   * Notes each, in order; false, and nothing noted, where another scheduler was faster, or the task has ended or is suspended. A task
   * stands in one settlement only.
   */
  settle(settlements: readonly ReminderSettlement[], transaction?: Transaction): Promise<readonly boolean[]>;
}

export const REMINDER_STORE = port<ReminderStore>('ReminderStore');
