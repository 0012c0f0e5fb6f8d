import { atMap } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** A governing map is bound to one pipeline, the one whose stages it names. */
export const pipeline: Rule = {
  name: 'pipeline',
  severity: 'error',
  codes: ['missing', 'unknown', 'other'],
  check({ map, context }: RuleInput) {
    if (map.kind !== 'governing') return [];
    if (!map.pipeline) return [atMap('missing')];
    if (context.pipeline === null) return [atMap('unknown', { pipeline: map.pipeline })];
    const known = context.pipeline?.key;
    return known === undefined || known === map.pipeline
      ? []
      : [atMap('other', { pipeline: map.pipeline, known })];
  },
};
