import type { Label } from '../../map/label.js';
import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const FIELD = 'deal.fields.';

/** What a description wants replaced can be replaced; else the performer reads the raw braces. */
export const descriptionPlaceholder: Rule = {
  name: 'description-placeholder',
  severity: 'warning',
  codes: ['unknown', 'field'],
  check({ map, context }: RuleInput) {
    const known = context.pipeline?.fields;
    return nodesOfKind(map.nodes, 'userTask').flatMap((node) =>
      placeholders(node.description ?? '').flatMap((name) => {
        if (name === 'deal.title') return [];
        if (!name.startsWith(FIELD)) return [atNode('unknown', node, { placeholder: name })];
        const field = name.slice(FIELD.length);
        return known && !known.includes(field) ? [atNode('field', node, { field })] : [];
      }),
    );
  },
};

function placeholders(label: Label): readonly string[] {
  const texts = typeof label === 'string' ? [label] : Object.values(label);
  const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim()));
  return [...new Set(names)];
}
