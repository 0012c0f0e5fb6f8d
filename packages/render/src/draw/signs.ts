import type { NodeKind } from '@dealroute/core';
import { type Element, element, way } from '../svg/element.js';

/** Signs on a ground of 16 by 16, drawn with lines. */
const PATHS = {
  person: 'M8 8.2a3.1 3.1 0 1 0 0-6.2a3.1 3.1 0 0 0 0 6.2zM2 14.4c0-3 2.5-4.6 6-4.6s6 1.6 6 4.6z',
  gear: 'M8 5.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 0 0 0-4.8zM8 1.2v2.6M8 12.2v2.6M1.2 8h2.6M12.2 8h2.6M3.2 3.2l1.8 1.8M11 11l1.8 1.8M3.2 12.8l1.8-1.8M11 5l1.8-1.8',
  nested: 'M2 2h12v12h-12zM8 5v6M5 8h6',
  cross: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 2.6v10.8M2.6 8h10.8',
  check: 'M3 8.6l3.4 3.4l6.8-7.6',
  play: 'M5.4 3.4l7 4.6l-7 4.6z',
  clock: 'M8 3.2v5l3.4 2',
  dash: 'M3.4 8h9.2',
  question: 'M5.4 6a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 2M8 12.6v.4',
} as const;

export type Sign = keyof typeof PATHS;

/** The sign of each kind of node; of ends by their outcome. */
export const KIND_SIGNS: Readonly<Record<Exclude<NodeKind, 'end'>, Sign>> = {
  start: 'play',
  userTask: 'person',
  serviceTask: 'gear',
  decision: 'cross',
  split: 'plus',
  join: 'plus',
  call: 'nested',
  timer: 'clock',
};

/** Draws a sign around a middle. */
export function drawSign(
  sign: Sign,
  x: number,
  y: number,
  {
    color,
    size = 16,
    line = 1.6,
  }: { readonly color: string; readonly size?: number; readonly line?: number },
): Element {
  const scale = size === 16 ? '' : ` scale(${size / 16})`;
  return element('path', {
    d: PATHS[sign],
    transform: way`translate(${x - size / 2} ${y - size / 2})` + scale,
    ...{ fill: sign === 'play' ? color : 'none', stroke: color, 'stroke-width': line },
    ...{ 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
  });
}
