import type { MapNode } from '../../map/node.js';
import { atNode } from '../finding.js';
import { knownStages } from '../known-stages.js';
import { isLeading } from '../leading-path.js';
import { nameOf, titleOf } from '../naming.js';
import type { Rule, RuleInput } from '../rule.js';
import { walk } from '../walk.js';

/** A deal that goes back to an earlier stage; often meant, sometimes a slip. */
export const stageOrder: Rule = {
  name: 'stage-order',
  severity: 'warning',
  codes: ['back'],
  check(input: RuleInput) {
    const stages = [...(knownStages(input)?.values() ?? [])];
    const placeOf = (node: MapNode) => stages.findIndex(({ key }) => key === node.stage);
    const nodes = [...input.graph.nodes.values()].filter(
      ({ id, stage }) => input.leading.has(id) && stage !== undefined,
    );
    return nodes.flatMap((from) => {
      const next = nextStaged(input, from);
      const back = nodes.filter((to) => next.has(to.id) && placeOf(to) < placeOf(from));
      return back.flatMap((to) => {
        const [stage, before] = [stages[placeOf(to)], stages[placeOf(from)]];
        if (!before || stage?.kind !== 'open') return [];
        const names = { stage: nameOf(stage.title, stage.key), before: nameOf(before.title, before.key) };
        return [atNode('back', to, { from: titleOf(from), ...names })];
      });
    });
  },
};

/** The nodes that say where the deal goes from this node's stage. */
function nextStaged(input: RuleInput, from: MapNode): ReadonlySet<string> {
  const onward = (id: string) =>
    input.graph.outgoing(id).flatMap((flow) => (isLeading(flow, input) ? [flow.to] : []));
  return walk(onward(from.id), (id) => (input.graph.nodes.get(id)?.stage === undefined ? onward(id) : []));
}
