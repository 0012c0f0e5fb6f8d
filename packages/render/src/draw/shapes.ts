import type { Box } from '../layout/layout.js';
import type { PlannedNode } from '../plan/plan.js';
import { BAR_WIDTH } from '../plan/sizes.js';
import { type Element, element, way, words } from '../svg/element.js';
import type { Theme } from '../theme.js';
import type { NodeLook } from './node-look.js';
import { drawSign, KIND_SIGNS, type Sign } from './signs.js';

const CORNER = 8;

const outlineOf = ({ outline, outlineWidth, dashes }: NodeLook) => ({
  stroke: outline,
  'stroke-width': outlineWidth,
  'stroke-dasharray': dashes,
});

/** A rectangle with a bar that holds the sign of the kind and the number of the stage; a called process has two outlines. */
export function drawBox(planned: PlannedNode, box: Box, look: NodeLook, theme: Theme): readonly Element[] {
  const { x, y, width, height } = box;
  const { node, stage } = planned;
  const sign = node && node.kind !== 'end' ? KIND_SIGNS[node.kind] : 'question';
  const middle = x + BAR_WIDTH / 2;
  const signY = stage ? y + height / 2 - 9 : y + height / 2;
  const d = way`M${x + BAR_WIDTH} ${y}h${-(BAR_WIDTH - CORNER)}a${CORNER} ${CORNER} 0 0 0 ${-CORNER} ${CORNER}v${height - 2 * CORNER}a${CORNER} ${CORNER} 0 0 0 ${CORNER} ${CORNER}h${BAR_WIDTH - CORNER}z`;
  const frame = { x, y, width, height, rx: CORNER };
  const inner = { x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: CORNER - 3 };
  return [
    element('rect', { ...frame, fill: look.ground }),
    element('path', { d, fill: look.strong }),
    element('rect', { ...frame, fill: 'none', ...outlineOf(look) }),
    node?.kind === 'call'
      ? element('rect', { ...inner, fill: 'none', ...outlineOf(look), 'stroke-width': 1 })
      : undefined,
    drawSign(sign, middle, signY, { color: theme.onStrong, size: 14 }),
    stage && stageNumber(stage.number, middle, signY + 22, theme.onStrong),
  ].filter((part) => part !== undefined);
}

const stageNumber = (number: number, x: number, y: number, color: string): Element =>
  element(
    'text',
    { x, y, fill: color, 'font-size': 12, 'font-weight': 700, 'text-anchor': 'middle' },
    words(String(number)),
  );

/** A circle: thin at the start, double around a wait, filled at an end. */
export function drawCircle(
  { node }: PlannedNode,
  box: Box,
  look: NodeLook,
  theme: Theme,
): readonly Element[] {
  const radius = box.width / 2;
  const center = { cx: box.x + radius, cy: box.y + radius };
  const at = [center.cx, center.cy] as const;
  if (node?.kind === 'end') {
    const sign: Sign = node.outcome === 'success' ? 'check' : node.outcome === 'failure' ? 'cross' : 'dash';
    return [
      element('circle', { ...center, r: radius - 1.5, fill: look.ground, ...outlineOf(look) }),
      element('circle', { ...center, r: radius - 5, fill: look.strong }),
      drawSign(sign, ...at, { color: theme.onStrong, line: 2.2 }),
    ];
  }
  const inner = element('circle', { ...center, r: radius - 5, fill: 'none', stroke: look.outline });
  return [
    element('circle', { ...center, r: radius - 1.5, fill: look.ground, ...outlineOf(look) }),
    ...(node?.kind === 'timer' ? [inner] : []),
    drawSign(node?.kind === 'timer' ? 'clock' : 'play', ...at, { color: look.strong, line: 2 }),
  ];
}

/** A diamond with a cross where one way is chosen, with a plus where ways part or meet. */
export function drawDiamond({ node }: PlannedNode, box: Box, look: NodeLook): readonly Element[] {
  const half = box.width / 2;
  const [x, y] = [box.x + half, box.y + half];
  const d = way`M${x} ${y - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`;
  return [
    element('path', { d, fill: look.ground, ...outlineOf(look), 'stroke-linejoin': 'round' }),
    drawSign(node?.kind === 'decision' ? 'cross' : 'plus', x, y, { color: look.strong, line: 2.6 }),
  ];
}
