import { atMap, atNode } from '../finding.js';
import { knownStages } from '../known-stages.js';
import type { Rule, RuleInput } from '../rule.js';

/** The stages that a map names are stages of its pipeline. */
export const unknownStage: Rule = {
  name: 'unknown-stage',
  severity: 'error',
  codes: ['earlyTermination', 'node'],
  check(input: RuleInput) {
    const stages = knownStages(input);
    if (!stages) return [];
    const { nodes, earlyTermination, pipeline = '' } = input.map;
    const unknown = (stage: string | undefined): stage is string => !!stage && !stages.has(stage);
    const lostStage = earlyTermination?.stage;
    return [
      ...(unknown(lostStage) ? [atMap('earlyTermination', { stage: lostStage, pipeline })] : []),
      ...nodes.flatMap((node) =>
        unknown(node.stage) ? [atNode('node', node, { stage: node.stage, pipeline })] : [],
      ),
    ];
  },
};
