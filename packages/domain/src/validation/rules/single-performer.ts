import type { AssigneeRuleName } from '../../map/assignee-rule.js';
import { atNode } from '../finding.js';
import { nestedRules } from '../nested-rules.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** Rules that never find more than one person; the head of one person is one too. */
const ONE_PERSON: ReadonlySet<AssigneeRuleName> = new Set<AssigneeRuleName>([
  'responsible',
  'person',
  'field',
  'starter',
  'performer',
  'roundRobin',
  'leastLoaded',
]);

/** A task for several people whose rule finds only one: a quorum that one person makes. */
export const singlePerformer: Rule = {
  name: 'single-performer',
  severity: 'warning',
  codes: ['single'],
  check({ map }: RuleInput) {
    return nodesOfKind(map.nodes, 'userTask').flatMap((node) => {
      if (!node.performers || node.performers.mode === 'one') return [];
      const rule = nestedRules(node.assignee ?? { rule: 'responsible' }).find(
        (inner) => inner.rule !== 'headOf',
      );
      return rule && ONE_PERSON.has(rule.rule) ? [atNode('single', node, { rule: rule.rule })] : [];
    });
  },
};
