import { atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';
import { sideNodes } from '../side-branches.js';

/** Only the leading path moves the deal: a stage elsewhere would be a promise that nobody keeps. */
export const sideBranchStage: Rule = {
  name: 'side-branch-stage',
  severity: 'error',
  codes: ['stage'],
  check(input: RuleInput) {
    const side = sideNodes(input);
    return input.map.nodes.flatMap((node) =>
      side.has(node.id) && node.stage !== undefined ? [atNode('stage', node, { stage: node.stage })] : [],
    );
  },
};
