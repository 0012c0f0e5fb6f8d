import { atFlow, atMap, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** A process begins at one place, and never comes back to it. */
export const start: Rule = {
  name: 'start',
  severity: 'error',
  codes: ['none', 'several', 'entered'],
  check({ map, graph }: RuleInput) {
    const starts = nodesOfKind(map.nodes, 'start');
    if (starts.length === 0) return [atMap('none')];
    const entering = map.flows.filter(({ to }) => graph.nodes.get(to)?.kind === 'start');
    return [
      ...starts.slice(1).map((node) => atNode('several', node)),
      ...entering.map((flow) => atFlow('entered', flow, graph)),
    ];
  },
};
