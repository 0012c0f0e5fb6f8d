import type { MapNode } from '../../map/node.js';
import { atNode } from '../finding.js';
import { nestedRules } from '../nested-rules.js';
import type { Rule, RuleInput } from '../rule.js';

/** A use of a deal field: which of the rule's sentences tells of it, and the field's name. */
type FieldUse = readonly [code: 'required' | 'evidence' | 'assignee' | 'timer', field: string];

/** The deal fields that a map asks for exist. */
export const unknownField: Rule = {
  name: 'unknown-field',
  severity: 'error',
  codes: ['required', 'evidence', 'assignee', 'timer'],
  check({ map, context }: RuleInput) {
    const fields = context.pipeline?.fields;
    if (!fields) return [];
    const known = new Set(fields);
    return map.nodes.flatMap((node) =>
      fieldUses(node)
        .filter(([, field]) => !known.has(field))
        .map(([code, field]) => atNode(code, node, { field })),
    );
  },
};

function fieldUses(node: MapNode): readonly FieldUse[] {
  if (node.kind === 'timer') return 'untilField' in node.wait ? [['timer', node.wait.untilField]] : [];
  if (node.kind !== 'userTask') return [];
  const uses: FieldUse[] = (node.requiredFields ?? []).map((field) => ['required', field]);
  for (const { evidence } of node.checklist ?? []) {
    if (evidence?.kind === 'field') uses.push(['evidence', evidence.field]);
  }
  for (const rule of nestedRules(node.assignee)) {
    if (rule.rule === 'field') uses.push(['assignee', rule.field]);
    if (rule.rule === 'role' && rule.scope) uses.push(['assignee', rule.scope.field]);
  }
  return uses;
}
