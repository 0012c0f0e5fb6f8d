import { flowGraph } from '../map/flow-graph.js';
import type { RouteMap } from '../map/route-map.js';
import type { Diagnostic } from './diagnostic.js';
import { leadingNodes } from './leading-path.js';
import type { Rule, RuleInput, ValidationContext } from './rule.js';
import { drawingRules, proofRules } from './rules/index.js';
import { proveMap } from './soundness/prove-map.js';
import type { Verdict } from './soundness/verdict.js';

/**
 * Everything that is wrong with a map, in the order of the rules and of the map: first with its drawing, then, where
 * the drawing has no errors, what the proof found. It never throws, whatever the map refers to.
 *
 * @param context what is known of the world; what is left out is not checked
 */
export function validateMap(map: RouteMap, context: ValidationContext = {}): Diagnostic[] {
  const input = inputOf(map, context);
  const drawing = check(drawingRules, input);
  if (hasError(drawing)) return drawing;
  return [...drawing, ...check(proofRules, { ...input, verdict: proofs(context).prove(map) })];
}

const inputOf = (map: RouteMap, context: ValidationContext): RuleInput => {
  const graph = flowGraph(map);
  return { map, graph, leading: leadingNodes(map, graph), context, verdict: null };
};

const check = (rules: readonly Rule[], input: RuleInput): Diagnostic[] =>
  rules.flatMap((rule) =>
    rule.check(input).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
  );

const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Proves a map, and each map that it calls once. Of a called map that is missing or badly drawn nothing is known. */
function proofs({ calledMap }: ValidationContext): { prove(map: RouteMap): Verdict } {
  const verdicts = new Map<string, Verdict | undefined>();
  const called = (key: string): Verdict | undefined => {
    if (verdicts.has(key)) return verdicts.get(key);
    // A map that calls itself in a circle finds nothing known of itself.
    verdicts.set(key, undefined);
    const map = calledMap?.(key);
    if (map && !hasError(check(drawingRules, inputOf(map, {})))) verdicts.set(key, prove(map));
    return verdicts.get(key);
  };
  const prove = (map: RouteMap) => proveMap(map, called);
  return { prove };
}
