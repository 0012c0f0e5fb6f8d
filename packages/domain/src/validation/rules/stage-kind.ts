import { atMap, atNode } from '../finding.js';
import { knownStages } from '../known-stages.js';
import { nameOf } from '../naming.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

const KIND_OF = { success: 'won', failure: 'lost' } as const;

/** A success leaves the deal won, a failure and an early termination leave it lost. */
export const stageKind: Rule = {
  name: 'stage-kind',
  severity: 'error',
  codes: ['earlyTermination', 'success', 'failure'],
  check(input: RuleInput) {
    const { map, leading } = input;
    const stages = knownStages(input);
    const final = stages?.get(map.earlyTermination?.stage ?? '');
    const ends = nodesOfKind(map.nodes, 'end').filter(({ id }) => leading.has(id));
    return [
      ...(final && final.kind !== 'lost'
        ? [atMap('earlyTermination', { stage: nameOf(final.title, final.key) })]
        : []),
      ...ends.flatMap((node) => {
        const stage = stages?.get(node.stage ?? '');
        if (!stage || !node.outcome || stage.kind === KIND_OF[node.outcome]) return [];
        return [atNode(node.outcome, node, { stage: nameOf(stage.title, stage.key) })];
      }),
    ];
  },
};
