import type { ContactId, DealRef, Instant, ProcessId, TaskId, TextId, UserId } from '../ids.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { AssigneeRule, Performers } from '../map/assignee-rule.js';
import type { MapPin } from '../map/route-map.js';
import type { TimeLimit } from '../map/time-limit.js';
import type { Completion, Outcome } from './state.js';

export interface ProcessStarted {
  readonly type: 'ProcessStarted';
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly kind: 'governing' | 'independent';
  readonly map: MapPin;
  readonly starter: UserId | null;
  readonly at: Instant;
  /** The deal's stage at that moment. */
  readonly stage: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** The failed governing process whose deal this one takes up again. */
  readonly former?: ProcessId;
  /** The node at which the deal was adopted; left out where the process begins at the map's start. */
  readonly adoptedAt?: string;
}

/** A token came to a node. */
export interface NodeEntered {
  readonly type: 'NodeEntered';
  readonly visit: number;
  readonly process: ProcessId;
  readonly node: string;
  readonly flow: string | null;
  readonly leading: boolean;
}

/** A token went on, or was withdrawn with its branch. */
export interface NodeLeft {
  readonly type: 'NodeLeft';
  readonly visit: number;
  readonly withdrawn?: true;
}

/** The process moved the deal. `seq` rises with each, so that a remote host can refuse an old one. */
export interface StageChanged {
  readonly type: 'StageChanged';
  readonly from: string;
  readonly to: string;
  readonly seq: number;
}

/** The deal was found at a stage that the process had not set. */
export interface StageBypassed {
  readonly type: 'StageBypassed';
  readonly from: string;
  readonly to: string;
  readonly by: UserId | null;
  readonly at: Instant;
  readonly answer: 'revert' | 'incident';
  /** With `revert`: the number of the stage write that undoes it. */
  readonly seq?: number;
}

/** A bypass that was left as an incident is over: the deal is back at the process's stage. */
export interface StageRestored {
  readonly type: 'StageRestored';
}

/** Why these people: kept with the task. */
export interface AssignmentExplanation {
  /** The map's rule, or `handOver` where a person chose. */
  readonly rule: AssigneeRule['rule'] | 'handOver';
  readonly passedOver?: readonly { readonly user: UserId; readonly reason: string }[];
  /** Why nobody fits, where nobody does. */
  readonly nobody?: string;
}

/** A day of a deadline's explanation, `YYYY-MM-DD` in the calendar's zone. */
export interface ExplainedDay {
  readonly date: string;
  readonly kind: 'off' | 'weekend' | 'shortened' | 'working';
  readonly name?: string;
  /** Why the company treats it so; `decree` for a weekday that a decree made non-working. */
  readonly reason?: string;
  readonly movedFrom?: string;
  /** Worked although the weekly hours leave its weekday free, such as a working Saturday. */
  readonly extra?: true;
}

/** Why a deadline is where it is: fronts put it into words. */
export interface DeadlineExplanation {
  readonly limit: TimeLimit;
  readonly start: Instant;
  /** IANA name of the calendar's time zone. */
  readonly zone: string;
  /** Working days on which time passed, from the first to that of the deadline. */
  readonly counted?: readonly ExplainedDay[];
  readonly skipped?: readonly ExplainedDay[];
  /** Those of the counted days that are shorter than usual. */
  readonly shortened?: readonly ExplainedDay[];
  /** The last days of a long limit that are in no list: how many there are. */
  readonly unlisted?: number;
  /** Years that were computed without official data. */
  readonly provisional?: readonly number[];
}

export interface TaskCreated {
  readonly type: 'TaskCreated';
  readonly task: TaskId;
  readonly visit: number;
  readonly assignee: UserId | null;
  readonly candidates: readonly UserId[];
  readonly assignment: AssignmentExplanation;
  readonly dueAt: Instant | null;
  readonly deadline: DeadlineExplanation | null;
}

export interface TaskClaimed {
  readonly type: 'TaskClaimed';
  readonly task: TaskId;
  readonly by: UserId;
}

export interface TaskReleased {
  readonly type: 'TaskReleased';
  readonly task: TaskId;
  readonly by: UserId | null;
}

