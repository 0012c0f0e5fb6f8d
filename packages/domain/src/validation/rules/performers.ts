import type { CombineResults, Performers } from '../../map/assignee-rule.js';
import type { UserTaskNode } from '../../map/node.js';
import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import { combinationOf } from '../possible-results.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

/** The answers of several people become one of the node's results, and enough of them can be given. */
export const performers: Rule = {
  name: 'performers',
  severity: 'error',
  codes: ['quorum', 'noResults', 'unknownResult', 'sameResult', 'atLeast', 'overQuorum'],
  check({ map }: RuleInput) {
    return nodesOfKind(map.nodes, 'userTask').flatMap((node) => {
      const combine = combinationOf(node);
      return [
        ...(node.performers?.mode === 'quorum' && !isCount(node.performers.count)
          ? [atNode('quorum', node, { count: node.performers.count })]
          : []),
        ...(combine ? combination(node, combine) : []),
      ];
    });
  },
};

function combination(node: UserTaskNode, combine: CombineResults): readonly Finding[] {
  const results = (node.results ?? []).map(({ key }) => key);
  // `first` of no results is what a node for several people without results has to say.
  if (results.length === 0) return combine.by === 'first' ? [] : [atNode('noResults', node)];
  if (combine.by !== 'count') return [];
  const { result, otherwise, atLeast } = combine;
  const unknown = [...new Set([result, otherwise])].filter((key) => !results.includes(key));
  return [
    ...unknown.map((key) => atNode('unknownResult', node, { result: key })),
    ...(result === otherwise ? [atNode('sameResult', node, { result })] : []),
    ...(isCount(atLeast) ? [] : [atNode('atLeast', node, { count: atLeast })]),
    ...(atLeast > quorumOf(node.performers)
      ? [atNode('overQuorum', node, { atLeast, quorum: quorumOf(node.performers) })]
      : []),
  ];
}

const isCount = (count: number): boolean => Number.isInteger(count) && count >= 1;

const quorumOf = (performers: Performers | undefined): number =>
  performers?.mode === 'quorum' ? performers.count : Number.POSITIVE_INFINITY;
