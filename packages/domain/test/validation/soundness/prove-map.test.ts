import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import type { Flow, MapNode, RouteMap } from '../../../src/index.js';
import { proveMap } from '../../../src/validation/soundness/prove-map.js';
import type { Trouble } from '../../../src/validation/soundness/verdict.js';
import {
  call,
  decision,
  end,
  governing,
  independent,
  join,
  line,
  lost,
  result,
  split,
  start,
  task,
  ways,
  won,
} from '../drawing.js';
import { diceOf, RealRun } from './real-run.js';

const first = (map: RouteMap): Trouble | undefined => {
  const verdict = proveMap(map);
  return verdict.is === 'unsound' ? verdict.troubles[0] : undefined;
};
const nodesOf = (trouble: Trouble | undefined) => trouble?.path.map(({ node }) => node);

/** A split into many branches of two tasks each, which a join brings together. */
function wide(branches: number, more: { nodes?: MapNode[]; flows?: Flow[] } = {}): RouteMap {
  const each = Array.from({ length: branches }, (_, i) => i);
  return independent(
    [
      start,
      split('fork'),
      ...each.flatMap((i) => [task(`a${i}`), task(`b${i}`)]),
      join('all'),
      end('done'),
      ...(more.nodes ?? []),
    ],
    [
      ...ways('start>fork', 'all>done'),
      ...each.flatMap((i) => ways(`fork>a${i}>b${i}>all`)),
      ...(more.flows ?? []),
    ],
  );
}

it('twenty branches of a split, with more than a million markings, are decided in less than a second', () => {
  const begin = performance.now();
  expect(proveMap(wide(20)).is).toBe('sound');
  expect(performance.now() - begin).toBeLessThan(1_000);
});

/** Branches that each come to the same two joins: no part of the map is a block of its own. */
function woven(branches: number, more: { nodes: MapNode[]; flows: Flow[] }): RouteMap {
  const each = Array.from({ length: branches }, (_, i) => i);
  return independent(
    [
      start,
      split('fork'),
      ...each.flatMap((i) => [task(`t${i}`), split(`s${i}`), task(`x${i}`), task(`y${i}`)]),
      join('left'),
      join('right'),
      end('done'),
      ...more.nodes,
    ],
    [
      ...ways('start>fork'),
      ...each.flatMap((i) => ways(`fork>t${i}>s${i}>x${i}>left`, `s${i}>y${i}>right`)),
      ...more.flows,
    ],
  );
}

it('a hundred woven branches are decided in less than a second', () => {
  const map = woven(100, { nodes: [join('all')], flows: ways('left>all', 'right>all', 'all>done') });
  const begin = performance.now();
  expect(proveMap(map).is).toBe('sound');
  expect(performance.now() - begin).toBeLessThan(1_000);
});

it('a trouble behind woven branches, too far for the shortest path, has one that comes true', () => {
  const map = woven(14, { nodes: [task('twice')], flows: ways('left>twice', 'right>twice', 'twice>done') });
  const trouble = first(map);
  expect(trouble).toMatchObject({ kind: 'doubled', node: 'twice' });
  const run = new RealRun(map, [], { dice: diceOf(1), path: trouble?.path ?? [] });
  run.follow(trouble?.path ?? []);
  expect(run.doubled).toBe(true);
});

it('many woven branches that might be withdrawn come to a limit soon', () => {
  const map = woven(120, {
    nodes: [join('all'), end('over', { remaining: 'withdraw' })],
    flows: ways('left>all', 'right>all', 'all>over'),
  });
  const begin = performance.now();
  expect(proveMap(map)).toMatchObject({ is: 'undecided' });
  expect(performance.now() - begin).toBeLessThan(10_000);
});

it('what arrives first within one step is not changed by the reduction', () => {
  const map = independent(
    [
      start,
      split('fork'),
      split('inner'),
      task('a'),
      join('both'),
      end('good', { remaining: 'withdraw' }),
      end('bad', { outcome: 'failure' }),
    ],
    ways('start>a>fork>inner>both', 'fork>both', 'inner>good', 'both>bad'),
  );
  const run = new RealRun(map, [], { dice: diceOf(1) });
  run.goOn();
  expect(run.state).toMatchObject({ status: 'ended', outcome: 'success' });
  expect(proveMap(map)).toMatchObject({ is: 'sound', endings: { possible: ['success'] } });
});

it('one branch of twenty that never comes is found, with what to do until it is missed', () => {
  const nodes = [task('lost', { results: [result('yes'), result('no')] }), end('gone')];
  const flows = [
    ...ways('fork>lost'),
    line('lost>all', { result: 'yes' }),
    line('lost>gone', { result: 'no' }),
  ];
  const map = wide(20, { nodes, flows });
  const trouble = first(map);
  expect(trouble).toMatchObject({ kind: 'leftBehind', node: 'all', missing: ['lost-all'] });
  const run = new RealRun(map, [], { dice: diceOf(1), path: trouble?.path ?? [] });
  run.follow(trouble?.path ?? []);
  expect(run.stuck).toBe(true);
});

