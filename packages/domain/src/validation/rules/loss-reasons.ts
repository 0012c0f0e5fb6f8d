import type { RouteMap } from '../../map/route-map.js';
import { atMap, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';

/** A map with a list of loss reasons uses that list, and a person who is asked finds one there. */
export const lossReasons: Rule = {
  name: 'loss-reasons',
  severity: 'error',
  codes: ['empty', 'blank', 'unknown'],
  check({ map }: RuleInput) {
    const reasons = map.lossReasons;
    if (!reasons) return [];
    const keys = new Set(reasons.map(({ key }) => key));
    return [
      ...(reasons.length === 0 && asksForOne(map) ? [atMap('empty')] : []),
      ...(reasons.some(({ key }) => key.trim() === '') ? [atMap('blank')] : []),
      ...nodesOfKind(map.nodes, 'end').flatMap((node) =>
        node.lossReason === undefined || keys.has(node.lossReason)
          ? []
          : [atNode('unknown', node, { key: node.lossReason })],
      ),
    ];
  },
};

function asksForOne({ nodes, earlyTermination }: RouteMap): boolean {
  const results = nodesOfKind(nodes, 'userTask').flatMap((node) => node.results ?? []);
  return earlyTermination !== undefined || results.some(({ lossReason }) => lossReason === 'required');
}
