import type { Rule, RuleInput } from '../rule.js';
import { troubleFindings } from '../soundness/trouble-findings.js';

/** Some process comes to each node, and each join can go on. */
export const deadNode: Rule = {
  name: 'dead-node',
  severity: 'error',
  codes: ['dead'],
  check: (input: RuleInput) => troubleFindings(input, { dead: 'dead' }),
};
