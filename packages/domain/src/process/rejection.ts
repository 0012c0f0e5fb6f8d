import type { DealRef, Instant, LeadId, ProcessId, TaskId, UserId } from '../ids.js';
import type { ContactChannel, ContactDirection } from '../map/contact.js';
import type { Label } from '../map/label.js';
import type { Diagnostic } from '../validation/diagnostic.js';
import type { MigrationObstacle } from './migration-obstacle.js';
import type { MoveObstacle } from './move-obstacle.js';

/** What may stand behind a code: parameters of the sentence that a front makes of it. */
export type Rejection =
  | { readonly code: 'PROCESS_NOT_FOUND'; readonly process: ProcessId }
  | { readonly code: 'PROCESS_ENDED'; readonly process: ProcessId }
  /** Nothing of it can be done until it is resumed. */
  | { readonly code: 'PROCESS_SUSPENDED'; readonly process: ProcessId; readonly since: Instant }
  | { readonly code: 'PROCESS_NOT_SUSPENDED'; readonly process: ProcessId }
  | { readonly code: 'TASK_NOT_FOUND'; readonly task: TaskId }
  /** The task has ended: how, by whom and when, so that a late press learns the truth. */
  | {
      readonly code: 'TASK_NOT_OPEN';
      readonly task: TaskId;
      readonly ended?: 'completed' | 'withdrawn' | 'handedOver';
      readonly result?: string | null;
      readonly by?: UserId | null;
      readonly at?: Instant;
    }
  | { readonly code: 'RESULT_REQUIRED'; readonly results: readonly string[] }
  | { readonly code: 'RESULT_UNKNOWN'; readonly result: string; readonly results: readonly string[] }
  | { readonly code: 'COMMENT_REQUIRED'; readonly result?: string }
  | { readonly code: 'COMMENT_TOO_LONG'; readonly limit: number }
  | { readonly code: 'LOSS_REASON_REQUIRED'; readonly reasons: readonly string[] }
  | { readonly code: 'LOSS_REASON_UNKNOWN'; readonly reason: string; readonly reasons: readonly string[] }
  | { readonly code: 'FIELDS_MISSING'; readonly fields: readonly string[] }
  | { readonly code: 'CHECKLIST_OPEN'; readonly steps: readonly string[] }
  | { readonly code: 'STEP_UNKNOWN'; readonly step: string }
  | { readonly code: 'STEP_OUT_OF_ORDER'; readonly step: string; readonly first: string }
  | {
      readonly code: 'EVIDENCE_MISSING';
      readonly step: string;
      readonly evidence: 'comment' | 'field' | 'contact';
      readonly field?: string;
      readonly direction?: ContactDirection;
      readonly channel?: ContactChannel;
    }
  | { readonly code: 'TASK_UNCLAIMED'; readonly task: TaskId }
  | { readonly code: 'ALREADY_CLAIMED'; readonly task: TaskId; readonly by: UserId }
  | { readonly code: 'NOT_A_CANDIDATE'; readonly task: TaskId }
  | { readonly code: 'NOT_CLAIMED'; readonly task: TaskId }
  | { readonly code: 'SAME_PERSON'; readonly user: UserId }
  | { readonly code: 'PERSON_UNKNOWN'; readonly user: UserId }
  | { readonly code: 'PERSON_INACTIVE'; readonly user: UserId }
  | { readonly code: 'NOT_ASSIGNEE'; readonly task: TaskId; readonly assignee: UserId | null }
  | { readonly code: 'NOT_PERMITTED'; readonly action: string }
  | { readonly code: 'VETOED'; readonly by: string; readonly reason: string }
  | { readonly code: 'MAP_NOT_FOUND'; readonly map: string; readonly version?: number }
  | { readonly code: 'MAP_NOT_ACTIVE'; readonly map: string }
  /** Validation found errors, so the map is not activated. */
  | { readonly code: 'MAP_HAS_ERRORS'; readonly map: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly code: 'DEAL_NOT_FOUND'; readonly deal: DealRef }
  | {
      readonly code: 'WRONG_PIPELINE';
      readonly deal: DealRef;
      readonly pipeline: string;
      readonly expected: string;
    }
  /** No deferred start with this id waits. */
  | { readonly code: 'START_NOT_DEFERRED'; readonly start: string }
  | { readonly code: 'DEAL_ALREADY_GOVERNED'; readonly deal: DealRef; readonly process?: ProcessId }
  | {
      readonly code: 'STAGE_IS_GOVERNED';
      readonly deal: DealRef;
      readonly process: ProcessId;
      readonly stage: string;
    }
  /** No governing process runs on the deal. */
  | { readonly code: 'DEAL_NOT_GOVERNED'; readonly deal: DealRef }
  | { readonly code: 'EARLY_TERMINATION_NOT_ALLOWED'; readonly process: ProcessId }
  | { readonly code: 'ALREADY_DECIDED'; readonly process: ProcessId }
  /** A wish that must be explained has no reason. */
  | { readonly code: 'REASON_REQUIRED' }
  /** A process cannot be moved to this node. */
  | { readonly code: 'CANNOT_MOVE_THERE'; readonly node: string; readonly why: MoveObstacle }
  /** A deal cannot be adopted at this node. */
  | { readonly code: 'CANNOT_BEGIN_THERE'; readonly node: string; readonly why: MoveObstacle }
  /** Only a governing map adopts deals. */
  | { readonly code: 'MAP_NOT_GOVERNING'; readonly map: string }
  /** The host does not list its open deals. */
  | { readonly code: 'DEALS_NOT_LISTED'; readonly pipeline: string }
  /** The deal is already won or lost. */
  | { readonly code: 'DEAL_CLOSED'; readonly deal: DealRef; readonly stage: string }
  /** An adoption by stages names no node for the stage of this deal. */
  | { readonly code: 'NO_NODE_FOR_STAGE'; readonly deal: DealRef; readonly stage: string }
  /** Another node removes finished processes at this moment. */
  | { readonly code: 'RETENTION_UNDER_WAY' }
  /** The process cannot go over to that version; `node` is where it stands, `at` and `path` where it would fail. */
  | {
      readonly code: 'CANNOT_MIGRATE';
      readonly why: MigrationObstacle;
      readonly node?: string;
      readonly at?: Label;
      readonly path?: readonly Label[];
    }
  /** The process stands on nodes that the version does not have: others must be chosen. */
  | { readonly code: 'MIGRATION_NEEDS_CHOICE'; readonly nodes: readonly OpenChoice[] }
  /** The last thing that happened to the process is no migration. */
  | { readonly code: 'NOTHING_TO_UNDO'; readonly process: ProcessId }
  /** What is said to have happened lies in the future. */
  | { readonly code: 'INSTANT_IN_FUTURE'; readonly at: Instant; readonly now: Instant }
  | { readonly code: 'LEAD_NOT_FOUND'; readonly lead: LeadId }
  /** The lead was converted or discarded: how, by whom and when. */
  | {
      readonly code: 'LEAD_CLOSED';
      readonly lead: LeadId;
      readonly as: 'converted' | 'discarded';
      readonly deal: DealRef | null;
      readonly by: UserId | null;
      readonly at: Instant;
    }
  | { readonly code: 'ACTION_NOT_WAITING'; readonly action: string }
  | { readonly code: 'TIMER_NOT_WAITING'; readonly timer: string }
  | { readonly code: 'TIMER_NOT_DUE'; readonly timer: string; readonly dueAt: Instant }
  | { readonly code: 'TIMER_FIELD_EMPTY'; readonly node: string; readonly field: string }
  | {
      readonly code: 'CONDITION_FAILED';
      readonly node: string;
      readonly flow: string;
      readonly message: string;
    }
  | { readonly code: 'TOO_MANY_AUTOMATIC_STEPS'; readonly limit: number; readonly node: string }
  | { readonly code: 'TOO_MANY_CALLED_PROCESSES'; readonly limit: number; readonly node: string }
  | { readonly code: 'CALLS_TOO_DEEP'; readonly limit: number; readonly node: string }
  | { readonly code: 'MAP_UNSOUND'; readonly process: ProcessId };

/** A node on which a process stands, and those that could take its place. */
export interface OpenChoice {
  readonly node: string;
  readonly candidates: readonly string[];
}

export type RejectionCode = Rejection['code'];
export type RejectionOf<C extends RejectionCode> = Extract<Rejection, { code: C }>;

/** Refusals that no choice of the person can cure: the process is stuck until somebody looks at it. */
export const STUCK: ReadonlySet<RejectionCode> = new Set<RejectionCode>([
  'TIMER_FIELD_EMPTY',
  'CONDITION_FAILED',
  'TOO_MANY_AUTOMATIC_STEPS',
  'TOO_MANY_CALLED_PROCESSES',
  'CALLS_TOO_DEEP',
  'MAP_UNSOUND',
]);
