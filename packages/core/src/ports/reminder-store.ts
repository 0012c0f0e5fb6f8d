import type { DealRef, Instant, LeadId, MapPin, ProcessId, TaskId, UserId } from '@dealroute/domain';
import type { Transaction } from './call-context.js';
import { port } from './port.js';

interface Waiting {
  readonly tenant: string;
  readonly assignee: UserId | null;
  readonly candidates: readonly UserId[];
  readonly deadline: Instant;
  /** Since when it is there, or that person's: whoever gets something overdue has the whole ladder before them. */
  readonly createdAt: Instant;
  /** How many rungs of the ladder this deadline has had. */
  readonly rungs: number;
}

/** An open task with a deadline whose next reminder is due. A hand-over makes a task of its own. */
export interface DueTaskReminder extends Waiting {
  readonly kind: 'task';
  readonly task: TaskId;
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly map: MapPin;
  readonly node: string;
}

/** A lead without a reaction whose next reminder is due; its responsible counts as the assignee. */
export interface DueLeadReminder extends Waiting {
  readonly kind: 'lead';
  readonly lead: LeadId;
}

/** Something overdue of which somebody must be reminded. */
export type DueReminder = DueTaskReminder | DueLeadReminder;

/** What was done about a due reminder. */
export interface ReminderSettlement {
  readonly reminder: DueReminder;
  /** How many rungs it has had now. */
  readonly rungs: number;
  /** When to look again; null when the ladder has ended. */
  readonly next: Instant | null;
}

/**
 * Remembers which rungs of the reminder ladder an open task, or a lead without a reaction, has had. Each is due first at
 * its deadline; it is never due again once it has ended, a task not while its process is suspended. Another deadline of
 * a task, and another responsible of a lead, begin the ladder anew.
 */
export interface ReminderStore {
  /** Of all tenants, tasks before leads, each earliest first. */
  due(now: Instant, limit: number): Promise<readonly DueReminder[]>;
  /**
   * Notes each, in order; false, and nothing noted, where another scheduler was faster, or the task or lead has ended or
   * is suspended, or the lead has another responsible. A task or lead stands in one settlement only.
   */
  settle(settlements: readonly ReminderSettlement[], transaction?: Transaction): Promise<readonly boolean[]>;
}

export const REMINDER_STORE = port<ReminderStore>('ReminderStore');
