import { atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Rule, RuleInput } from '../rule.js';
import { sideNodes } from '../side-branches.js';

const DECIDING = ['outcome', 'lossReason', 'remaining'] as const;

/** An end in a side branch only ends that branch: it decides nothing. */
export const sideBranchEnd: Rule = {
  name: 'side-branch-end',
  severity: 'error',
  codes: DECIDING,
  check(input: RuleInput) {
    const side = sideNodes(input);
    return nodesOfKind(input.map.nodes, 'end')
      .filter(({ id }) => side.has(id))
      .flatMap((node) => DECIDING.filter((key) => node[key] !== undefined).map((key) => atNode(key, node)));
  },
};
