import type { MapNode } from '../../map/node.js';
import { drawnFlows } from '../drawn-flows.js';
import { atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** How many flows a node of each kind needs. */
export const flowCount: Rule = {
  name: 'flow-count',
  severity: 'error',
  codes: ['none', 'several', 'decision', 'split', 'join'],
  check({ map, graph }: RuleInput) {
    const flowsFrom = drawnFlows(map);
    const into = new Map<string, number>();
    for (const { to } of map.flows) into.set(to, (into.get(to) ?? 0) + 1);
    return [...graph.nodes.values()].flatMap((node) => {
      const code = outgoingProblem(node, flowsFrom(node.id).length);
      const count = into.get(node.id) ?? 0;
      return [
        ...(code ? [atNode(code, node, { count: flowsFrom(node.id).length })] : []),
        ...(node.kind === 'join' && count < 2 ? [atNode('join', node, { count })] : []),
      ];
    });
  },
};

function outgoingProblem({ kind }: MapNode, count: number): string | undefined {
  switch (kind) {
    case 'end':
      return undefined;
    case 'split':
    case 'decision':
      if (count === 1) return kind;
      break;
    case 'start':
    case 'serviceTask':
    case 'timer':
    case 'join':
      if (count > 1) return 'several';
      break;
    case 'userTask':
    case 'call':
      break;
  }
  return count === 0 ? 'none' : undefined;
}
