import { expect, it } from 'vitest';
import { proveEntry, proveStanding } from '../../../src/validation/soundness/prove-standing.js';
import { end, independent, join, split, start, task, ways } from '../drawing.js';

const BRANCHES = 14;
const each = Array.from({ length: BRANCHES }, (_, i) => i);

/** Branches that each come to both joins: 14 of them have millions of markings. */
const woven = independent(
  [
    start,
    split('fork'),
    ...each.flatMap((i) => [task(`t${i}`), split(`s${i}`), task(`x${i}`), task(`y${i}`)]),
    join('left'),
    join('right'),
    end('done'),
  ],
  [
    ...ways('start>fork', 'left>done', 'right>done'),
    ...each.flatMap((i) => ways(`fork>t${i}>s${i}>x${i}>left`, `s${i}>y${i}>right`)),
  ],
);
const on = (node: string, flow: string | null = null) => ({ node, flow, leading: false });

it('a process in the middle of woven branches can go on from there', () => {
  const standing = [
    on('x0'),
    on('y0'),
    on('left', 'x1-left'),
    on('y1'),
    ...each.slice(2).map((i) => on(`t${i}`)),
  ];
  expect(proveStanding(woven, standing, false)).toMatchObject({ is: 'sound', outcomes: ['success'] });
});

it('a branch that came to one of two joins only leaves the other one waiting', () => {
  const standing = [on('x0'), ...each.slice(1).map((i) => on(`t${i}`))];
  const proved = proveStanding(woven, standing, false);
  expect(proved).toMatchObject({
    is: 'unsound',
    troubles: [{ kind: 'leftBehind', node: 'right', missing: ['y0-right'] }],
  });
});

it('two tokens that come to one node are found by the shortest path', () => {
  const standing = [...each.map((i) => on(`t${i}`)), on('y3')];
  expect(proveStanding(woven, standing, false)).toMatchObject({
    is: 'unsound',
    troubles: [{ kind: 'doubled', node: 'y3', path: [{ node: 't3' }, { node: 's3' }] }, {}],
  });
});

it('a process can begin anew before woven branches, and not within one of them', () => {
  const before = { ...woven, nodes: [...woven.nodes, task('look')] };
  const flows = [...woven.flows.filter(({ id }) => id !== 'start-fork'), ...ways('start>look>fork')];
  expect(proveEntry({ ...before, flows }, on('look')).is).toBe('sound');
  expect(proveEntry({ ...before, flows }, on('t5')).is).toBe('unsound');
});
