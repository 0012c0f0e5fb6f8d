import { atNode } from '../finding.js';
import { nodeName } from '../naming.js';
import { nestedRules } from '../nested-rules.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** "Who did that task" names a task of the same map. */
export const performerRule: Rule = {
  name: 'performer-rule',
  severity: 'error',
  codes: ['unknown', 'notTask'],
  check({ map, graph }: RuleInput) {
    return nodesOfKind(map.nodes, 'userTask').flatMap((node) =>
      nestedRules(node.assignee).flatMap((rule) => {
        if (rule.rule !== 'performer') return [];
        const kind = graph.nodes.get(rule.node)?.kind;
        if (kind === 'userTask') return [];
        return [atNode(kind ? 'notTask' : 'unknown', node, { performer: nodeName(graph, rule.node) })];
      }),
    );
  },
};
