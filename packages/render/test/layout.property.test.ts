import type { RouteMap } from '@dealroute/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../src/layout/lay-out.js';
import type { Box, Layout, Point } from '../src/layout/layout.js';
import { planMap } from '../src/plan/plan-map.js';
import { sheetOf } from '../src/plan/sheet.js';
import { arbitraryMap } from './arbitrary-map.js';

const laidOut = (map: RouteMap): Promise<Layout> => layOut(planMap(sheetOf(map, { locale: 'ru' })));

/** A pixel of slack: lines may touch. */
const overlap = (one: Box, other: Box): boolean =>
  one.x + 1 < other.x + other.width &&
  other.x + 1 < one.x + one.width &&
  one.y + 1 < other.y + other.height &&
  other.y + 1 < one.y + one.height;

const boxesOf = ({ nodes }: Layout): Box[][] =>
  nodes.map(({ box, texts, planned }) => (planned.place === 'inside' ? [box] : [box, texts]));

const pairs = <T>(list: readonly T[]): [T, T][] =>
  list.flatMap((one, n) => list.slice(n + 1).map((other): [T, T] => [one, other]));

/** The lines of a flow as boxes without a width. */
const linesOf = (points: readonly Point[]): Box[] =>
  points.slice(1).map((to, n) => {
    const from = points[n] ?? to;
    return {
      ...{ x: Math.min(from.x, to.x) - 1, y: Math.min(from.y, to.y) - 1 },
      ...{ width: Math.abs(from.x - to.x) + 2, height: Math.abs(from.y - to.y) + 2 },
    };
  });

/** Whether a flow ends where its node is seen to end. */
function isOnOutline({ nodes }: Layout, id: string, end: Point | undefined): boolean {
  const node = nodes.find(({ planned }) => planned.id === id);
  if (!node || !end) return false;
  const { box, planned } = node;
  const [x, y] = [end.x - box.x - box.width / 2, end.y - box.y - box.height / 2].map(Math.abs) as [
    number,
    number,
  ];
  const away = {
    box: Math.max(x - box.width / 2, y - box.height / 2),
    circle: Math.hypot(x, y) - box.width / 2,
    diamond: x + y - box.width / 2,
  }[planned.shape];
  return Math.abs(away) < 1;
}

const check = (property: (layout: Layout, map: RouteMap) => void) =>
  fc.assert(
    fc.asyncProperty(arbitraryMap, async (map) => property(await laidOut(map), map)),
    { numRuns: 60 },
  );

describe('the layout of any map', () => {
  it('lets no two nodes overlap, nor their texts', () =>
    check((layout) => {
      for (const [one, other] of pairs(boxesOf(layout))) {
        expect(one.some((box) => other.some((beside) => overlap(box, beside)))).toBe(false);
      }
    }));

  it('keeps the texts of flows off nodes and off one another', () =>
    check((layout) => {
      const labels = layout.flows.flatMap(({ label }) => label ?? []);
      const nodes = boxesOf(layout).flat();
      for (const label of labels) expect(nodes.filter((box) => overlap(label, box))).toEqual([]);
      for (const [one, other] of pairs(labels)) expect(overlap(one, other)).toBe(false);
    }));

  it('leads no flow through a node, nor through the text of another flow', () =>
    check((layout) => {
      for (const { planned, points } of layout.flows) {
        const lines = linesOf(points);
        const others = layout.nodes.filter(({ planned: { id } }) => id !== planned.from && id !== planned.to);
        for (const { box } of others) expect(lines.some((line) => overlap(line, box))).toBe(false);
        for (const { planned: flow, label } of layout.flows) {
          const isLoopBeside =
            flow.from === flow.to && planned.from === planned.to && flow.from === planned.from;
          // The loops of one node lie within one another; the ground of a text hides the line behind it.
          if (flow.id === planned.id || !label || isLoopBeside) continue;
          expect(lines.some((line) => overlap(line, label))).toBe(false);
        }
      }
    }));

  it('draws each flow in horizontal and vertical lines from node to node', () =>
    check((layout, map) => {
      expect(layout.flows).toHaveLength(map.flows.length);
      for (const { planned, points } of layout.flows) {
        expect(points.length).toBeGreaterThan(1);
        const ends = [
          [planned.from, points.at(0)],
          [planned.to, points.at(-1)],
        ] as const;
        for (const [id, end] of ends) expect(isOnOutline(layout, id, end)).toBe(true);
        for (const [n, to] of points.slice(1).entries()) {
          const from = points[n] ?? to;
          expect(Math.min(Math.abs(from.x - to.x), Math.abs(from.y - to.y))).toBeLessThan(0.1);
        }
      }
    }));

  it('keeps everything within its size, and each text within its room', () =>
    check(({ nodes, flows, width, height }) => {
      const inside = (box: Box) =>
        box.x >= -1 && box.y >= -1 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1;
      for (const { box, texts, planned } of nodes) {
        expect(inside(box) && inside(texts)).toBe(true);
        expect(Math.max(planned.title.width, planned.note.width)).toBeLessThanOrEqual(texts.width + 0.1);
        expect(planned.title.height + planned.note.height).toBeLessThanOrEqual(texts.height + 0.1);
      }
      for (const { planned, points, label } of flows) {
        expect(planned.label?.width ?? 0).toBeLessThanOrEqual(label?.width ?? 0);
        expect(planned.label?.height ?? 0).toBeLessThanOrEqual(label?.height ?? 0);
        expect([...linesOf(points), ...(label ? [label] : [])].every(inside)).toBe(true);
      }
    }));
});