/** The task ended in one person's hands and goes on as `next` in another's, with the same deadline and checklist. */
export interface TaskHandedOver {
  readonly type: 'TaskHandedOver';
  readonly task: TaskId;
  readonly next: TaskId;
  readonly from: UserId | null;
  readonly to: UserId;
  readonly comment?: TextId;
}

export interface StepCompleted {
  readonly type: 'StepCompleted';
  readonly task: TaskId;
  readonly step: string;
  readonly comment?: TextId;
  /** The contact that proves it. */
  readonly contact?: ContactId;
}

export interface TaskCompleted {
  readonly type: 'TaskCompleted';
  readonly task: TaskId;
  readonly by: UserId | null;
  readonly result: string | null;
  readonly comment?: TextId;
  readonly lossReason?: string;
}

export interface TaskWithdrawn {
  readonly type: 'TaskWithdrawn';
  readonly task: TaskId;
  readonly reason: WithdrawalReason;
}

/** Why something open ended without being done. */
export type WithdrawalReason = 'othersCompleted' | 'failureEnd' | 'successEnd' | 'earlyTermination' | 'moved';

/** A node is done; of several people's results this is the combined one. */
export interface NodeCompleted {
  readonly type: 'NodeCompleted';
  readonly visit: number;
  readonly by: UserId | null;
  readonly result: string | null;
}

