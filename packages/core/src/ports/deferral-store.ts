import type {
  DealRef,
  Instant,
  JsonValue,
  ProcessId,
  RejectionCode,
  TimeLimit,
  UserId,
} from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { Page, PageRequest } from './process-queries.js';

/** A start of a process that waits for its business time. */
export interface DeferredStart {
  readonly id: string;
  readonly deal: DealRef;
  /** Key of the map whose version counts that is active when the time comes. */
  readonly map: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** Who starts it then; null is the host. */
  readonly actor: UserId | null;
  /** What was asked: an instant, or a time from the deferral on. */
  readonly until: { readonly at: Instant } | { readonly after: TimeLimit };
  readonly deferredAt: Instant;
  readonly dueAt: Instant;
  /** What became of it; null while it waits. */
  readonly ended: DeferralEnding | null;
}

/** How a deferral ended. */
export type DeferralEnding =
  | { readonly as: 'started'; readonly at: Instant; readonly process: ProcessId }
  | { readonly as: 'refused'; readonly at: Instant; readonly code: RejectionCode }
  | { readonly as: 'cancelled'; readonly at: Instant; readonly by: UserId | null };

/** A deferred start whose time has come. */
export interface DueStart extends DeferredStart {
  readonly tenant: string;
}

/** What is left out does not narrow. */
export interface DeferralFilter {
  readonly deal?: DealRef;
  readonly status?: 'waiting' | 'ended';
}

/** Keeps deferred starts until their business time, and what became of them. */
export interface DeferralStore {
  /** Keeps a start; false, and nothing kept, when its id is known. */
  defer(start: DeferredStart, context: CallContext): Promise<boolean>;
  find(id: string, context: CallContext): Promise<DeferredStart | undefined>;
  /** Newest deferral first. */
  list(filter: DeferralFilter, page: PageRequest, context: CallContext): Promise<Page<DeferredStart>>;
  /** Those of all tenants that wait and whose time has come, earliest first; those that were begun too. */
  due(now: Instant, limit: number): Promise<readonly DueStart[]>;
  /** Says that it is about to be started, so that nobody cancels it; false when it has ended. */
  begin(id: string, context: CallContext): Promise<boolean>;
  /** Puts one that could not be started off until a business instant; from then on it may be cancelled again. */
  postpone(id: string, until: Instant, context: CallContext): Promise<void>;
  /** Ends one that waits; false when it does not, and when one that was begun is to be cancelled. */
  end(id: string, ending: DeferralEnding, context: CallContext): Promise<boolean>;
}

export const DEFERRAL_STORE = port<DeferralStore>('DeferralStore');
