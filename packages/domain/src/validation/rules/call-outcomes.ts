import { drawnFlows } from '../drawn-flows.js';
import { atFlow, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** A called process may succeed or fail, and there is a flow for either. */
export const callOutcomes: Rule = {
  name: 'call-outcomes',
  severity: 'error',
  codes: ['noSuccess', 'noFailure', 'neverTaken'],
  check({ map, graph }: RuleInput) {
    const flowsFrom = drawnFlows(map);
    return nodesOfKind(graph.nodes.values(), 'call').flatMap((node) => {
      const flows = flowsFrom(node.id);
      const plain = flows.find(({ outcome }) => outcome === undefined);
      const leads = (outcome: 'success' | 'failure') => flows.some((flow) => flow.outcome === outcome);
      if (flows.length === 0) return [];
      if (plain) return leads('success') && leads('failure') ? [atFlow('neverTaken', plain, graph)] : [];
      return [
        ...(leads('success') ? [] : [atNode('noSuccess', node)]),
        ...(leads('failure') ? [] : [atNode('noFailure', node)]),
      ];
    });
  },
};
