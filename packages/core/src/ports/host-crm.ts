import type { DealRef, DealSnapshot, LossReason, Pipeline, ProcessId } from '@dealroute/domain';
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

/** The existing CRM: its deals and pipelines. */
export interface HostCrm {
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
