import type {
  AssignmentExplanation,
  CommandType,
  DeadlineExplanation,
  DealRef,
  Instant,
  JsonValue,
  MapPin,
  ProcessEvent,
  ProcessId,
  ProcessState,
  TaskId,
  TextId,
  UserId,
  WrittenText,
} from '@dealroute/domain';
import type { CallContext, Transaction } from './call-context.js';
import type { StageWrite } from './host-crm.js';
import type { IncidentReport } from './incident-store.js';
import type { OutboxMessage } from './outbox-store.js';
import { port } from './port.js';

/** Where a process lies. */
export interface ProcessAddress {
  readonly tenant: string;
  readonly process: ProcessId;
}

/** A process as it is stored; `version` counts its committed commands from 1. */
export interface StoredProcess {
  readonly version: number;
  readonly state: ProcessState;
}

/** A task as lists and cards show it. Its title, results and so on stand in the map. */
export interface TaskRecord {
  readonly id: TaskId;
  /** The started process of the aggregate. */
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly map: MapPin;
  readonly node: string;
  /** Whether it stands on the leading path of a governing process. */
  readonly leading: boolean;
  readonly assignee: UserId | null;
  readonly candidates: readonly UserId[];
  readonly assignment: AssignmentExplanation;
  readonly dueAt: Instant | null;
  readonly deadline: DeadlineExplanation | null;
  readonly createdAt: Instant;
  /** While it is open: since when its process is suspended. */
  readonly suspendedAt: Instant | null;
  /** The task that this one continues after a hand-over. */
  readonly previous: TaskId | null;
  /** How it ended; null while it is open. */
  readonly ended: TaskEnding | null;
}

export interface TaskEnding {
  readonly as: 'completed' | 'withdrawn' | 'handedOver';
  readonly at: Instant;
  readonly by: UserId | null;
  readonly result: string | null;
  readonly comment: TextId | null;
}

/** The deadline of an open task, and since when it is suspended. Another deadline begins the reminder ladder anew. */
export interface TaskRescheduling {
  readonly id: TaskId;
  readonly dueAt: Instant | null;
  readonly suspendedAt: Instant | null;
  /** Where it stands since its process was migrated. */
  readonly place?: { readonly map: MapPin; readonly node: string };
  /** Why the deadline is that one; left out where the explanation stays, null where there is none any more. */
  readonly deadline?: DeadlineExplanation | null;
}

/** What one command changes in the task list. An id stands in one of the four lists only. */
export interface TaskWrites {
  readonly created: readonly TaskRecord[];
  /** Tasks that stay open with another assignee. */
  readonly assigned: readonly { readonly id: TaskId; readonly assignee: UserId | null }[];
  /** Tasks that stay open while their process is suspended, resumed or migrated, or moves their deadline. */
  readonly rescheduled: readonly TaskRescheduling[];
  readonly ended: readonly { readonly id: TaskId; readonly ending: TaskEnding }[];
}

export interface TimerWrites {
  /** Also those of a process that is resumed. */
  readonly set: readonly { readonly id: string; readonly dueAt: Instant }[];
  /** Ids of timers that fired or were withdrawn, or whose process is suspended. */
  readonly dropped: readonly string[];
}

/** One committed command: who, when, from where, what. Its number is the process's version after it. */
export interface JournalEntry {
  readonly n: number;
  readonly at: Instant;
  readonly actor: UserId | null;
  /** The door it came through: `api`, `telegram`, `timer`, … */
  readonly source: string;
  readonly command: CommandType;
  readonly events: readonly ProcessEvent[];
}

/** The answer to a command that was sent with a key, kept so that a repetition gets the same one. */
export interface KeptReply {
  readonly key: string;
  /** A digest of the request: another request under the same key is an error. */
  readonly fingerprint: string;
  readonly reply: JsonValue;
}

/** Everything that one command writes. */
export interface ProcessChange extends ProcessAddress {
  /** The version that the command was decided on; 0 for a process that begins. */
  readonly expected: number;
  readonly state: ProcessState;
  readonly tasks: TaskWrites;
  readonly timers: TimerWrites;
  /** `entry.n` is `expected + 1`. */
  readonly entry: JournalEntry;
  readonly texts: readonly WrittenText[];
  readonly outbox: readonly OutboxMessage[];
  readonly incidents: readonly IncidentReport[];
  /** Keys of incidents that this command puts right: those of them that are open are resolved by its actor. */
  readonly repaired: readonly string[];
  readonly kept?: KeptReply | undefined;
  /** For a host on the same database: applied inside the transaction, see {@link SaveOptions.apply}. */
  readonly stageWrites: readonly StageWrite[];
}

/** What became of one change. Only `saved` wrote anything. */
export type SaveAnswer =
  | { readonly saved: true }
  /** The process has moved on since it was loaded (or exists already). */
  | { readonly saved: false; readonly because: 'version' }
  /** Its key was used before. */
  | { readonly saved: false; readonly because: 'key'; readonly kept: KeptReply }
  /** Another governing process runs on the deal. */
  | { readonly saved: false; readonly because: 'governed'; readonly process: ProcessId };

export interface SaveOptions {
  readonly transaction?: Transaction | undefined;
  /** Called inside the transaction with the changes that will be saved; when it throws, they are not. */
  readonly apply?:
    | ((accepted: readonly ProcessChange[], transaction: Transaction) => Promise<void>)
    | undefined;
}

/** Reads and writes processes for the command loop. */
export interface ProcessStore {
  /** Whether a transaction keeps others away only from the processes that it loaded; else nobody else may write at all. */
  readonly locksRows: boolean;

  /** The processes, in the order asked; undefined where there is none. In a transaction their rows are locked. */
  load(
    addresses: readonly ProcessAddress[],
    transaction?: Transaction,
  ): Promise<readonly (StoredProcess | undefined)[]>;

  /**
   * Writes the changes (at most one of each process) in one transaction and answers for each, in order. A change that
   * is refused or that fails never affects the others; a change that fails (not: is refused) rejects alone, as the
   * `Error` in its place.
   */
  save(changes: readonly ProcessChange[], options?: SaveOptions): Promise<readonly (SaveAnswer | Error)[]>;

  /** The reply kept under a key. */
  kept(key: string, context: CallContext): Promise<KeptReply | undefined>;

  /**
   * Runs work in a transaction of its own: committed when it resolves, rolled back when it rejects. Where the database
   * took the transaction back, the work runs again: it must change nothing else.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;

  /** Makes the host's own open transaction one that ports understand; throws when it is none of this database. */
  enlist(hostTransaction: unknown): Promise<Transaction>;

  /** Resolves when an enlisted transaction has been committed or rolled back, with all that it is nested in. */
  ended(transaction: Transaction): Promise<void>;
}

export const PROCESS_STORE = port<ProcessStore>('ProcessStore');
