import type { FlowGraph } from '../../map/flow-graph.js';
import type { NodeKind } from '../../map/node.js';
import { atNode } from '../finding.js';
import { nodeName } from '../naming.js';
import type { Finding, Rule, RuleInput } from '../rule.js';
import { shortestWay, withoutBeginnings } from '../walk.js';

/** A person or a time; a host's action or a called process may answer at once, round after round. */
const WAITS: ReadonlySet<NodeKind> = new Set<NodeKind>(['userTask', 'timer']);

/** Each round of a loop waits for a person or a timer. */
export const loopWithoutWait: Rule = {
  name: 'loop-without-wait',
  severity: 'error',
  codes: ['loop'],
  check({ graph }: RuleInput) {
    const onLoop = loopsWithoutWait(graph);
    const next = (id: string) => graph.outgoing(id).flatMap(({ to }) => (onLoop.has(to) ? [to] : []));
    const findings: Finding[] = [];
    const told = new Set<string>();
    for (const node of graph.nodes.values()) {
      const loop =
        onLoop.has(node.id) && !told.has(node.id) ? shortestWay(node.id, node.id, next) : undefined;
      if (!loop) continue;
      for (const id of loop) told.add(id);
      findings.push(atNode('loop', node, { path: loop.map((id) => nodeName(graph, id)) }));
    }
    return findings;
  },
};

/** Nodes on loops that nothing waits in, or between two such loops. */
function loopsWithoutWait(graph: FlowGraph): ReadonlySet<string> {
  const hurried = [...graph.nodes.values()].flatMap(({ id, kind }) => (WAITS.has(kind) ? [] : [id]));
  const onwards = withoutBeginnings(hurried, (id) => graph.outgoing(id).map(({ to }) => to));
  return withoutBeginnings(onwards, (id) => graph.incoming(id).map(({ from }) => from));
}
