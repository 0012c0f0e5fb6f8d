import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Plan, PlannedFlow, PlannedNode } from '../plan/plan.js';
import { BAR_WIDTH, BOX_PADDING } from '../plan/sizes.js';
import { elkGraph } from './elk-graph.js';
import type { Box, Layout, PlacedFlow, PlacedNode, Point } from './layout.js';
import { onOutline } from './on-outline.js';

let elk: Promise<ELK> | undefined;

/** Gives everything of a plan its place. */
export async function layOut(plan: Plan): Promise<Layout> {
  elk ??= loadElk();
  const laid = await (await elk).layout(elkGraph(plan));
  const children = new Map((laid.children ?? []).map((child) => [child.id, child]));
  const edges = new Map((laid.edges ?? []).map((edge) => [edge.id, edge]));
  const nodes = plan.nodes.map((planned) => placeNode(planned, children.get(planned.id)));
  const boxes = new Map(nodes.map((node) => [node.planned.id, node]));
  return {
    nodes,
    flows: plan.flows.map((planned) => placeFlow(planned, edges.get(planned.id), boxes)),
    width: laid.width ?? 0,
    height: laid.height ?? 0,
  };
}

/** Loaded when the first picture is drawn: the file is large. */
async function loadElk(): Promise<ELK> {
  const { default: module } = await import('elkjs/lib/elk.bundled.js');
  return new module.default();
}

function placeNode(planned: PlannedNode, laid: ElkNode | undefined): PlacedNode {
  if (planned.place === 'inside') {
    const seen = boxOf(laid);
    const side = (planned.width - seen.width) / 2;
    const box = { ...seen, x: seen.x - side, width: planned.width };
    return { planned, box, texts: within(box) };
  }
  const box = boxOf(laid);
  const texts = boxOf(laid?.labels?.[0]);
  return { planned, box, texts: { ...texts, x: box.x + texts.x, y: box.y + texts.y } };
}

const within = ({ x, y, width, height }: Box): Box => ({
  x: x + BAR_WIDTH + BOX_PADDING,
  y: y + BOX_PADDING,
  width: width - BAR_WIDTH - 2 * BOX_PADDING,
  height: height - 2 * BOX_PADDING,
});

function placeFlow(
  planned: PlannedFlow,
  laid: ElkExtendedEdge | undefined,
  nodes: ReadonlyMap<string, PlacedNode>,
): PlacedFlow {
  const points = (laid?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }): Point[] => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  const [label] = laid?.labels ?? [];
  return {
    planned,
    points: onOutline(points, nodes.get(planned.from), nodes.get(planned.to)),
    label: label ? boxOf(label) : undefined,
  };
}

const boxOf = (element: Partial<Box> | undefined): Box => ({
  x: element?.x ?? 0,
  y: element?.y ?? 0,
  width: element?.width ?? 0,
  height: element?.height ?? 0,
});
