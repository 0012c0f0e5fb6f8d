import { atFlow, atMap, atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** An independent map never touches the deal's stage, so it says nothing about stages. */
export const independentMap: Rule = {
  name: 'independent-map',
  severity: 'error',
  codes: ['pipeline', 'stageBypass', 'earlyTermination', 'stage', 'leading'],
  check({ map, graph }: RuleInput) {
    if (map.kind !== 'independent') return [];
    const { pipeline, earlyTermination, stageBypass } = map;
    return [
      ...(pipeline === undefined ? [] : [atMap('pipeline', { pipeline })]),
      ...(stageBypass === undefined ? [] : [atMap('stageBypass')]),
      ...(earlyTermination?.stage === undefined
        ? []
        : [atMap('earlyTermination', { stage: earlyTermination.stage })]),
      ...map.nodes.flatMap((node) =>
        node.stage === undefined ? [] : [atNode('stage', node, { stage: node.stage })],
      ),
      ...map.flows
        .filter((flow) => flow.leading && graph.nodes.get(flow.from)?.kind === 'split')
        .map((flow) => atFlow('leading', flow, graph)),
    ];
  },
};
