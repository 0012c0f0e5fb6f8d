import type { NodeKind } from '../../map/node.js';
import { atMap, atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

const STAGED: ReadonlySet<NodeKind> = new Set<NodeKind>(['userTask', 'call', 'end']);

/** On the leading path every task, call and end says which stage the deal has there. */
export const stageMissing: Rule = {
  name: 'stage-missing',
  severity: 'error',
  codes: ['earlyTermination', 'node'],
  check({ map, graph, leading }: RuleInput) {
    const unstaged = [...graph.nodes.values()].filter(
      ({ id, kind, stage }) => leading.has(id) && STAGED.has(kind) && !stage,
    );
    const { kind, earlyTermination } = map;
    return [
      ...(kind === 'governing' && earlyTermination && !earlyTermination.stage
        ? [atMap('earlyTermination')]
        : []),
      ...unstaged.map((node) => atNode('node', node)),
    ];
  },
};
