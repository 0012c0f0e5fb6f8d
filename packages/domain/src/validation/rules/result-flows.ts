import type { UserTaskNode } from '../../map/node.js';
import type { Flow } from '../../map/route-map.js';
import { drawnFlows } from '../drawn-flows.js';
import { atFlow, atNode } from '../finding.js';
import { nameOf } from '../naming.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import { possibleResults } from '../possible-results.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

/** Every result of a task leads somewhere, and every flow out of it can be taken. */
export const resultFlows: Rule = {
  name: 'result-flows',
  severity: 'error',
  codes: ['noFlow', 'unknown', 'neverTaken', 'neverCombined'],
  check({ map, graph }: RuleInput) {
    const flowsFrom = drawnFlows(map);
    return nodesOfKind(graph.nodes.values(), 'userTask').flatMap((node) => {
      const flows = flowsFrom(node.id);
      const useless = flows.flatMap((flow): Finding[] => {
        const code = uselessBecause(flow, node, flows);
        return code ? [atFlow(code, flow, graph, { result: flow.result ?? '' })] : [];
      });
      return [...lost(node, flows), ...useless];
    });
  },
};

/** The results that no flow takes up. */
function lost(node: UserTaskNode, flows: readonly Flow[]): readonly Finding[] {
  if (flows.length === 0 || flows.some(({ result }) => result === undefined)) return [];
  return possibleResults(node)
    .filter(({ key }) => !flows.some(({ result }) => result === key))
    .map(({ key, title }) => atNode('noFlow', node, { result: nameOf(title, key) }));
}

function uselessBecause({ result }: Flow, node: UserTaskNode, flows: readonly Flow[]): string | undefined {
  const possible = possibleResults(node);
  if (result === undefined) {
    const served = possible.every(({ key }) => flows.some((flow) => flow.result === key));
    return served && possible.length > 0 ? 'neverTaken' : undefined;
  }
  if (!node.results?.some(({ key }) => key === result)) return 'unknown';
  return possible.some(({ key }) => key === result) ? undefined : 'neverCombined';
}
