import type { Flow, MapNode, RouteMap } from '../../../src/index.js';
import type { Dice } from './real-run.js';

type Breaking = (map: RouteMap, dice: Dice) => RouteMap | undefined;

/** The map with one to two slips of the pen, as chance wishes: many are not sound any more, some still are. */
export function broken(map: RouteMap, dice: Dice): RouteMap {
  let result = map;
  for (let slips = 1 + dice(2); slips > 0; slips--) {
    const slip = SLIPS[dice(SLIPS.length)];
    result = slip?.(result, dice) ?? result;
  }
  return result;
}

const pick = <T>(from: readonly T[], dice: Dice): T | undefined => from[dice(Math.max(from.length, 1))];
const ofKind = (map: RouteMap, kind: MapNode['kind']) => map.nodes.filter((node) => node.kind === kind);

const withNode = (map: RouteMap, node: MapNode): RouteMap => ({
  ...map,
  nodes: map.nodes.map((other) => (other.id === node.id ? node : other)),
});
const withFlows = (map: RouteMap, change: (flow: Flow) => Flow): RouteMap => ({
  ...map,
  flows: map.flows.map(change),
});

/** Where a decision should be, all ways are gone at once. */
const splitForDecision: Breaking = (map, dice) => {
  const at = pick(ofKind(map, 'decision'), dice);
  if (!at) return undefined;
  return withFlows(withNode(map, { id: at.id, kind: 'split' }), (flow) => {
    if (flow.from !== at.id) return flow;
    const { id, from, to } = flow;
    return { id, from, to };
  });
};

/** Where a split should be, one way is chosen. */
const decisionForSplit: Breaking = (map, dice) => {
  const at = pick(ofKind(map, 'split'), dice);
  if (!at) return undefined;
  let n = 0;
  return withFlows(withNode(map, { id: at.id, kind: 'decision' }), (flow) => {
    if (flow.from !== at.id) return flow;
    const { id, from, to } = flow;
    n += 1;
    return { id, from, to, ...(n === 1 ? { default: true } : { condition: `vars.n == ${n}` }) };
  });
};

/** Where a join should be, each branch goes on by itself. */
const noJoin: Breaking = (map, dice) => {
  const at = pick(ofKind(map, 'join'), dice);
  return at && withNode(map, { id: at.id, kind: 'serviceTask', action: 'sendInvoice' });
};

/** A join where several ways only meet. */
const joinForMeeting: Breaking = (map, dice) => {
  const into = (id: string) => map.flows.filter(({ to }) => to === id).length;
  const at = pick(
    map.nodes.filter(({ id, kind }) => kind === 'serviceTask' && into(id) > 1),
    dice,
  );
  return at && withNode(map, { id: at.id, kind: 'join' });
};

/** A flow that leads to the wrong node. */
const wrongWay: Breaking = (map, dice) => {
  const flow = pick(map.flows, dice);
  const to = pick(
    map.nodes.filter(({ kind }) => kind !== 'start'),
    dice,
  );
  return flow && to && withFlows(map, (other) => (other === flow ? { ...flow, to: to.id } : other));
};

/** One branch more out of a split, to some node. */
const doubledFlow: Breaking = (map, dice) => {
  const from = pick(ofKind(map, 'split'), dice);
  const to = pick(
    map.nodes.filter(({ kind }) => kind !== 'start'),
    dice,
  );
  return (
    from && to && { ...map, flows: [...map.flows, { id: `x${map.flows.length}`, from: from.id, to: to.id }] }
  );
};

/** A join waits for a flow more. */
const extraFlow: Breaking = (map, dice) => {
  const from = pick(ofKind(map, 'decision'), dice);
  const to = pick(ofKind(map, 'join'), dice);
  const flow = {
    id: `y${map.flows.length}`,
    from: from?.id ?? '',
    to: to?.id ?? '',
    condition: 'vars.n == 9',
  };
  return from && to && { ...map, flows: [...map.flows, flow] };
};

const SLIPS = [splitForDecision, decisionForSplit, noJoin, joinForMeeting, wrongWay, doubledFlow, extraFlow];
