import type { UserId } from '../ids.js';
import type { JsonObject } from '../json.js';

/**
 * Who does a task. A rule that gives several people offers the task to all of them until one claims it,
 * unless the node's {@link Performers} say otherwise. A resolver states which rules it knows;
 * activation refuses a map that uses another one.
 */
export type AssigneeRule =
  /** The person who owns the deal in the host: the default. */
  | { readonly rule: 'responsible' }
  | { readonly rule: 'person'; readonly user: UserId }
  /** The person whose id stands in a field of the deal. */
  | { readonly rule: 'field'; readonly field: string }
  | { readonly rule: 'starter' }
  /** Who completed an earlier node of the same process last. */
  | { readonly rule: 'performer'; readonly node: string }
  /** Everybody with a role; with `scope`, only those who have it for the object that the deal's field names. */
  | { readonly rule: 'role'; readonly role: string; readonly scope?: { readonly field: string } }
  | { readonly rule: 'department'; readonly department: string }
  | { readonly rule: 'headOf'; readonly of: AssigneeRule }
  | { readonly rule: 'roundRobin'; readonly among: AssigneeRule }
  | { readonly rule: 'leastLoaded'; readonly among: AssigneeRule }
  /** The host's own rule, found by its name. */
  | { readonly rule: 'custom'; readonly name: string; readonly params?: JsonObject };

export type AssigneeRuleName = AssigneeRule['rule'];

/** How the results of several people become the one result of the node. */
export type CombineResults =
  /** The first answer counts. */
  | { readonly by: 'first' }
  /** The most frequent answer; between equals the one that the node lists later. */
  | { readonly by: 'majority' }
  /** The answer that the node lists last: list results from best to worst. */
  | { readonly by: 'worst' }
  /** `result` where at least `atLeast` people chose it, else `otherwise`. */
  | { readonly by: 'count'; readonly result: string; readonly atLeast: number; readonly otherwise: string };

/**
 * How many people a userTask wants. `one` (default): one task; `anyOf`: a task for each, the first completion
 * ends the node and withdraws the rest; `allOf`: all must complete; `quorum`: `count` of them must.
 */
export type Performers =
  | { readonly mode: 'one' }
  | { readonly mode: 'anyOf' }
  | { readonly mode: 'allOf'; readonly combine: CombineResults }
  | { readonly mode: 'quorum'; readonly count: number; readonly combine: CombineResults };
