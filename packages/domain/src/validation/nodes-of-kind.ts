import type { MapNode, NodeKind, NodeOfKind } from '../map/node.js';

/** The nodes of a kind, in their order. */
export function nodesOfKind<K extends NodeKind>(nodes: Iterable<MapNode>, kind: K): NodeOfKind<K>[] {
  return [...nodes].filter((node): node is NodeOfKind<K> => node.kind === kind);
}
