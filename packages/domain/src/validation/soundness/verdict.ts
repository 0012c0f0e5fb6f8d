import type { Outcome } from '../../process/state.js';

/** One thing that happens on a path: a node was left, by the flow that a person, a condition or an outcome chose. */
export interface PathStep {
  readonly node: string;
  /** The flow that was chosen, where there was a choice. */
  readonly flow?: string;
  /** The result that a task was completed with. */
  readonly result?: string;
  /** The outcome that a called process ended with. */
  readonly outcome?: Outcome;
}

/** The shortest way that was found from the start to what the finding tells of. */
export type Path = readonly PathStep[];

/**
 * Why a map is not sound.
 *
 * - `stuck`: the join waits for flows that nothing will come by any more.
 * - `leftBehind`: the same, after some other branch has come to an end.
 * - `endless`: from where the path leads, the process goes on, but can never end.
 * - `doubled`: the node is entered once more while the first visit is still open.
 * - `dead`: the join waits, and never goes on: no process ever comes to what lies behind it.
 * - `called`: the map that the node calls is not sound.
 */
export interface Trouble {
  readonly kind: 'stuck' | 'leftBehind' | 'endless' | 'doubled' | 'dead' | 'called';
  readonly node: string;
  readonly path: Path;
  /** Of a join: the flows that it waits for. */
  readonly missing: readonly string[];
}

/** How a process of a sound map can end. */
export interface Endings {
  readonly possible: readonly Outcome[];
  /** The outcomes to which it can come without waiting for anything. */
  readonly atOnce: readonly Outcome[];
  /** Whether it can come to wait for something. */
  readonly waits: boolean;
}

/** What the proof says of a map: `undecided` names the limit that it came to. */
export type Verdict =
  | { readonly is: 'sound'; readonly endings: Endings }
  | { readonly is: 'unsound'; readonly troubles: readonly Trouble[] }
  | { readonly is: 'undecided'; readonly limit: number };
