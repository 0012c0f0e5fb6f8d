import { type Element, element } from '../svg/element.js';
import type { Theme } from '../theme.js';
import { drawSign, type Sign } from './signs.js';

/** The round sign of a mark, as nodes and the legend show it. */
export function drawBadge(
  mark: 'done' | 'current' | 'withdrawn',
  x: number,
  y: number,
  theme: Theme,
): readonly Element[] {
  const [fill, sign] = {
    done: [theme.taken, 'check'],
    current: [theme.current.strong, 'play'],
    withdrawn: [theme.muted, 'cross'],
  }[mark] as [string, Sign];
  return [
    element('circle', { cx: x, cy: y, r: 9, fill, stroke: theme.page, 'stroke-width': 1.5 }),
    drawSign(sign, x, y, { color: theme.onStrong, size: 10, line: 2.4 }),
  ];
}
