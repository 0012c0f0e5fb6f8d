import type { Flow } from '../../map/route-map.js';
import { drawnFlows } from '../drawn-flows.js';
import { atFlow, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** A decision asks its conditions in order, and has one way left when none of them holds. */
export const decisionFlows: Rule = {
  name: 'decision-flows',
  severity: 'error',
  codes: ['noDefault', 'severalDefaults', 'defaultWithCondition', 'noCondition'],
  check({ map, graph }: RuleInput) {
    const flowsFrom = drawnFlows(map);
    return nodesOfKind(graph.nodes.values(), 'decision').flatMap((node) => {
      const flows = flowsFrom(node.id);
      const defaults = flows.filter((flow) => flow.default);
      const unclear = flows.flatMap((flow) => {
        const code = unclearBecause(flow);
        return code ? [atFlow(code, flow, graph)] : [];
      });
      return [
        ...(flows.length > 0 && defaults.length === 0 ? [atNode('noDefault', node)] : []),
        ...defaults.slice(1).map((flow) => atFlow('severalDefaults', flow, graph)),
        ...unclear,
      ];
    });
  },
};

function unclearBecause(flow: Flow): string | undefined {
  if (flow.default) return flow.condition === undefined ? undefined : 'defaultWithCondition';
  return flow.condition === undefined ? 'noCondition' : undefined;
}
