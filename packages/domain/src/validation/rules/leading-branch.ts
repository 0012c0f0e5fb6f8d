import { drawnFlows } from '../drawn-flows.js';
import { atFlow, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';
import { sideNodes } from '../side-branches.js';

/** Of the branches of each split on the leading path, exactly one leads on. */
export const leadingBranch: Rule = {
  name: 'leading-branch',
  severity: 'error',
  codes: ['none', 'several', 'side'],
  check(input: RuleInput) {
    const { map, graph, leading } = input;
    const side = sideNodes(input);
    const flowsFrom = drawnFlows(map);
    return nodesOfKind(graph.nodes.values(), 'split').flatMap((node) => {
      const flows = flowsFrom(node.id);
      const marked = flows.filter((flow) => flow.leading);
      if (side.has(node.id)) return marked.map((flow) => atFlow('side', flow, graph));
      if (!leading.has(node.id) || flows.length === 0) return [];
      if (marked.length === 0) return [atNode('none', node)];
      return marked.slice(1).map((flow) => atFlow('several', flow, graph));
    });
  },
};
