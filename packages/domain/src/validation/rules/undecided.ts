import { atMap } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** The map has more markings than the proof looks at: whether it is sound nobody knows. */
export const undecided: Rule = {
  name: 'undecided',
  severity: 'warning',
  codes: ['limit'],
  check: ({ verdict }: RuleInput) =>
    verdict?.is === 'undecided' ? [atMap('limit', { limit: verdict.limit })] : [],
};
