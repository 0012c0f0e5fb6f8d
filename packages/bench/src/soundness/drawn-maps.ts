import type { Flow, MapNode, RouteMap } from '@dealroute/domain';

const task = (id: string): MapNode => ({
  id,
  kind: 'userTask',
  title: id,
  results: [
    { key: 'good', title: 'Good' },
    { key: 'bad', title: 'Bad' },
  ],
});

const flow = (from: string, to: string, more: Partial<Flow> = {}): Flow => ({
  id: `${from}-${to}`,
  from,
  to,
  ...more,
});

const independent = (nodes: readonly MapNode[], flows: readonly Flow[]): RouteMap => ({
  key: 'drawn',
  kind: 'independent',
  title: 'Drawn',
  nodes: [{ id: 'start', kind: 'start' }, ...nodes, { id: 'done', kind: 'end' }],
  flows,
});

const range = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);

/** Tasks in a row. */
export function rowMap(size: number): RouteMap {
  const ids = ['start', ...range(size - 2).map((n) => `t${n}`), 'done'];
  return independent(
    ids.slice(1, -1).map(task),
    ids.slice(1).map((id, n) => flow(ids[n] ?? '', id)),
  );
}

/** One split with a task in each branch. */
export function wideMap(size: number): RouteMap {
  const ids = range(size - 4).map((n) => `t${n}`);
  return independent(
    [{ id: 'fork', kind: 'split' }, ...ids.map(task), { id: 'all', kind: 'join' }],
    [flow('start', 'fork'), ...ids.flatMap((id) => [flow('fork', id), flow(id, 'all')]), flow('all', 'done')],
  );
}

/** Splits within splits: each level has a task beside the next one. */
export function nestedMap(size: number): RouteMap {
  const levels = range(Math.max(1, Math.floor((size - 3) / 3)));
  const last = levels.length;
  return independent(
    [
      ...levels.flatMap((n): MapNode[] => [
        { id: `s${n}`, kind: 'split' },
        task(`t${n}`),
        { id: `j${n}`, kind: 'join' },
      ]),
      task(`s${last}`),
    ],
    [
      flow('start', 's0'),
      ...levels.flatMap((n) => [
        flow(`s${n}`, `t${n}`),
        flow(`t${n}`, `j${n}`),
        flow(`s${n}`, `s${n + 1}`),
        flow(n + 1 === last ? `s${last}` : `j${n + 1}`, `j${n}`),
      ]),
      flow('j0', 'done'),
    ],
  );
}

/** Tasks in a row, each of which can send the process back to the one before. */
export function loopMap(size: number): RouteMap {
  const ids = range(size - 2).map((n) => `t${n}`);
  return independent(ids.map(task), [
    flow('start', 't0'),
    ...ids.flatMap((id, n) => [
      flow(id, ids[n + 1] ?? 'done', { id: `${id}-good`, result: 'good' }),
      flow(id, ids[Math.max(0, n - 1)] ?? id, { id: `${id}-bad`, result: 'bad' }),
    ]),
  ]);
}

/** Branches that each come to the same two joins, so that no part of the map is a block of its own. */
export function wovenMap(size: number): RouteMap {
  const branches = range(Math.floor((size - 6) / 2));
  return independent(
    [
      { id: 'fork', kind: 'split' },
      ...branches.flatMap((n): MapNode[] => [task(`t${n}`), { id: `s${n}`, kind: 'split' }]),
      ...['left', 'right', 'all'].map((id): MapNode => ({ id, kind: 'join' })),
    ],
    [
      flow('start', 'fork'),
      ...branches.flatMap((n) => [
        flow('fork', `t${n}`),
        flow(`t${n}`, `s${n}`),
        flow(`s${n}`, 'left'),
        flow(`s${n}`, 'right'),
      ]),
      flow('left', 'all'),
      flow('right', 'all'),
      flow('all', 'done'),
    ],
  );
}