it('the path is the shortest: nothing is in it that need not happen', () => {
  const map = independent(
    [
      start,
      task('long'),
      task('way'),
      task('round'),
      decision('short'),
      split('fork'),
      task('a'),
      task('b'),
      task('twice'),
      end('done'),
    ],
    [
      ...ways('start>short', 'long>way>round>fork', 'fork>a>twice>done', 'fork>b>twice'),
      line('short>long', { condition: 'vars.n > 1' }),
      line('short>fork', { default: true }),
    ],
  );
  expect(nodesOf(first(map))).toEqual(['short', 'fork', 'a', 'b']);
});

it('a success that waits strands a join that needs its branch, and one that withdraws does not', () => {
  const offer = task('offer', { stage: 'offer', results: [result('sent'), result('bought')] });
  const drawn = (winning: MapNode) =>
    governing(
      [start, split('fork'), offer, task('papers'), join('both'), lost, winning],
      [
        ...ways('start>fork>papers>both>lost'),
        line('fork>offer', { leading: true }),
        line('offer>both', { result: 'sent' }),
        line('offer>won', { result: 'bought' }),
      ],
    );
  expect(first(drawn(won))).toMatchObject({ kind: 'leftBehind', node: 'both', missing: ['offer-both'] });
  expect(proveMap(drawn({ ...won, remaining: 'withdraw' })).is).toBe('sound');
});

it('a failure withdraws what waits for its branch', () => {
  const map = (ending: MapNode) =>
    independent(
      [
        start,
        split('fork'),
        task('a', { results: [result('yes'), result('no')] }),
        task('b'),
        join('both'),
        end('done'),
        ending,
      ],
      [
        ...ways('start>fork>a', 'fork>b>both>done'),
        line('a>both', { result: 'yes' }),
        line('a>over', { result: 'no' }),
      ],
    );
  expect(proveMap(map(end('over', { outcome: 'failure' }))).is).toBe('sound');
  expect(proveMap(map(end('over'))).is).toBe('unsound');
});

it('a called map stands for one node, which ends only as that map can end', () => {
  const callers = independent(
    [start, split('fork'), call('check'), task('a'), join('both'), end('done'), end('refused')],
    [
      ...ways('start>fork>check', 'fork>a>both>done'),
      line('check>both', { outcome: 'success' }),
      line('check>refused', { outcome: 'failure' }),
    ],
  );
  const outcomes = (...ends: MapNode[]) =>
    proveMap(
      independent(
        [start, task('look', { results: ends.map(({ id }) => result(id)) }), ...ends],
        [...ways('start>look'), ...ends.map(({ id }) => line(`look>${id}`, { result: id }))],
      ),
    );
  const good = end('good');
  const bad = end('bad', { outcome: 'failure' });
  expect(proveMap(callers, () => outcomes(good)).is).toBe('sound');
  expect(proveMap(callers, () => outcomes(good, bad)).is).toBe('unsound');
  expect(proveMap(callers).is).toBe('unsound');
  expect(proveMap(callers, () => ({ is: 'undecided', limit: 7 }))).toMatchObject({ is: 'unsound' });
});

it('what calls an undecided map is undecided, if nothing else is wrong with it', () => {
  const map = independent([start, call('check'), end('done')], ways('start>check>done'));
  expect(proveMap(map, () => ({ is: 'undecided', limit: 7 }))).toEqual({ is: 'undecided', limit: 7 });
});

it('a limit is named when it is hit, and nothing is claimed', () => {
  expect(proveMap(wide(3), undefined, { markings: 0, steps: 10 })).toEqual({ is: 'undecided', limit: 0 });
});

it('what goes round for ever does so on the real step', () => {
  const map = independent(
    [start, task('offer'), task('again'), split('fork'), end('done')],
    ways('start>offer>again>fork>again', 'fork>done'),
  );
  const trouble = first(map);
  expect(trouble).toMatchObject({ kind: 'endless' });
  const run = new RealRun(map, [], { dice: diceOf(1), path: trouble?.path ?? [] });
  for (let n = 0; n < 100; n++) expect(run.goOn()).toBe(true);
  expect(run.state.status).toBe('running');
});

it('where early termination is allowed, it ends the process from every marking until the outcome is decided', () => {
  const map = { ...wide(3), earlyTermination: {} };
  for (let seed = 0; seed < 50; seed++) {
    const dice = diceOf(seed);
    const run = new RealRun(map, [], { dice });
    for (let n = dice(6); n > 0; n--) run.goOn();
    if (run.state.status === 'running') run.terminate();
    expect(run.state).toMatchObject({ status: 'ended', tokens: [], tasks: [] });
  }
});
