import type { FlowGraph } from '../map/flow-graph.js';
import type { Flow, RouteMap } from '../map/route-map.js';
import { starts, walk } from './walk.js';

/**
 * Nodes that the leading token of a governing map can stand on: from the start along the flows, behind a split only
 * along what is marked as leading. Empty for an independent map.
 */
export function leadingNodes(map: RouteMap, graph: FlowGraph): ReadonlySet<string> {
  if (map.kind !== 'governing') return new Set();
  const next = (id: string) => graph.outgoing(id).filter((flow) => leadsOn(graph, flow));
  return walk(starts(graph), (id) => next(id).map(({ to }) => to));
}

/** Whether the leading token can take a flow. */
export function isLeading(
  flow: Flow,
  { graph, leading }: { graph: FlowGraph; leading: ReadonlySet<string> },
): boolean {
  return leading.has(flow.from) && leadsOn(graph, flow);
}

const leadsOn = (graph: FlowGraph, flow: Flow): boolean =>
  graph.nodes.get(flow.from)?.kind !== 'split' || flow.leading === true;
