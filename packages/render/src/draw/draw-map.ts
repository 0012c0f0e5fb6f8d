import { labelText } from '@dealroute/core';
import type { Layout } from '../layout/layout.js';
import type { Plan } from '../plan/plan.js';
import type { Sheet } from '../plan/sheet.js';
import { type Element, element, rounded } from '../svg/element.js';
import { HEADING, SUBTITLE } from '../text/type-styles.js';
import { wrapText } from '../text/wrap-text.js';
import { drawFlow, drawFlowLabel, emphasis } from './draw-flow.js';
import { drawNode } from './draw-node.js';
import { drawText, FONT_FAMILY } from './draw-text.js';
import { drawLegend } from './legend.js';

const MARGIN = 20;
const GAP = 18;
/** Narrower pictures would break their heading and legend into many lines. */
const LEAST_WIDTH = 300;
const MOST_LINES = 8;

/** A whole picture: the heading, the map, and the legend below it. */
export function drawMap(
  sheet: Sheet,
  plan: Plan,
  layout: Layout,
  { alt, status }: { readonly alt: string; readonly status: string },
): string {
  const { theme } = sheet;
  const inner = Math.max(LEAST_WIDTH, layout.width);
  const head = drawHead(sheet, status, inner);
  const legend = drawLegend(sheet, plan, inner);
  const legendY = head.height + layout.height + GAP;
  const [width, height] = [inner + 2 * MARGIN, legendY + legend.height + 2 * MARGIN];
  const aside = (inner - layout.width) / 2;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ width, height, viewBox: `0 0 ${rounded(width)} ${rounded(height)}` },
      ...{ role: 'img', 'aria-label': alt, 'font-family': FONT_FAMILY },
    },
    element('rect', { width, height, fill: theme.page }),
    moved(MARGIN, MARGIN, head.parts),
    moved(MARGIN + aside, MARGIN + head.height, drawParts(sheet, layout)),
    moved(MARGIN, MARGIN + legendY, legend.parts),
  ).svg;
}

const moved = (x: number, y: number, parts: readonly Element[]): Element =>
  element('g', { transform: `translate(${rounded(x)} ${rounded(y)})` }, ...parts);

function drawParts({ theme }: Sheet, { nodes, flows }: Layout): readonly Element[] {
  const lines = [...flows].sort((one, other) => emphasis(one) - emphasis(other));
  return [
    ...lines.flatMap((flow) => drawFlow(flow, theme) ?? []),
    ...nodes.map((node) => drawNode(node, theme)),
    ...flows.flatMap((flow) => drawFlowLabel(flow, theme)),
  ];
}

/** The title of the map, and below it how its process stands or what the finding says. */
function drawHead({ map, locale, theme, isFinding }: Sheet, status: string, width: number) {
  const limits = { width, lines: MOST_LINES };
  const title = wrapText(labelText(map.title, locale), HEADING, limits);
  const said = wrapText(status, SUBTITLE, limits);
  const height = title.height + said.height;
  return {
    parts: [
      ...drawText(title, 0, 0, { color: theme.ink }),
      ...drawText(said, 0, title.height, { color: isFinding ? theme.fault.strong : theme.muted }),
    ],
    height: height === 0 ? 0 : height + GAP,
  };
}
