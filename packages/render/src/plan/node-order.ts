import { flowGraph, type MapNode, type RouteMap } from '@dealroute/core';

/**
 * The nodes as a reader follows them, each before those that it leads to, loops aside: whatever the order in which the
 * map lists them, its picture goes from top to bottom. Nodes that the start does not lead to come last.
 */
export function nodeOrder(map: RouteMap): readonly MapNode[] {
  const graph = flowGraph(map);
  const seen = new Set<string>();
  const visit = (node: MapNode): MapNode[] => {
    if (seen.has(node.id)) return [];
    seen.add(node.id);
    // The last flow first: what is finished later comes earlier, so the first flow leads to what follows at once.
    const behind = [...graph.outgoing(node.id)].reverse().map(({ to }) => graph.nodes.get(to));
    return [...behind.flatMap((next) => (next ? visit(next) : [])), node];
  };
  const starts = map.nodes.filter(({ kind }) => kind === 'start');
  return [...starts, ...map.nodes].flatMap((root) => visit(root).reverse());
}
