import { atFlow } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';
import { branchingFlows, sideNodes } from '../side-branches.js';

/** A side branch comes back to the leading path through a join, or ends by itself. */
export const branchWithoutJoin: Rule = {
  name: 'branch-without-join',
  severity: 'error',
  codes: ['runsIn'],
  check(input: RuleInput) {
    const { map, graph, leading } = input;
    const side = sideNodes(input);
    const branching = new Set(branchingFlows(input));
    const returning = map.flows.filter(
      (flow) => (side.has(flow.from) || branching.has(flow)) && leading.has(flow.to),
    );
    return returning
      .filter(({ to }) => graph.nodes.get(to)?.kind !== 'join')
      .map((flow) => atFlow('runsIn', flow, graph));
  },
};