export interface VariablesSet {
  readonly type: 'VariablesSet';
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** The host's action is asked for; it is answered by its key. */
export interface ActionRequested {
  readonly type: 'ActionRequested';
  readonly action: string;
  readonly visit: number;
  readonly name: string;
  readonly input: JsonObject;
}

export interface ActionCompleted {
  readonly type: 'ActionCompleted';
  readonly action: string;
}

export interface ActionFailed {
  readonly type: 'ActionFailed';
  readonly action: string;
  readonly reason: string;
}

export interface TimerSet {
  readonly type: 'TimerSet';
  readonly timer: string;
  readonly visit: number;
  readonly dueAt: Instant;
}

export interface TimerFired {
  readonly type: 'TimerFired';
  readonly timer: string;
}

/** A signal ended the wait before its time. */
export interface TimerSignalled {
  readonly type: 'TimerSignalled';
  readonly timer: string;
  readonly signal: string;
}

export interface TimerWithdrawn {
  readonly type: 'TimerWithdrawn';
  readonly timer: string;
  readonly reason: WithdrawalReason;
}

export interface ProcessCalled {
  readonly type: 'ProcessCalled';
  readonly process: ProcessId;
  readonly visit: number;
  readonly map: MapPin;
}

export interface CalledProcessEnded {
  readonly type: 'CalledProcessEnded';
  readonly process: ProcessId;
  /** `withdrawn` when its caller was. */
  readonly outcome: Outcome | 'withdrawn';
}

/** How the process ends is settled; other branches may still be open. */
export interface OutcomeDecided {
  readonly type: 'OutcomeDecided';
  readonly outcome: Outcome;
  readonly lossReason?: string;
}

export interface EarlyTerminated {
  readonly type: 'EarlyTerminated';
  readonly by: UserId | null;
  readonly lossReason: string;
  readonly comment?: TextId;
}

/** Nothing of the process can be done until it is resumed. */
export interface ProcessSuspended {
  readonly type: 'ProcessSuspended';
  readonly by: UserId | null;
  readonly at: Instant;
  readonly comment?: TextId;
}

export interface ProcessResumed {
  readonly type: 'ProcessResumed';
  readonly by: UserId | null;
  readonly at: Instant;
  readonly deadlines: 'shift' | 'keep';
  readonly comment?: TextId;
}

/** A person brought the process to another node. */
export interface ProcessMoved {
  readonly type: 'ProcessMoved';
  readonly by: UserId | null;
  /** The nodes of its own map that it stood on. */
  readonly from: readonly string[];
  readonly to: string;
  readonly comment?: TextId;
}

/** Where a token stands: at a join by the flow that it waits on. */
export interface TokenPlace {
  readonly node: string;
  readonly flow: string | null;
}

/** The process goes on under another version of its map. What it waits for stays: tasks, timers, actions, called processes. */
export interface ProcessMigrated {
  readonly type: 'ProcessMigrated';
  readonly by: UserId | null;
  readonly from: MapPin;
  readonly to: MapPin;
  /** The tokens that stand elsewhere in that version. */
  readonly tokens: readonly { readonly visit: number; readonly from: TokenPlace; readonly to: TokenPlace }[];
  /** Who completed which node last, where completed nodes have other ids in that version. */
  readonly completions?: {
    readonly from: Readonly<Record<string, Completion>>;
    readonly to: Readonly<Record<string, Completion>>;
  };
  /** Variables that the version brings with it; an undoing takes them away. */
  readonly variables?: Readonly<Record<string, JsonValue>>;
  /** It undoes the migration before it. */
  readonly undoes?: true;
}

/** An open task has another deadline, or has one no longer. */
export interface TaskRescheduled {
  readonly type: 'TaskRescheduled';
  readonly task: TaskId;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Why it is that one; left out where the former explanation goes on to hold, null where there is none. */
  readonly deadline?: DeadlineExplanation | null;
}

/** A timer fires at another instant. */
export interface TimerRescheduled {
  readonly type: 'TimerRescheduled';
  readonly timer: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface ProcessEnded {
  readonly type: 'ProcessEnded';
  readonly at: Instant;
}

/** A fact: what happened to a process. The journal holds these and nothing else. */
export type ProcessEvent =
  | ProcessStarted
  | NodeEntered
  | NodeLeft
  | NodeCompleted
  | StageChanged
  | StageBypassed
  | StageRestored
  | TaskCreated
  | TaskClaimed
  | TaskReleased
  | TaskHandedOver
  | StepCompleted
  | TaskCompleted
  | TaskWithdrawn
  | VariablesSet
  | ActionRequested
  | ActionCompleted
  | ActionFailed
  | TimerSet
  | TimerFired
  | TimerSignalled
  | TimerWithdrawn
  | ProcessCalled
  | CalledProcessEnded
  | OutcomeDecided
  | EarlyTerminated
  | ProcessSuspended
  | ProcessResumed
  | ProcessMoved
  | ProcessMigrated
  | TaskRescheduled
  | TimerRescheduled
  | ProcessEnded;

export type ProcessEventType = ProcessEvent['type'];
export type ProcessEventOf<T extends ProcessEventType> = Extract<ProcessEvent, { type: T }>;

/** Tasks that a userTask needs; who gets them and until when is completed outside the step. */
export interface TasksPlanned {
  readonly type: 'TasksPlanned';
  readonly visit: number;
  readonly process: ProcessId;
  readonly map: MapPin;
  readonly node: string;
  readonly rule: AssigneeRule;
  readonly performers: Performers;
  readonly limit: TimeLimit | null;
}

/** A timer whose instant the working calendar completes outside the step. */
export interface TimerPlanned {
  readonly type: 'TimerPlanned';
  readonly timer: string;
  readonly visit: number;
  readonly limit: TimeLimit;
}

/** An instant that moves by the working time between two others; the working calendar says how far. */
export interface ShiftPlanned {
  readonly type: 'ShiftPlanned';
  /** What is moved: a task or a timer. */
  readonly of: { readonly task: TaskId } | { readonly timer: string };
  readonly dueAt: Instant;
  /** Whose working time counts; null for the company's. */
  readonly user: UserId | null;
  readonly since: Instant;
  readonly until: Instant;
}

/** An instant that is counted anew by another limit; the working calendar says where it comes to. */
export interface RecalculationPlanned {
  readonly type: 'RecalculationPlanned';
  /** What is counted anew: a task or a timer. */
  readonly of: { readonly task: TaskId } | { readonly timer: string };
  readonly dueAt: Instant | null;
  readonly limit: TimeLimit;
  /** Whose working time counts; null for the company's. */
  readonly user: UserId | null;
}

/** What a step says will happen: facts, and plans that {@link realize} turns into facts. */
export type PlannedEvent =
  | Exclude<ProcessEvent, TaskCreated>
  | TasksPlanned
  | TimerPlanned
  | ShiftPlanned
  | RecalculationPlanned;
