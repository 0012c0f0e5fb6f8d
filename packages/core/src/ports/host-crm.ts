import type { DealRef, DealSnapshot, Instant, LossReason, Pipeline, ProcessId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** A stage that a governing process gives its deal. */
export interface StageWrite {
  /** Stable per write: a repetition must not change anything. */
  readonly key: string;
  readonly deal: DealRef;
  readonly process: ProcessId;
  readonly stage: string;
  /** The stage that the process believes the deal to have. */
  readonly expected: string;
  /** Rises with each write of a process: a host that keeps it can refuse an older one. */
  readonly seq: number;
}

/** Which open deals to list. */
export interface OpenDealsRequest {
  readonly pipeline: string;
  /** Only deals that were created from this instant on and before that one; those of which it is unknown are left out. */
  readonly created?: { readonly from: Instant; readonly before: Instant };
  /** The last deal of the page before; null for the first page. */
  readonly after: DealRef | null;
  /** 1–500. */
  readonly limit: number;
}

/** Lists open deals, for hosts that can: without it deals are not looked for, and adopted by name only. */
export interface DealFinder {
  /**
   * The deals of a pipeline that are neither won nor lost, in an order of their references that never changes; fewer
   * than `limit` on the last page. A deal that is open all the while is on exactly one page.
   */
  openDeals(request: OpenDealsRequest, context: CallContext): Promise<readonly DealSnapshot[]>;
}

/** The existing CRM: its deals and pipelines. */
export interface HostCrm extends Partial<DealFinder> {
  /** Whether `applyStages` can join the storage's transaction; else stage writes are delivered after the commit. */
  readonly joinsTransaction: boolean;
  /** The deals as they are now, in the order asked; undefined where there is none. */
  readDeals(deals: readonly DealRef[], context: CallContext): Promise<readonly (DealSnapshot | undefined)[]>;
  /** Sets stages, all or (by throwing) none. A deal that is gone is an error. */
  applyStages(writes: readonly StageWrite[], context: CallContext): Promise<void>;
  pipelines(context: CallContext): Promise<readonly Pipeline[]>;
  /** The reasons for a loss that the host offers; null when it has no list. */
  lossReasons(context: CallContext): Promise<readonly LossReason[] | null>;
}

export const HOST_CRM = port<HostCrm>('HostCrm');
