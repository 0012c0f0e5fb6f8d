import type { EndNode } from '../../map/node.js';
import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';
import { sideNodes } from '../side-branches.js';

/** The leading path's end says how the process ends, and an end says nothing that its outcome has no use for. */
export const endOutcome: Rule = {
  name: 'end-outcome',
  severity: 'error',
  codes: ['missing', 'remaining', 'lossReason'],
  check(input: RuleInput) {
    const side = sideNodes(input);
    const ends = nodesOfKind(input.map.nodes, 'end').filter(({ id }) => !side.has(id));
    return ends.flatMap((node) => {
      const code = problemOf(node, input.leading.has(node.id));
      return code ? [atNode(code, node)] : [];
    });
  },
};

function problemOf({ outcome, lossReason, remaining }: EndNode, leading: boolean): string | undefined {
  if (leading && outcome === undefined) return 'missing';
  if (outcome === 'failure') return remaining === undefined ? undefined : 'remaining';
  return lossReason === undefined ? undefined : 'lossReason';
}
