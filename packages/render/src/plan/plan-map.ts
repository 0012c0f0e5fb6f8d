import {
  type Flow,
  type FlowGraph,
  flowGraph,
  isLeading,
  leadingNodes,
  type RouteMap,
} from '@dealroute/core';
import { LABEL } from '../text/type-styles.js';
import { wrapText } from '../text/wrap-text.js';
import { flowWords } from './flow-words.js';
import { nodeOrder } from './node-order.js';
import type { Plan, PlannedFlow, PlannedNode } from './plan.js';
import { planMissing, planNode } from './plan-node.js';
import type { Sheet } from './sheet.js';
import { FLOW_TEXT } from './sizes.js';

const MOST_LINES = 4;

/** Plans everything that a picture of a map shows. Also maps that are drawn wrong have a picture. */
export function planMap(sheet: Sheet): Plan {
  const graph = flowGraph(sheet.map);
  const nodes = nodeOrder(sheet.map).map((node, n) => planNode(sheet, node, `n${n}`));
  const ids = new Map(nodes.map(({ id, node }) => [node?.id, id]));
  const named = new Set(sheet.map.flows.flatMap(({ from, to }) => [from, to]));
  const missing = [...named].filter((name) => !ids.has(name));
  const ghosts = missing.map((name, n): PlannedNode => planMissing(sheet, name, `m${n}`));
  for (const [n, name] of missing.entries()) ids.set(name, `m${n}`);
  const leads = leadingFlows(sheet.map, graph);
  return {
    nodes: [...nodes, ...ghosts],
    flows: sheet.map.flows.map((flow, n) => ({
      ...planFlow(sheet, graph, flow),
      ...{ id: `f${n}`, from: ids.get(flow.from) ?? '', to: ids.get(flow.to) ?? '' },
      leading: leads(flow),
    })),
    stages: [...sheet.stages.values()],
  };
}

/** Whether a flow is emphasised: on the leading path of a governing map that has other branches beside it. */
function leadingFlows(map: RouteMap, graph: FlowGraph): (flow: Flow) => boolean {
  const leading = leadingNodes(map, graph);
  const parts = map.nodes.some(({ id, kind }) => kind === 'split' && leading.has(id));
  return (flow) => parts && isLeading(flow, { graph, leading });
}

function planFlow(
  { locale, process, finding }: Sheet,
  graph: FlowGraph,
  flow: Flow,
): Pick<PlannedFlow, 'flow' | 'label' | 'taken' | 'faulty' | 'tooltip'> {
  const tooltip = flowWords(flow, graph, locale);
  const label = wrapText(tooltip, LABEL, { ...FLOW_TEXT, lines: MOST_LINES });
  return {
    ...{ flow, tooltip },
    label: label.lines.length > 0 ? label : undefined,
    taken: process?.taken.has(flow.id) ?? false,
    faulty: finding.flows.has(flow.id),
  };
}
