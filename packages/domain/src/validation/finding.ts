import type { FlowGraph } from '../map/flow-graph.js';
import type { MapNode } from '../map/node.js';
import type { Flow } from '../map/route-map.js';
import { nodeName, titleOf } from './naming.js';
import type { Finding } from './rule.js';

type Params = Finding['params'];

/** A finding about a node; its sentence says `{node}`. */
export function atNode(code: string, node: MapNode, params: Params = {}): Finding {
  return { code, node: node.id, params: { node: titleOf(node), ...params } };
}

/** A finding about a flow; its sentence says `{from}` and `{to}`. */
export function atFlow(code: string, flow: Flow, graph: FlowGraph, params: Params = {}): Finding {
  const ends = { from: nodeName(graph, flow.from), to: nodeName(graph, flow.to) };
  return { code, flow: flow.id, params: { ...ends, ...params } };
}

/** A finding about the map as a whole. */
export const atMap = (code: string, params: Params = {}): Finding => ({ code, params });
