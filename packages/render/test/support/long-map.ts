import type { Flow, MapNode, RouteMap } from '@dealroute/core';

const NAMES = [
  'Предварительная квалификация потенциального заказчика',
  'Проведение предпроектного обследования электрооборудования',
  'Внутреннее согласование предложения с руководителем направления',
  'Шефмонтажные и пусконаладочные работы на объекте заказчика',
];

/** Tasks with long Russian names in a row; each third can go back, and others can end at once. */
export function longMap(size: number): RouteMap {
  const ids = Array.from({ length: size - 3 }, (_, n) => `t${n}`);
  const nodes = ids.map(
    (id, n): MapNode => ({
      ...{ id, kind: 'userTask', title: `${NAMES[n % NAMES.length]} ${n}`, timeLimit: { working: 'P3D' } },
      results: [
        { key: 'good', title: 'Согласовано без замечаний' },
        { key: 'bad', title: 'Требуются изменения' },
      ],
    }),
  );
  const flows = ids.flatMap((id, n): Flow[] => [
    { id: `${id}-good`, from: id, to: ids[n + 1] ?? 'done', result: 'good' },
    { id: `${id}-bad`, from: id, to: n % 3 === 2 ? (ids[n - 2] ?? 'lost') : 'lost', result: 'bad' },
  ]);
  return {
    ...{ key: 'long', kind: 'independent', title: 'Поставка инженерного оборудования' },
    nodes: [
      { id: 'start', kind: 'start' },
      ...nodes,
      { id: 'done', kind: 'end', outcome: 'success' },
      { id: 'lost', kind: 'end', outcome: 'failure', lossReason: 'price' },
    ],
    flows: [{ id: 'start', from: 'start', to: 't0' }, ...flows],
  };
}
