import type { Flow, MapNode, RouteMap } from '../../src/index.js';
import type { Dice } from '../validation/soundness/real-run.js';

/** Another version of a map, and which of its nodes take the place of renamed ones. */
export interface Edited {
  readonly map: RouteMap;
  readonly mapping: Readonly<Record<string, string>>;
}

type Edit = (edited: Edited, dice: Dice) => Edited;

/** A map as an author might change it, up to three times. It stays sound: its blocks stay blocks. */
export function edited(map: RouteMap, dice: Dice): Edited {
  let version: Edited = { map: { ...map, title: 'Edited' }, mapping: {} };
  for (let n = dice(3) + 1; n > 0; n--) version = (EDITS[dice(EDITS.length)] as Edit)(version, dice);
  return version;
}

/** A task more on some flow. */
const insert: Edit = ({ map, mapping }, dice) => {
  const flow = map.flows[dice(map.flows.length)] as Flow;
  const id = `inserted${map.nodes.length}`;
  const to = map.nodes.find((node) => node.id === flow.to);
  const stage = to?.stage === undefined ? {} : { stage: to.stage };
  const task: MapNode = { id, kind: 'userTask', title: id, ...stage };
  const flows = map.flows.flatMap((one) =>
    one === flow
      ? [
          { ...flow, to: id },
          { id: `${id}-on`, from: id, to: flow.to },
        ]
      : [one],
  );
  return { map: { ...map, nodes: [...map.nodes, task], flows }, mapping };
};

/** A node less, where exactly one flow leads out. */
const remove: Edit = ({ map, mapping }, dice) => {
  const plain = map.nodes.filter(
    ({ id, kind }) =>
      (kind === 'userTask' || kind === 'serviceTask' || kind === 'timer') &&
      map.flows.filter(({ from }) => from === id).length === 1,
  );
  const gone = plain[dice(Math.max(plain.length, 1))];
  const out = map.flows.find(({ from }) => from === gone?.id);
  if (!gone || !out || out.to === gone.id) return { map, mapping };
  const nodes = map.nodes.filter((node) => node !== gone);
  const flows = map.flows
    .filter((flow) => flow !== out)
    .map((flow) => (flow.to === gone.id ? { ...flow, to: out.to } : flow));
  return { map: { ...map, nodes, flows }, mapping };
};

/** Other ids for about half of the nodes; the mapping knows them. */
const rename: Edit = ({ map, mapping }, dice) => {
  const ids = new Map(map.nodes.flatMap(({ id }) => (dice(2) === 0 ? [[id, `${id}_`] as const] : [])));
  const named = (id: string) => ids.get(id) ?? id;
  const nodes = map.nodes.map((node) => ({ ...node, id: named(node.id) }));
  const flows = map.flows.map((flow) => ({ ...flow, from: named(flow.from), to: named(flow.to) }));
  const before = Object.entries(mapping).map(([old, id]) => [old, named(id)] as const);
  const former = new Set(Object.values(mapping));
  const fresh = [...ids].filter(([id]) => !former.has(id));
  return { map: { ...map, nodes, flows }, mapping: Object.fromEntries([...fresh, ...before]) };
};

/** Other limits and stages, and another variable. */
const retime: Edit = ({ map, mapping }, dice) => {
  const nodes = map.nodes.map((node): MapNode => {
    if (dice(2) === 0) return node;
    if (node.kind === 'userTask') {
      const { timeLimit, ...rest } = node;
      return timeLimit ? rest : { ...rest, timeLimit: { elapsed: 'P3D' } };
    }
    if (node.kind === 'timer') return { ...node, wait: { elapsed: 'P2D' } };
    return node.kind === 'call' && node.stage !== undefined ? { ...node, stage: 'talks' } : node;
  });
  return { map: { ...map, nodes, variables: { ...map.variables, more: 1 } }, mapping };
};

const EDITS: readonly Edit[] = [insert, remove, rename, retime];
