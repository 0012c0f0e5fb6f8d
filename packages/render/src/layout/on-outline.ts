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

/** The point of a side of the square moved to the outline: up or down from above and below, else to the left or right. */
function touching(point: Point, { planned, box }: PlacedNode): Point {
  if (planned.shape === 'box') return point;
  const radius = box.width / 2;
  const [x, y] = [point.x - box.x - radius, point.y - box.y - radius];
  const isUpright = Math.abs(y) >= Math.abs(x);
  const aside = Math.min(radius, Math.abs(isUpright ? x : y));
  const reach = planned.shape === 'circle' ? Math.sqrt(radius ** 2 - aside ** 2) : radius - aside;
  return isUpright
    ? { x: point.x, y: box.y + radius + Math.sign(y) * reach }
    : { x: box.x + radius + Math.sign(x) * reach, y: point.y };
}
