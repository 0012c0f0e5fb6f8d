import { atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';
import { reachable, starts } from '../walk.js';

/** What no process ever comes to is a mistake of drawing, or left-over. */
export const unreachableNode: Rule = {
  name: 'unreachable-node',
  severity: 'error',
  codes: ['unreachable'],
  check({ graph }: RuleInput) {
    if (starts(graph).length === 0) return [];
    const reached = reachable(graph);
    return [...graph.nodes.values()]
      .filter(({ id }) => !reached.has(id))
      .map((node) => atNode('unreachable', node));
  },
};
