import { atNode } from '../finding.js';
import { knownStages } from '../known-stages.js';
import { nameOf } from '../naming.js';
import type { Rule, RuleInput } from '../rule.js';

/** A deal that is won or lost while its process goes on: reports would count it too early. */
export const earlyFinalStage: Rule = {
  name: 'early-final-stage',
  severity: 'warning',
  codes: ['won', 'lost'],
  check(input: RuleInput) {
    const stages = knownStages(input);
    return input.map.nodes.flatMap((node) => {
      const stage = stages?.get(node.stage ?? '');
      if (!stage || stage.kind === 'open' || node.kind === 'end' || !input.leading.has(node.id)) return [];
      return [atNode(stage.kind, node, { stage: nameOf(stage.title, stage.key) })];
    });
  },
};
