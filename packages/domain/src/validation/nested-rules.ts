import type { AssigneeRule } from '../map/assignee-rule.js';

/** A rule and the rules it is made of: the head of *whom*, one among *whom*. */
export function nestedRules(rule: AssigneeRule | undefined): readonly AssigneeRule[] {
  const rules: AssigneeRule[] = [];
  for (let inner = rule; inner; inner = innerRule(inner)) rules.push(inner);
  return rules;
}

function innerRule(rule: AssigneeRule): AssigneeRule | undefined {
  if (rule.rule === 'headOf') return rule.of;
  if (rule.rule === 'roundRobin' || rule.rule === 'leastLoaded') return rule.among;
  return undefined;
}
