import type { CompileCondition } from '../map/condition.js';
import type { FlowGraph } from '../map/flow-graph.js';
import type { Pipeline } from '../map/pipeline.js';
import type { RouteMap } from '../map/route-map.js';
import type { Diagnostic } from './diagnostic.js';
import type { Verdict } from './soundness/verdict.js';

/** What rules may ask about the world of a map. What is left out is not checked. */
export interface ValidationContext {
  /** The pipeline that the map names; null where the host has none of that key. */
  readonly pipeline?: Pipeline | null | undefined;
  readonly compileCondition?: CompileCondition | undefined;
  /** The current version of a map that a call names; undefined where there is none. */
  readonly calledMap?: ((key: string) => RouteMap | undefined) | undefined;
  /** Names of the assignee rules that the engine's resolver knows. */
  readonly assigneeRules?: readonly string[] | undefined;
  /** Names of the actions that the host has registered. */
  readonly actions?: readonly string[] | undefined;
}

/** What a rule looks at. */
export interface RuleInput {
  readonly map: RouteMap;
  readonly graph: FlowGraph;
  /** Nodes that the leading token of a governing map can stand on; empty for an independent map. */
  readonly leading: ReadonlySet<string>;
  readonly context: ValidationContext;
  /** What the proof says of the map; null while its drawing has errors. */
  readonly verdict: Verdict | null;
}

/** A finding as a rule reports it: `validateMap` adds the rule's name and severity. */
export type Finding = Omit<Diagnostic, 'rule' | 'severity'>;

/** One way to draw a wrong map. */
export interface Rule {
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** Every code that its findings can have: each is a sentence of core/texts. */
  readonly codes: readonly string[];
  check(input: RuleInput): readonly Finding[];
}
