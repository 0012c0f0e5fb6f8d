import type { JsonObject } from '../json.js';
import type { Label } from './label.js';
import type { MapNode } from './node.js';

/** A directed edge between two nodes. Which of the optional keys it may have depends on the kind of `from`. */
export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly title?: Label;
  /** From a userTask: the flow of this result. Without it: the flow of every result that has none of its own. */
  readonly result?: string;
  /** From a call: the flow of this outcome of the called process. Without it: of either. */
  readonly outcome?: 'success' | 'failure';
  /** From a decision: taken when this holds (an expression of the engine's condition language, CEL by default). */
  readonly condition?: string;
  /** From a decision: taken when no condition holds. */
  readonly default?: true;
  /** From a split on the leading path: the one branch whose nodes name stages. */
  readonly leading?: true;
}

/** Why a deal was lost: a key for reports, a title for people. */
export interface LossReason {
  readonly key: string;
  readonly title: Label;
}

/** Who may stop a process before its end, beside admins. */
export type Terminator = 'responsible' | 'head' | 'assignee' | 'starter';

/** Permits to stop the process at any moment. `stage`: the lost stage the deal then gets (governing maps only). */
export interface EarlyTermination {
  readonly stage?: string;
  /** `['responsible', 'head']` when left out. */
  readonly by?: readonly Terminator[];
  /** `required`: a reason alone is not enough, the person says more. */
  readonly comment?: 'required';
}

/**
 * The definition of a process as data: nodes and flows. A `governing` map is bound to a pipeline and drives the
 * deal's stage; an `independent` one never touches it.
 */
export interface RouteMap {
  readonly key: string;
  readonly kind: 'governing' | 'independent';
  readonly title: Label;
  readonly description?: Label;
  /** Governing maps only: the host's pipeline whose stages the nodes name. */
  readonly pipeline?: string;
  /** Values that variables have when a process starts; their types are checked in conditions. */
  readonly variables?: JsonObject;
  readonly nodes: readonly MapNode[];
  readonly flows: readonly Flow[];
  /** The reasons one may give for a loss; the host's list counts where this is left out. */
  readonly lossReasons?: readonly LossReason[];
  readonly earlyTermination?: EarlyTermination;
  /** What happens to a stage change that came past the guard: it is undone, or raised as an incident (default). */
  readonly stageBypass?: 'revert' | 'incident';
}

/** A map's life: a draft is edited, an active one can be started, a retired one only finishes what runs. */
export type MapStatus = 'draft' | 'active' | 'retired';

/** One exact version of a map. */
export interface MapPin {
  readonly key: string;
  readonly version: number;
}
