import type { FlowGraph } from '../map/flow-graph.js';
import type { Label } from '../map/label.js';
import type { MapNode } from '../map/node.js';

/** Whether a label would show nothing in some language. */
export function isBlank(label: Label): boolean {
  const texts = typeof label === 'string' ? [label] : Object.values(label);
  return texts.length === 0 || texts.some((text) => text.trim() === '');
}

/** How a sentence names something: by its title, by its key where there is no title. */
export const nameOf = (title: Label | undefined, key: string): Label =>
  title === undefined || isBlank(title) ? key : title;

/** How a sentence names a node; a node that does not exist goes by the id that was asked for. */
export function nodeName(graph: FlowGraph, id: string): Label {
  return nameOf(graph.nodes.get(id)?.title, id);
}

export const titleOf = (node: MapNode): Label => nameOf(node.title, node.id);
