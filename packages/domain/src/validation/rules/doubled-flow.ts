import type { FlowGraph } from '../../map/flow-graph.js';
import type { MapNode } from '../../map/node.js';
import type { Flow } from '../../map/route-map.js';
import { drawnFlows } from '../drawn-flows.js';
import { atFlow } from '../finding.js';
import { repeated } from '../repeated.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

/** Of two flows for one case only the first would ever be taken; a branch drawn twice would run twice. */
export const doubledFlow: Rule = {
  name: 'doubled-flow',
  severity: 'error',
  codes: ['result', 'outcome', 'plain', 'condition', 'branch'],
  check({ map, graph }: RuleInput) {
    const flowsFrom = drawnFlows(map);
    return [...graph.nodes.values()].flatMap((node) => doubled(node, flowsFrom(node.id), graph));
  },
};

function doubled(node: MapNode, flows: readonly Flow[], graph: FlowGraph): readonly Finding[] {
  const found = (code: string, keyOf: (flow: Flow) => string | undefined) =>
    repeated(flows, keyOf).map((flow) => atFlow(code, flow, graph, { key: keyOf(flow) ?? '' }));
  switch (node.kind) {
    case 'userTask':
      return [...found('result', ({ result }) => result), ...found('plain', plainUnless('result'))];
    case 'call':
      return [...found('outcome', ({ outcome }) => outcome), ...found('plain', plainUnless('outcome'))];
    case 'decision':
      return found('condition', ({ condition }) => condition?.trim());
    case 'split':
      return found('branch', ({ to }) => (graph.nodes.get(to)?.kind === 'join' ? undefined : to));
    default:
      return [];
  }
}

const plainUnless = (key: 'result' | 'outcome') => (flow: Flow) =>
  flow[key] === undefined ? 'plain' : undefined;
