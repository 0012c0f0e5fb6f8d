import type { JsonValue } from '../json.js';
import type { ChecklistStep, MapNode, Result } from '../map/node.js';
import type { Flow, LossReason, RouteMap } from '../map/route-map.js';

/** What a map consists of, as far as it is compared one by one. */
type Thing = 'node' | 'flow' | 'result' | 'step' | 'lossReason' | 'variable';

/** What happened between two versions; core/texts has a sentence for each. */
export type MapChangeCode =
  | 'mapChanged'
  | `${Thing}${'Added' | 'Removed' | 'Changed'}`
  /** Results are listed from best to worst, steps are done in order, conditions are asked in order. */
  | `${'results' | 'steps' | 'lossReasons' | 'conditions'}Reordered`;

type KeyOf<T> = T extends unknown ? keyof T : never;
type ComparedOneByOne = 'nodes' | 'flows' | 'results' | 'checklist' | 'lossReasons' | 'variables';

/** The keys whose values a change can be about: `timeLimit`, `stage`, `condition`, … */
export type MapPart = Exclude<
  KeyOf<RouteMap | MapNode | Flow | Result | ChecklistStep | LossReason>,
  ComparedOneByOne | 'id'
>;

/** One difference between two versions of a map: a code with parameters; core/texts has the sentences in ru and en. */
export interface MapChange {
  readonly code: MapChangeCode;
  /** The node and flow it is about, where there is one. */
  readonly node?: string;
  readonly flow?: string;
  /** What of it changed; without one the whole was added, removed, reordered, or is a variable. */
  readonly part?: MapPart;
  /**
   * What the sentence names: `node`, `from`, `to`, `result`, `step`, `reason`, `variable`, each as a title or key; and
   * `before` and `after` of what changed, null where it was or is left out.
   */
  readonly params: Readonly<Record<string, JsonValue>>;
}
