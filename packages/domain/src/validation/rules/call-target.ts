import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** A call names an independent map that exists; a map that calls itself is the rule call-cycle's finding. */
export const callTarget: Rule = {
  name: 'call-target',
  severity: 'error',
  codes: ['unknown', 'governing'],
  check({ map, context: { calledMap } }: RuleInput) {
    if (!calledMap) return [];
    return nodesOfKind(map.nodes, 'call').flatMap((node) => {
      if (node.map === map.key) return [];
      const called = calledMap(node.map);
      if (!called) return [atNode('unknown', node, { map: node.map })];
      return called.kind === 'governing' ? [atNode('governing', node, { map: called.title })] : [];
    });
  },
};
