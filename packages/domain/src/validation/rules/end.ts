import { atFlow, atMap } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** A process can end, and where it ends nothing follows. */
export const end: Rule = {
  name: 'end',
  severity: 'error',
  codes: ['none', 'left'],
  check({ map, graph }: RuleInput) {
    const leaving = map.flows.filter(({ from }) => graph.nodes.get(from)?.kind === 'end');
    return [
      ...(map.nodes.some(({ kind }) => kind === 'end') ? [] : [atMap('none')]),
      ...leaving.map((flow) => atFlow('left', flow, graph)),
    ];
  },
};
