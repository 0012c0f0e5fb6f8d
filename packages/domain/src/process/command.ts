import type { DealRef, Instant, ProcessId, TaskId, UserId } from '../ids.js';
import type { JsonValue } from '../json.js';

type Variables = Readonly<Record<string, JsonValue>>;

/** Starts a process of the map that `step` is given, on a deal. */
export interface StartProcess {
  readonly type: 'StartProcess';
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly variables?: Variables;
  /** Who counts as its starter; the actor when left out. */
  readonly starter?: UserId;
  /** Begins at this node instead of the map's start: an open deal is adopted there. */
  readonly node?: string;
}

export interface CompleteTask {
  readonly type: 'CompleteTask';
  readonly task: TaskId;
  /** A key of the node's results; left out where the node has none. */
  readonly result?: string;
  readonly comment?: string;
  readonly lossReason?: string;
  readonly variables?: Variables;
}

/** Gives the task to another person: the task ends and a task in the same line begins. */
export interface HandOverTask {
  readonly type: 'HandOverTask';
  readonly task: TaskId;
  readonly to: UserId;
  readonly comment?: string;
}

/** Takes a task that was offered to candidates. */
export interface ClaimTask {
  readonly type: 'ClaimTask';
  readonly task: TaskId;
}

/** Gives a claimed task back to its candidates. */
export interface ReleaseTask {
  readonly type: 'ReleaseTask';
  readonly task: TaskId;
}

/** Ticks off a step of a task's checklist. */
export interface CompleteStep {
  readonly type: 'CompleteStep';
  readonly task: TaskId;
  readonly step: string;
  readonly comment?: string;
}

/** The answer to a serviceTask; `output` becomes variables. */
export interface CompleteAction {
  readonly type: 'CompleteAction';
  readonly action: string;
  readonly output?: Variables;
}

/** Says that an action cannot be done; the process waits until a person sees to it. */
export interface FailAction {
  readonly type: 'FailAction';
  readonly action: string;
  /** For developers, at most 500 characters. */
  readonly reason: string;
}

export interface FireTimer {
  readonly type: 'FireTimer';
  readonly timer: string;
}

/** Stops a process before its end. */
export interface TerminateEarly {
  readonly type: 'TerminateEarly';
  readonly process: ProcessId;
  readonly lossReason: string;
  readonly comment?: string;
}

/** Lets a process and those that it called wait until they are resumed: nothing of them can be done meanwhile. */
export interface SuspendProcess {
  readonly type: 'SuspendProcess';
  readonly process: ProcessId;
  readonly reason?: string;
}

/** Lets a suspended process go on. */
export interface ResumeProcess {
  readonly type: 'ResumeProcess';
  readonly process: ProcessId;
  /** `shift`: open deadlines and timers move by the working time that was lost; `keep`: they stay. */
  readonly deadlines: 'shift' | 'keep';
  readonly reason?: string;
}

/** Brings a process to another node of its map, back or forward; what is open is withdrawn. */
export interface MoveProcess {
  readonly type: 'MoveProcess';
  readonly process: ProcessId;
  readonly node: string;
  readonly reason: string;
}

/** Ends the waits of this process, and of those that it called, that the signal is to end before their time. */
export interface SignalProcess {
  readonly type: 'SignalProcess';
  readonly process: ProcessId;
  readonly signal: string;
  /** What the process learns with it, where a wait ends. */
  readonly variables?: Variables;
}

/** Lets a process go on under another version of its map: what is open stays open, on the nodes that take its place. */
export interface MigrateProcess {
  readonly type: 'MigrateProcess';
  readonly process: ProcessId;
  readonly version: number;
  /**
   * Nodes of that version by the nodes that they take the place of. A node that is left out goes over to the one of the
   * same id and kind.
   */
  readonly mapping?: Readonly<Record<string, string>>;
  /** What becomes of deadlines and timers whose limit is another one: `recalculate` counts it from this command on. */
  readonly deadlines: 'keep' | 'recalculate';
}

/** Takes a migration back while nothing has happened since. */
export interface UndoMigration {
  readonly type: 'UndoMigration';
  readonly process: ProcessId;
}

/** Tells the process that the deal was seen at a stage; a stage that the process did not set is a bypass. */
export interface ReportStage {
  readonly type: 'ReportStage';
  readonly process: ProcessId;
  readonly stage: string;
  /** Who changed it and when, where the host knows. */
  readonly by?: UserId;
  readonly at?: Instant;
}

/** A wish to change a process. */
export type Command =
  | StartProcess
  | CompleteTask
  | HandOverTask
  | ClaimTask
  | ReleaseTask
  | CompleteStep
  | CompleteAction
  | FailAction
  | FireTimer
  | TerminateEarly
  | SuspendProcess
  | ResumeProcess
  | MoveProcess
  | SignalProcess
  | MigrateProcess
  | UndoMigration
  | ReportStage;

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
