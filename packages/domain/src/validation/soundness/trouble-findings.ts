import type { FlowGraph } from '../../map/flow-graph.js';
import type { Label } from '../../map/label.js';
import { atNode } from '../finding.js';
import { nameOf, nodeName } from '../naming.js';
import type { Finding, RuleInput } from '../rule.js';
import { starts } from '../walk.js';
import type { Path, PathStep, Trouble } from './verdict.js';

/** The troubles of some kinds as findings: the path in the words of the map, and what waits for what. */
export function troubleFindings(
  { graph, verdict }: RuleInput,
  codes: Partial<Record<Trouble['kind'], string>>,
): readonly Finding[] {
  if (verdict?.is !== 'unsound') return [];
  return verdict.troubles.flatMap(({ kind, node, path, missing }) => {
    const [code, at] = [codes[kind], graph.nodes.get(node)];
    if (!code || !at) return [];
    const flows = new Set(missing);
    const absent = graph.incoming(node).filter(({ id }) => flows.has(id));
    return [
      atNode(code, at, {
        path: inWords(graph, path),
        steps: path.map((step) => ({ ...step })),
        ...(missing.length > 0 && { missing: absent.map(({ from }) => nodeName(graph, from)) }),
      }),
    ];
  });
}

/** A path in the words of a map: nodes and what was chosen there, a task with its result, a decision with the title of its flow. */
export function inWords(graph: FlowGraph, path: Path): Label[] {
  if (path.length === 0) return starts(graph).map((id) => nodeName(graph, id));
  return path.flatMap((step) => {
    const choice = choiceOf(graph, step);
    return [nodeName(graph, step.node), ...(choice === undefined ? [] : [choice])];
  });
}

function choiceOf(graph: FlowGraph, { node, flow: taken, result: key }: PathStep): Label | undefined {
  const at = graph.nodes.get(node);
  if (at?.kind === 'userTask') {
    const result = at.results?.find((candidate) => candidate.key === key);
    return result && nameOf(result.title, result.key);
  }
  return graph.outgoing(node).find(({ id }) => id === taken)?.title;
}
