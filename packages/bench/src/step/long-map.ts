import { compileMap, type ExecutableMap, type Flow, type MapNode, type RouteMap } from '@dealroute/domain';

/** A governing map of `size` nodes in a row: tasks with two results, every one on the next stage. */
export function longMap(size: number): ExecutableMap {
  const tasks = Array.from(
    { length: size - 2 },
    (_, n): MapNode => ({
      id: `task-${n}`,
      kind: 'userTask',
      title: `Task ${n}`,
      stage: `s${n}`,
      timeLimit: { working: 'P1D' },
      results: [
        { key: 'next', title: 'Next' },
        { key: 'back', title: 'Back' },
      ],
    }),
  );
  const nodes: MapNode[] = [
    { id: 'start', kind: 'start' },
    ...tasks,
    { id: 'end', kind: 'end', outcome: 'success', stage: 'won' },
  ];
  const flows = tasks.flatMap(({ id }, n): Flow[] => {
    const next = nodes[n + 2]?.id ?? 'end';
    const back = nodes[Math.max(1, n)]?.id ?? id;
    return [
      { id: `${id}:next`, from: id, to: next, result: 'next' },
      { id: `${id}:back`, from: id, to: back, result: 'back' },
    ];
  });
  const begin: Flow = { id: 'begin', from: 'start', to: 'task-0' };
  const map: RouteMap = {
    key: 'long',
    kind: 'governing',
    title: 'Long',
    pipeline: 'sales',
    nodes,
    flows: [begin, ...flows],
  };
  return compileMap(map, {
    version: 1,
    compileCondition: () => ({ ok: true, predicate: () => true }),
    calledMap: () => undefined,
  });
}
