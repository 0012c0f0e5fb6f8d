import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { validateMap } from '../../src/index.js';
import { type RandomMaps, randomMaps } from './random-maps.js';

// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 120_000 });

const everyKind = ['start', 'userTask', 'serviceTask', 'decision', 'split', 'join', 'call', 'timer', 'end'];
const settings = { seed: 20_250_113, numRuns: 200 };
const mapsOf = ({ map, called }: RandomMaps) => [map, ...called];

it('draws maps in which validation finds no error', () => {
  fc.assert(
    fc.property(randomMaps, (maps) => {
      const context = { calledMap: (key: string) => maps.called.find((map) => map.key === key) };
      const errors = mapsOf(maps).flatMap((map) =>
        validateMap(map, context).filter(({ severity }) => severity === 'error'),
      );
      expect(errors).toEqual([]);
    }),
    settings,
  );
});

it('draws nodes of every kind, in maps of both kinds, small and large', () => {
  const drawn = fc.sample(randomMaps, settings);
  const nodes = drawn.flatMap(mapsOf).flatMap((map) => map.nodes);
  expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(everyKind));
  expect(new Set(drawn.map(({ map }) => map.kind)).size).toBe(2);
  const sizes = drawn.map(({ map }) => map.nodes.length);
  expect(Math.min(...sizes)).toBeLessThan(6);
  expect(Math.max(...sizes)).toBeGreaterThan(40);
});

it('draws the same maps for the same seed', () => {
  expect(JSON.stringify(fc.sample(randomMaps, settings))).toBe(
    JSON.stringify(fc.sample(randomMaps, settings)),
  );
});
