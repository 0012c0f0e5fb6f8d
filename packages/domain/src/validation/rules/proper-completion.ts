import type { Rule, RuleInput } from '../rule.js';
import { troubleFindings } from '../soundness/trouble-findings.js';

/** When a process ends, no branch is left behind. */
export const properCompletion: Rule = {
  name: 'proper-completion',
  severity: 'error',
  codes: ['leftBehind'],
  check: (input: RuleInput) => troubleFindings(input, { leftBehind: 'leftBehind' }),
};
