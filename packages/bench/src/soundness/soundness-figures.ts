import { performance } from 'node:perf_hooks';
import { type RouteMap, validateMap } from '@dealroute/domain';
import { type Figure, plainFigure } from '../figure.js';
import { loopMap, nestedMap, rowMap, wideMap, wovenMap } from './drawn-maps.js';

const SIZES = [10, 60, 200, 500];
const ROUNDS = 5;
const SHAPES = { row: rowMap, wide: wideMap, nested: nestedMap, loops: loopMap, woven: wovenMap };

/** Validation with its proof over maps of several shapes and sizes: S1. */
export function soundnessFigures(): Figure[] {
  return Object.entries(SHAPES).flatMap(([shape, draw]) =>
    SIZES.map((size) => {
      const map = draw(size);
      const times = Array.from({ length: ROUNDS }, () => timeOf(map));
      const about = { id: 'S1', name: `validating a map of ${size} nodes (${shape})`, unit: 'ms' };
      return plainFigure(about, times, { atMost: size <= 60 ? 50 : 10_000 });
    }),
  );
}

function timeOf(map: RouteMap): number {
  const begin = performance.now();
  const found = validateMap(map);
  const took = performance.now() - begin;
  if (found.length > 0) throw new Error(`A map of the benchmark has a finding: ${JSON.stringify(found[0])}`);
  return took;
}
