import { atNode } from '../finding.js';
import { nestedRules } from '../nested-rules.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** The engine knows how to find the people that a rule asks for; a custom rule goes by its own name. */
export const assigneeRule: Rule = {
  name: 'assignee-rule',
  severity: 'error',
  codes: ['unknown'],
  check({ map, context }: RuleInput) {
    if (!context.assigneeRules) return [];
    const known = new Set(context.assigneeRules);
    return nodesOfKind(map.nodes, 'userTask').flatMap((node) => {
      const names = nestedRules(node.assignee).map((rule) =>
        rule.rule === 'custom' ? rule.name : rule.rule,
      );
      return names.filter((name) => !known.has(name)).map((rule) => atNode('unknown', node, { rule }));
    });
  },
};
