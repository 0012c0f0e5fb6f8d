import { LABEL_PADDING } from '../layout/elk-graph.js';
import type { PlacedFlow, Point } from '../layout/layout.js';
import type { PlannedFlow } from '../plan/plan.js';
import { type Element, element, tooltip, way } from '../svg/element.js';
import type { Theme } from '../theme.js';
import { drawText } from './draw-text.js';

const CORNER = 7;
const ARROW = { length: 9, half: 4.2 };

/** The line of a flow with its arrow; its text is drawn apart, above all lines. */
export function drawFlow({ planned, points }: PlacedFlow, theme: Theme): Element | undefined {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (!last || !before) return undefined;
  const { color, width } = flowLook(planned, theme);
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const along = { x: (last.x - before.x) / length, y: (last.y - before.y) / length };
  const tail = { x: last.x - along.x * ARROW.length, y: last.y - along.y * ARROW.length };
  const side = { x: along.y * ARROW.half, y: along.x * ARROW.half };
  const arrow = way`M${last.x} ${last.y}L${tail.x - side.x} ${tail.y + side.y}L${tail.x + side.x} ${tail.y - side.y}z`;
  return element(
    'g',
    {},
    planned.tooltip === '' ? undefined : tooltip(planned.tooltip),
    element('path', {
      d: wayOf([...points.slice(0, -1), tail]),
      fill: 'none',
      stroke: color,
      'stroke-width': width,
    }),
    element('path', { d: arrow, fill: color }),
  );
}

/** Thin lines first: what is emphasised lies above the rest. */
export const emphasis = ({ planned }: PlacedFlow): number =>
  planned.faulty ? 3 : planned.taken ? 2 : planned.leading ? 1 : 0;

export function flowLook(
  { faulty, taken, leading }: Pick<PlannedFlow, 'faulty' | 'taken' | 'leading'>,
  theme: Theme,
): { readonly color: string; readonly width: number } {
  if (faulty) return { color: theme.fault.strong, width: 3 };
  if (taken) return { color: theme.taken, width: leading ? 3.2 : 2.4 };
  return leading ? { color: theme.leading, width: 2.8 } : { color: theme.line, width: 1.5 };
}

/** A line with round corners. */
function wayOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, n) => {
    const [previous, next] = [points[n] ?? point, rest[n + 1]];
    if (!next) return way`L${point.x} ${point.y}`;
    const from = towards(point, previous);
    const to = towards(point, next);
    return way`L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return way`M${first.x} ${first.y}` + parts.join('');
}

/** A point on the way to another, where a corner begins or ends. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const part = Math.min(CORNER, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part };
}

/** The text of a flow, on a ground that hides the line behind it. */
export function drawFlowLabel({ planned, label }: PlacedFlow, theme: Theme): readonly Element[] {
  if (!label || !planned.label) return [];
  const { faulty, taken } = planned;
  const color = faulty ? theme.fault.strong : taken ? theme.taken : theme.ink;
  const middle = label.x + label.width / 2;
  const { x, y, width, height } = label;
  return [
    element('rect', { x, y, width, height, rx: 4, fill: theme.page }),
    ...drawText(planned.label, middle, label.y + LABEL_PADDING, { color, anchor: 'middle' }),
  ];
}
