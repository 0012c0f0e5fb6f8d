import type { ElkExtendedEdge, ElkLabel, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { Plan, PlannedFlow, PlannedNode } from '../plan/plan.js';

/** Room around the text of a flow, so that lines keep off it. */
export const LABEL_PADDING = 3;

/** How far lines keep from the corners of a box. */
const RIM = 28;

const LABEL_SPACING = 5;

/** The sum of how many nodes each flow passes by. */
const MOST_REACH = 200;

/** Layers from top to bottom, in the order in which the plan lists nodes and flows; the same plan gives the same layout. */
const MAP_OPTIONS: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.spacing.componentComponent': '40',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '0',
  'elk.spacing.labelNode': String(LABEL_SPACING),
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '3',
};

/** A plan as ELK reads it. */
export function elkGraph({ nodes, flows }: Plan): ElkNode {
  const loops = new Set(flows.filter(({ from, to }) => from === to).map(({ from }) => from));
  return {
    id: 'map',
    layoutOptions: { ...MAP_OPTIONS, 'elk.layered.nodePlacement.strategy': placementOf(nodes, flows) },
    children: nodes.map((node) =>
      node.place === 'inside' ? elkBox(node, loops.has(node.id)) : elkSign(node),
    ),
    edges: flows.map(elkEdge),
  };
}

/** The straightest lines, or where flows reach so far that they would take seconds, lines that are drawn soon. */
function placementOf(nodes: readonly PlannedNode[], flows: readonly PlannedFlow[]): string {
  const order = new Map(nodes.map(({ id }, n) => [id, n]));
  const reach = ({ from, to }: PlannedFlow) => Math.abs((order.get(from) ?? 0) - (order.get(to) ?? 0));
  const reached = flows.reduce((sum, flow) => sum + reach(flow), 0);
  return reached > MOST_REACH ? 'BRANDES_KOEPF' : 'NETWORK_SIMPLEX';
}

/**
 * A box as ELK sees it lacks its two sides: they are labels beside it. So lines can slide along what is left of it to
 * run straight, and never come near a corner. ELK cannot let lines slide where one leads from a box to itself.
 */
function elkBox({ id, width, height }: PlannedNode, hasLoop: boolean): ElkNode {
  if (hasLoop) return { id, width, height };
  const side = (place: string): ElkLabel => ({
    ...{ text: place, width: RIM - LABEL_SPACING, height },
    layoutOptions: { 'elk.nodeLabels.placement': `[${place}, V_CENTER, OUTSIDE]` },
  });
  return {
    ...{ id, width: width - 2 * RIM, height },
    labels: [side('H_LEFT'), side('H_RIGHT')],
    layoutOptions: { 'elk.layered.nodePlacement.networkSimplex.nodeFlexibility': 'PORT_POSITION' },
  };
}

const TEXT_PLACES = {
  right: '[H_RIGHT, V_CENTER, OUTSIDE]',
  below: '[H_CENTER, V_BOTTOM, OUTSIDE]',
  above: '[H_CENTER, V_TOP, OUTSIDE]',
} as const;

/** A circle or diamond with its texts beside it. */
function elkSign({ id, width, height, place, title, note }: PlannedNode): ElkNode {
  const texts = { width: Math.max(title.width, note.width), height: title.height + note.height };
  if (place === 'inside' || texts.height === 0) return { id, width, height };
  const layoutOptions = { 'elk.nodeLabels.placement': TEXT_PLACES[place] };
  return { id, width, height, labels: [{ text: id, ...texts, layoutOptions }] };
}

function elkEdge({ id, from, to, label, leading }: PlannedFlow): ElkExtendedEdge {
  const edge = {
    ...{ id, sources: [from], targets: [to] },
    layoutOptions: { 'elk.layered.priority.straightness': leading ? '10' : '1' },
  };
  if (!label) return edge;
  const size = { width: label.width + 2 * LABEL_PADDING, height: label.height + 2 * LABEL_PADDING };
  const layoutOptions = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' };
  return { ...edge, labels: [{ text: id, ...size, layoutOptions }] };
}
