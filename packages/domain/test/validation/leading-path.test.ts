import { expect, test } from 'vitest';
import { flowGraph, type RouteMap } from '../../src/index.js';
import { leadingNodes } from '../../src/validation/leading-path.js';
import { sideNodes } from '../../src/validation/side-branches.js';
import { governing, join, line, split, start, task, ways, won } from './drawing.js';

function paths(map: RouteMap) {
  const graph = flowGraph(map);
  const leading = leadingNodes(map, graph);
  return { leading: [...leading], side: [...sideNodes({ map, graph, leading, context: {}, verdict: null })] };
}

/** A split within the leading branch of another, whose branches join before the outer ones do. */
const nested = (innerLeads: boolean) =>
  governing(
    [
      split('outer'),
      split('inner'),
      join('joined'),
      join('all'),
      start,
      task('a'),
      task('b'),
      task('c'),
      won,
    ],
    [
      ...ways('start>outer', 'a>joined>all>won', 'inner>b>joined', 'outer>c>all'),
      line('outer>inner', { leading: true }),
      line('inner>a', innerLeads ? { leading: true } : {}),
    ],
  );

test('the leading token takes the leading flow of each split, and every other flow', () => {
  const { leading, side } = paths(nested(true));
  expect(leading).toEqual(['start', 'outer', 'inner', 'a', 'joined', 'all', 'won']);
  expect(side.sort()).toEqual(['b', 'c']);
});

test('behind a split without a leading flow nothing is leading and nothing is to the side', () => {
  const { leading, side } = paths(nested(false));
  expect(leading).toEqual(['start', 'outer', 'inner']);
  expect(side).toEqual(['c']);
});

test('branches of a side branch that join among themselves stay to the side', () => {
  const map = governing(
    [
      start,
      split('outer'),
      task('a'),
      split('inner'),
      task('b'),
      task('c'),
      join('joined'),
      task('d'),
      join('all'),
      won,
    ],
    [
      ...ways('start>outer>inner>b>joined>d>all>won', 'inner>c>joined', 'a>all'),
      line('outer>a', { leading: true }),
    ],
  );
  expect(paths(map).side).toEqual(['inner', 'b', 'c', 'joined', 'd']);
});

test('an independent map has neither', () => {
  expect(paths({ ...nested(true), kind: 'independent' })).toEqual({ leading: [], side: [] });
});
