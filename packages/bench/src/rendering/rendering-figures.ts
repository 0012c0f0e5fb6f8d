import { performance } from 'node:perf_hooks';
import { renderMap, renderPng } from '@dealroute/render';
import { type Figure, plainFigure } from '../figure.js';
import { loopMap } from '../soundness/drawn-maps.js';

const SIZE = 30;
const ROUNDS = 7;
const WARM_UP = 3;

/** Drawing a map of thirty nodes with loops, as SVG and as PNG: R1. */
export async function renderingFigures(): Promise<Figure[]> {
  const map = loopMap(SIZE);
  const svg = await renderMap(map, { locale: 'ru' });
  const drawing = await timesOf(() => renderMap(map, { locale: 'ru' }));
  const painting = await timesOf(() => renderPng(svg));
  const name = `map of ${SIZE} nodes (loops)`;
  return [
    plainFigure({ id: 'R1', name: `drawing a ${name} as SVG`, unit: 'ms' }, drawing, { atMost: 200 }),
    plainFigure({ id: 'R1', name: `turning it into a PNG`, unit: 'ms' }, painting, { atMost: 200 }),
  ];
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + ROUNDS; n += 1) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.slice(WARM_UP);
}
