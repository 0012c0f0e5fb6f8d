import type { DealRef, Instant, JsonObject, LeadId, ProcessId, TaskId, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

export type NoticeKind =
  | 'taskAssigned'
  | 'taskOffered'
  | 'taskClosed'
  | 'taskHandedOver'
  | 'taskUnassigned'
  | 'taskSuspended'
  | 'taskResumed'
  | 'processEnded'
  | 'stageBypassed'
  | 'taskOverdue'
  | 'overdueDigest'
  | 'leadAssigned'
  | 'leadUnassigned'
  | 'leadOverdue';

/** Something that a person must be told. Fronts put it into words. */
export interface Notice {
  /** Stable: the same notice may be delivered more than once, always under this id. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly to: UserId;
  /** Missing in what is about several deals, such as a digest. */
  readonly deal?: DealRef;
  readonly process?: ProcessId;
  readonly task?: TaskId;
  readonly lead?: LeadId;
  /** Codes and ids for the sentence. */
  readonly details: JsonObject;
}

/** What the notices `taskOverdue` and `leadOverdue` hold. */
export interface TaskOverdueDetails {
  /** The rung of the ladder that was reached, from 1, of how many. */
  readonly rung: number;
  readonly rungs: number;
  readonly deadline: Instant;
  /** As what the person is told. */
  readonly as: 'assignee' | 'head' | 'admin';
  readonly assignee: UserId | null;
}

/** What a notice `overdueDigest` holds. */
export interface OverdueDigestDetails {
  /** When the digest was due. */
  readonly slot: Instant;
  /** How many tasks are overdue: more than are listed, where there are many. */
  readonly total: number;
  /** The earliest deadline first. */
  readonly tasks: readonly OverdueTask[];
  /** How many leads are without a reaction after their limit. */
  readonly totalLeads: number;
  /** The earliest limit first. */
  readonly leads: readonly OverdueLead[];
}

export interface OverdueTask {
  readonly task: TaskId;
  readonly deal: DealRef;
  readonly process: ProcessId;
  readonly assignee: UserId | null;
  readonly deadline: Instant;
}

export interface OverdueLead {
  readonly lead: LeadId;
  readonly responsible: UserId | null;
  readonly deadline: Instant;
}

/** Brings notices to people. */
export interface Notifier {
  /** Throws when it may succeed later: it is tried again. Unreachable people are the adapter's own incident. */
  deliver(notice: Notice, context: CallContext): Promise<void>;
}

export const NOTIFIER = port<Notifier>('Notifier');
