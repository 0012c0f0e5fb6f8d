import type { PlacedNode, Point } from './layout.js';

/** A line whose ends touch the outlines of circles and diamonds, and not the squares around them. */
export function onOutline(
  points: readonly Point[],
  from: PlacedNode | undefined,
  to: PlacedNode | undefined,
): readonly Point[] {
  const moved = [...points];
  const [first, last] = [moved.at(0), moved.at(-1)];
  if (first && from) moved[0] = touching(first, from);
  if (last && to) moved[moved.length - 1] = touching(last, to);
  return moved;
}

/** The point of an upper or lower side moved to the outline. */
function touching(point: Point, { planned, box }: PlacedNode): Point {
  const isAbove = Math.abs(point.y - box.y) < 1;
  const isBelow = Math.abs(point.y - box.y - box.height) < 1;
  if (planned.shape === 'box' || isAbove === isBelow) return point;
  const radius = box.width / 2;
  const center = { x: box.x + radius, y: box.y + radius };
  const aside = Math.min(radius, Math.abs(point.x - center.x));
  const reach = planned.shape === 'circle' ? Math.sqrt(radius ** 2 - aside ** 2) : radius - aside;
  return { x: point.x, y: isAbove ? center.y - reach : center.y + reach };
}
