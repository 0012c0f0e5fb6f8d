import type { MapNode } from './node.js';
import type { Flow, RouteMap } from './route-map.js';

/** A map indexed for walking. Of nodes with one id the first counts; flows from or to nowhere are kept in `flows` only. */
export interface FlowGraph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly outgoing: (node: string) => readonly Flow[];
  readonly incoming: (node: string) => readonly Flow[];
}

const NONE: readonly Flow[] = [];

export function flowGraph(map: RouteMap): FlowGraph {
  const nodes = new Map<string, MapNode>();
  for (const node of map.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
  const out = new Map<string, Flow[]>();
  const into = new Map<string, Flow[]>();
  for (const flow of map.flows) {
    if (!nodes.has(flow.from) || !nodes.has(flow.to)) continue;
    append(out, flow.from, flow);
    append(into, flow.to, flow);
  }
  return {
    nodes,
    outgoing: (node) => out.get(node) ?? NONE,
    incoming: (node) => into.get(node) ?? NONE,
  };
}

function append(index: Map<string, Flow[]>, key: string, flow: Flow): void {
  const list = index.get(key);
  if (list) list.push(flow);
  else index.set(key, [flow]);
}

/** All nodes that can be reached from one, itself included. `through` false stops the walk behind a node. */
export function reachableFrom(
  graph: FlowGraph,
  from: string,
  through: (node: MapNode) => boolean = () => true,
): ReadonlySet<string> {
  const seen = new Set<string>([from]);
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = graph.nodes.get(id);
    if (!node || !through(node)) continue;
    for (const flow of graph.outgoing(id)) {
      if (seen.has(flow.to)) continue;
      seen.add(flow.to);
      waiting.push(flow.to);
    }
  }
  return seen;
}
