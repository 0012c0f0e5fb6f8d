import type { JsonValue } from '../json.js';
import type { DealSnapshot } from '../process/facts.js';

/** What a condition can see: also variables and results of the step that asks, never its assignees or deadlines. */
export interface ConditionScope {
  readonly deal: DealSnapshot;
  /** The process's variables. */
  readonly vars: Readonly<Record<string, JsonValue>>;
  /** The last result of each completed node of the same process, by node id. */
  readonly results: Readonly<Record<string, string>>;
}

/** A compiled condition: pure, and throws with a readable message when it cannot be answered (a missing field). */
export type Predicate = (scope: ConditionScope) => boolean;

/** Why an expression is not a condition: `message` in the words of the language, `position` in characters. */
export interface ConditionProblem {
  readonly message: string;
  readonly position?: number;
}

/** What a condition may refer to; what is left out is not checked. */
export interface ConditionNames {
  readonly dealFields?: readonly string[];
  readonly variables?: Readonly<Record<string, JsonValue>>;
}

export type CompiledCondition =
  | { readonly ok: true; readonly predicate: Predicate }
  | { readonly ok: false; readonly problems: readonly ConditionProblem[] };

/** Compiles an expression; the engine's `ConditionLanguage` port gives it. */
export type CompileCondition = (expression: string, names: ConditionNames) => CompiledCondition;
