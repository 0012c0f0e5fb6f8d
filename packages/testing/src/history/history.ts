import type {
  CommandType,
  Instant,
  JournalEntry,
  Outcome,
  ProcessId,
  ProcessState,
  Receipt,
  TaskId,
  TaskRecord,
  UserId,
} from '@dealroute/core';

/** What a client asked for, as far as the journal can bear witness of it. */
export interface Wish {
  readonly command: CommandType;
  /** Missing for a start, and for what is asked of a task. */
  readonly process?: ProcessId;
  readonly task?: TaskId;
  readonly result?: string;
  /** To whom a task is handed over. */
  readonly to?: UserId;
  readonly actor: UserId | null;
  readonly key?: string;
}

/**
 * One command as its client saw it. Instants are numbers of one unit from a clock that all clients share, such as
 * `process.hrtime.bigint()` on one machine.
 */
export interface Operation {
  /** Unique, at most 32 characters. It is the door of the command too, `engine.through(id)`, so the journal names it. */
  readonly id: string;
  readonly wish: Wish;
  readonly invokedAt: number;
  /** Missing, like the answer, where the client never learned what became of it. */
  readonly answeredAt?: number;
  readonly answer?: Outcome<Receipt>;
}

/** A client read a process and saw so many journal entries. */
export interface Reading {
  readonly process: ProcessId;
  readonly invokedAt: number;
  readonly answeredAt: number;
  readonly version: number;
}

/** What is stored of a process at the end. */
export interface RecordedProcess {
  readonly id: ProcessId;
  readonly journal: readonly JournalEntry[];
  readonly version: number;
  readonly state: ProcessState;
  readonly tasks: readonly TaskRecord[];
}

/** A notice that reached its receiver. */
export interface Delivery {
  readonly id: string;
  readonly kind: string;
  readonly to: UserId;
  readonly process?: ProcessId;
  readonly task?: TaskId;
  /** The process of the operating system that delivered it. */
  readonly node: string;
  readonly at: number;
}

/** A time in which a node may have delivered without the outbox learning of it: it was killed or stopped, or could not write. */
export interface Cut {
  readonly node: string;
  readonly from: number;
  readonly until: number;
}

/** Everything that a checker needs to know of a run that has come to rest. */
export interface History {
  readonly operations: readonly Operation[];
  readonly readings: readonly Reading[];
  readonly processes: readonly RecordedProcess[];
  readonly deliveries: readonly Delivery[];
  readonly cuts: readonly Cut[];
  /** When everything had come to rest, in the time of the engine's clock: what was due before has happened. */
  readonly restedAt: Instant;
}
