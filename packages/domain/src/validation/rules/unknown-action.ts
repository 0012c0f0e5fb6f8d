import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** An action that nobody has registered here: only a warning, another node of the host may have it. */
export const unknownAction: Rule = {
  name: 'unknown-action',
  severity: 'warning',
  codes: ['unknown'],
  check({ map, context: { actions } }: RuleInput) {
    return nodesOfKind(map.nodes, 'serviceTask').flatMap((node) =>
      !actions || actions.includes(node.action) ? [] : [atNode('unknown', node, { action: node.action })],
    );
  },
};
