import type { Result, UserTaskNode } from '../../map/node.js';
import type { Flow } from '../../map/route-map.js';
import { atNode } from '../finding.js';
import { isLeading } from '../leading-path.js';
import { titleOf } from '../naming.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import { combinationOf, possibleResults } from '../possible-results.js';
import type { Rule, RuleInput } from '../rule.js';
import { walk } from '../walk.js';

/** A lost deal has a reason: the failure end's own, or one that every result leading there asks for. */
export const lossReasonMissing: Rule = {
  name: 'loss-reason-missing',
  severity: 'error',
  codes: ['missing'],
  check(input: RuleInput) {
    const ends = nodesOfKind(input.graph.nodes.values(), 'end').filter(
      ({ id, outcome, lossReason }) => input.leading.has(id) && outcome === 'failure' && !lossReason?.trim(),
    );
    return ends.flatMap((end) => {
      const silent = silentSources(input, end.id);
      const sources = [...input.graph.nodes.values()].filter(({ id }) => silent.has(id));
      return sources.map((from) => atNode('missing', end, { from: titleOf(from) }));
    });
  },
};

/** The tasks, and the start, from which the leading token can come to an end without having been asked for a reason. */
function silentSources(input: RuleInput, end: string): ReadonlySet<string> {
  const silent = new Set<string>();
  walk([end], (id) =>
    input.graph.incoming(id).flatMap((flow) => {
      const from = input.graph.nodes.get(flow.from);
      if (!from || !isLeading(flow, input)) return [];
      if (from.kind === 'userTask') {
        if (!asksReason(from, flow, input.graph.outgoing(from.id))) silent.add(from.id);
        return [];
      }
      if (from.kind === 'start') silent.add(from.id);
      return [from.id];
    }),
  );
  return silent;
}

function asksReason(node: UserTaskNode, flow: Flow, flows: readonly Flow[]): boolean {
  const hasOwnFlow = ({ key }: Result) => flows.some(({ result }) => result === key);
  const taking = possibleResults(node).filter((result) =>
    flow.result === undefined ? !hasOwnFlow(result) : result.key === flow.result,
  );
  const combine = combinationOf(node);
  // Where votes are counted, `otherwise` comes about without anybody having chosen it.
  const byDefault = combine?.by === 'count' && taking.some(({ key }) => key === combine.otherwise);
  const results = node.results ?? [];
  return (
    results.length > 0 && (byDefault ? results : taking).every(({ lossReason }) => lossReason === 'required')
  );
}
