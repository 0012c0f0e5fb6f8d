import type { Flow, RouteMap } from '../map/route-map.js';

/**
 * The flows out of a node as they are drawn, also those that lead to no node, which a flow graph leaves out.
 * Rules that count flows use these, so that a dangling flow is one finding and not two.
 */
export function drawnFlows(map: RouteMap): (node: string) => readonly Flow[] {
  const flows = new Map<string, Flow[]>();
  for (const flow of map.flows) {
    const known = flows.get(flow.from);
    if (known) known.push(flow);
    else flows.set(flow.from, [flow]);
  }
  return (node) => flows.get(node) ?? [];
}
