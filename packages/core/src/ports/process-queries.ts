import type { DealRef, Instant, MapPin, ProcessId, TaskId, TextId, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { JournalEntry, TaskRecord } from './process-store.js';

/** Which tasks to list. What is left out does not narrow. */
export interface TaskFilter {
  /** Tasks of this person, and unclaimed ones that they may claim. */
  readonly person?: UserId;
  readonly deal?: DealRef;
  readonly process?: ProcessId;
  /** `open` when left out. */
  readonly status?: 'open' | 'ended' | 'any';
  /** Open tasks whose deadline lies before this instant. */
  readonly dueBefore?: Instant;
}

/** A page of a list: `after` is the `next` of the page before. */
export interface PageRequest {
  /** 1–500, 50 when left out. */
  readonly limit?: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Ask for the next page with it; null on the last one. */
  readonly next: string | null;
}

/** A process as lists show it. */
export interface ProcessRecord {
  readonly id: ProcessId;
  readonly deal: DealRef;
  readonly kind: 'governing' | 'independent';
  readonly map: MapPin;
  readonly status: 'running' | 'ended';
  readonly outcome: 'success' | 'failure' | null;
  readonly lossReason: string | null;
  readonly starter: UserId | null;
  /** The failed governing process whose deal this one takes up again. */
  readonly former: ProcessId | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export interface ProcessFilter {
  readonly deal?: DealRef;
  readonly status?: 'running' | 'ended';
  readonly kind?: 'governing' | 'independent';
  /** Key of the map of the started process. */
  readonly map?: string;
  /** With `map`: those versions of it only. */
  readonly versions?: readonly number[];
}

/** Reads for people and pages; never used to decide a step. */
export interface ProcessQueries {
  task(id: TaskId, context: CallContext): Promise<TaskRecord | undefined>;
  /** By deadline, earliest first, tasks without one last, then by id. */
  tasks(filter: TaskFilter, page: PageRequest, context: CallContext): Promise<Page<TaskRecord>>;
  /** Newest first. */
  processes(filter: ProcessFilter, page: PageRequest, context: CallContext): Promise<Page<ProcessRecord>>;
  /** How many there are of those. */
  countProcesses(filter: ProcessFilter, context: CallContext): Promise<number>;
  /** The running governing process of each deal that has one. */
  governing(deals: readonly DealRef[], context: CallContext): Promise<ReadonlyMap<DealRef, ProcessId>>;
  /** Which of the deals have, or ever had, a governing process. */
  onceGoverned(deals: readonly DealRef[], context: CallContext): Promise<ReadonlySet<DealRef>>;
  /** Of each deal its last governing process, where that ended as a failure. */
  failed(deals: readonly DealRef[], context: CallContext): Promise<ReadonlyMap<DealRef, ProcessId>>;
  /** Entries with a number above `after`, in order. */
  journal(
    process: ProcessId,
    after: number,
    limit: number,
    context: CallContext,
  ): Promise<readonly JournalEntry[]>;
  /** What people wrote; ids whose text was erased or never existed are missing. */
  texts(ids: readonly TextId[], context: CallContext): Promise<ReadonlyMap<TextId, string>>;
}

export const PROCESS_QUERIES = port<ProcessQueries>('ProcessQueries');
