import type { DealRef, Instant, ProcessId, TaskId, UserId } from '../ids.js';
import type { JsonValue } from '../json.js';
import type { MapPin } from '../map/route-map.js';

export type Outcome = 'success' | 'failure';

/** A process of the aggregate: the started one, or one that a call node runs. */
export interface Instance {
  readonly process: ProcessId;
  readonly map: MapPin;
  /** The visit of the call node that waits for it; null for the started process. */
  readonly caller: number | null;
  /** Who completed each node of its map last, by node id. */
  readonly completions: Readonly<Record<string, Completion>>;
}

/** A token: it stands at a node and waits there for a task, an answer, a time, a called process, or other branches. */
export interface Token {
  /** Number of this visit of the node, unique in the aggregate and rising. */
  readonly visit: number;
  readonly process: ProcessId;
  readonly node: string;
  /** The flow by which it came; null at a start. */
  readonly flow: string | null;
  /** Whether it is the one token that moves the deal's stage. */
  readonly leading: boolean;
  /** Answers so far at a node for several people. */
  readonly answers?: readonly Answer[];
  /** Its action was answered, or its timer signalled, while the process was suspended. */
  readonly answered?: true;
}

/** One person's result at a node for several people. */
export interface Answer {
  readonly task: TaskId;
  readonly by: UserId | null;
  readonly result: string | null;
}

/** An open task. */
export interface OpenTask {
  readonly id: TaskId;
  readonly visit: number;
  readonly node: string;
  /** Null while nobody has claimed it, or nobody fitted. */
  readonly assignee: UserId | null;
  /** Those who may claim it, or to whom it may be given back. */
  readonly candidates: readonly UserId[];
  readonly dueAt: Instant | null;
  /** Checklist steps done, in the order in which they were done. */
  readonly done: readonly string[];
}

/** A time that a token waits for. */
export interface OpenTimer {
  readonly visit: number;
  readonly dueAt: Instant;
}

/** Who completed a node last, and how. */
export interface Completion {
  readonly by: UserId | null;
  readonly result: string | null;
}

/**
 * A running or finished process together with the processes it called. It holds only what is alive, plus one entry
 * for each completed node, so it does not grow with its history. Every state is the fold of its journal.
 */
export interface ProcessState {
  readonly id: ProcessId;
  readonly deal: DealRef;
  readonly kind: 'governing' | 'independent';
  readonly status: 'running' | 'ended';
  readonly starter: UserId | null;
  /** The failed governing process whose deal this one takes up again. */
  readonly former: ProcessId | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** Since when nothing of it can be done; null while it goes on. */
  readonly suspendedAt: Instant | null;
  /** How often it was suspended. */
  readonly suspensions: number;
  /** Decided before the end when a success waits for other branches. */
  readonly outcome: Outcome | null;
  /** The reason given with the last result that asked for one, then that of the outcome: none of a success. */
  readonly lossReason: string | null;
  /** The stage that this process last saw or set; only a governing process sets it. */
  readonly stage: string;
  /** Rises with each stage the process sets. */
  readonly stageSeq: number;
  /** A stage that somebody set past the guard and that was left as an incident. */
  readonly bypass: string | null;
  /** The last visit number given. */
  readonly visits: number;
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** The started process first, then called ones while they live. */
  readonly instances: readonly Instance[];
  readonly tokens: readonly Token[];
  readonly tasks: readonly OpenTask[];
  readonly timers: readonly OpenTimer[];
}
