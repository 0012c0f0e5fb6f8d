import { atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';
import { reachable, walk } from '../walk.js';

/** From everywhere there is a way to some end. A node without a flow out is the rule flow-count's finding, not this one's. */
export const endlessPath: Rule = {
  name: 'endless-path',
  severity: 'error',
  codes: ['noEnd'],
  check({ graph }: RuleInput) {
    const nodes = [...graph.nodes.values()];
    if (!nodes.some(({ kind }) => kind === 'end')) return [];
    const stops = nodes.filter(({ kind, id }) => kind === 'end' || graph.outgoing(id).length === 0);
    const leadsToStop = walk(
      stops.map(({ id }) => id),
      (id) => graph.incoming(id).map(({ from }) => from),
    );
    const reached = reachable(graph);
    return nodes
      .filter(({ id }) => reached.has(id) && !leadsToStop.has(id))
      .map((node) => atNode('noEnd', node));
  },
};
