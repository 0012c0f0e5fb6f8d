import type { Rule, RuleInput } from '../rule.js';
import { troubleFindings } from '../soundness/trouble-findings.js';

/** No node is entered a second time while its first visit is still open. */
export const safe: Rule = {
  name: 'safe',
  severity: 'error',
  codes: ['doubled'],
  check: (input: RuleInput) => troubleFindings(input, { doubled: 'doubled' }),
};
