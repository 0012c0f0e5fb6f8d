import type { FlowGraph } from '../map/flow-graph.js';
import type { Flow } from '../map/route-map.js';
import type { RuleInput } from './rule.js';

/** Flows by which a branch leaves the leading path: those of its splits that are not the leading one. */
export function branchingFlows({ graph, leading }: RuleInput): readonly Flow[] {
  const flows: Flow[] = [];
  for (const id of leading) {
    if (graph.nodes.get(id)?.kind !== 'split') continue;
    const out = graph.outgoing(id);
    // Without a leading flow nobody knows which branches are the side ones: the rule leading-branch says so.
    if (out.some((flow) => flow.leading)) flows.push(...out.filter((flow) => !flow.leading));
  }
  return flows;
}

/**
 * Nodes that only tokens of side branches come to. A join with the leading path, or with a branch that may be the
 * leading one, is none of them.
 */
export function sideNodes(input: RuleInput): ReadonlySet<string> {
  const { graph, leading } = input;
  const side = new Set<string>();
  const arrived = new Map<string, number>();
  const waiting = [...branchingFlows(input)];
  for (const { to } of waiting) {
    arrived.set(to, (arrived.get(to) ?? 0) + 1);
    if (leading.has(to) || side.has(to) || stillWaits(graph, to, arrived)) continue;
    side.add(to);
    for (const flow of graph.outgoing(to)) waiting.push(flow);
  }
  return side;
}

const stillWaits = (graph: FlowGraph, id: string, arrived: ReadonlyMap<string, number>): boolean =>
  graph.nodes.get(id)?.kind === 'join' && (arrived.get(id) ?? 0) < graph.incoming(id).length;
