import { flowGraph } from '../map/flow-graph.js';
import type { RouteMap } from '../map/route-map.js';
import type { Diagnostic } from './diagnostic.js';
import { leadingNodes } from './leading-path.js';
import type { RuleInput, ValidationContext } from './rule.js';
import { rules } from './rules/index.js';

/**
 * Everything that is wrong with the drawing of a map, in the order of the rules and of the map. It never throws,
 * whatever the map refers to. Whether a well-drawn map can always end is another question: the proof answers it.
 *
 * @param context what is known of the world; what is left out is not checked
 */
export function validateMap(map: RouteMap, context: ValidationContext = {}): Diagnostic[] {
  const graph = flowGraph(map);
  const input: RuleInput = { map, graph, leading: leadingNodes(map, graph), context };
  return rules.flatMap((rule) =>
    rule.check(input).map((finding) => ({ rule: rule.name, severity: rule.severity, ...finding })),
  );
}
