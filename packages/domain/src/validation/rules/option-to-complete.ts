import type { Rule, RuleInput } from '../rule.js';
import { troubleFindings } from '../soundness/trouble-findings.js';

/** Whatever has happened so far, a process can still end. */
export const optionToComplete: Rule = {
  name: 'option-to-complete',
  severity: 'error',
  codes: ['waits', 'endless', 'called'],
  check: (input: RuleInput) =>
    troubleFindings(input, { stuck: 'waits', endless: 'endless', called: 'called' }),
};
