import { atFlow } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** Both ends of a flow are nodes of the map. */
export const danglingFlow: Rule = {
  name: 'dangling-flow',
  severity: 'error',
  codes: ['from', 'to'],
  check({ map, graph }: RuleInput) {
    return map.flows.flatMap((flow) => [
      ...(graph.nodes.has(flow.from) ? [] : [atFlow('from', flow, graph)]),
      ...(graph.nodes.has(flow.to) ? [] : [atFlow('to', flow, graph)]),
    ]);
  },
};
