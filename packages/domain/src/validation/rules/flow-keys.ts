import type { NodeKind } from '../../map/node.js';
import { atFlow } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** Which kind of node a key of its outgoing flow belongs to. */
const OWNERS = {
  result: 'userTask',
  outcome: 'call',
  condition: 'decision',
  default: 'decision',
  leading: 'split',
} as const satisfies Record<string, NodeKind>;

const KEYS = Object.keys(OWNERS) as (keyof typeof OWNERS)[];

/** A key that the flow's source does not look at would be silently ignored. */
export const flowKeys: Rule = {
  name: 'flow-keys',
  severity: 'error',
  codes: KEYS,
  check({ map, graph }: RuleInput) {
    return map.flows.flatMap((flow) => {
      const source = graph.nodes.get(flow.from);
      if (!source) return [];
      const misfits = KEYS.filter((key) => flow[key] !== undefined && source.kind !== OWNERS[key]);
      return misfits.map((key) => atFlow(key, flow, graph));
    });
  },
};
