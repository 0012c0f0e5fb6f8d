import type {
  CallNode,
  DecisionNode,
  EndNode,
  Flow,
  JoinNode,
  MapNode,
  Result,
  RouteMap,
  ServiceTaskNode,
  SplitNode,
  StartNode,
  TimerNode,
  UserTaskNode,
} from '../../src/index.js';

export const start: StartNode = { id: 'start', kind: 'start' };
/** A task whose title is its id. */
export const task = (id: string, more: Partial<UserTaskNode> = {}): UserTaskNode => ({
  id,
  kind: 'userTask',
  title: id,
  ...more,
});
export const service = (id: string, action = 'sendInvoice'): ServiceTaskNode => ({
  id,
  kind: 'serviceTask',
  action,
});
export const decision = (id: string): DecisionNode => ({ id, kind: 'decision' });
export const split = (id: string): SplitNode => ({ id, kind: 'split' });
export const join = (id: string): JoinNode => ({ id, kind: 'join' });
export const call = (id: string, more: Partial<CallNode> = {}): CallNode => ({
  id,
  kind: 'call',
  map: 'approval',
  ...more,
});
export const timer = (
  id: string,
  wait: TimerNode['wait'] = { elapsed: 'P1D' },
  more: Partial<TimerNode> = {},
): TimerNode => ({ id, kind: 'timer', wait, ...more });
export const end = (id: string, more: Partial<EndNode> = {}): EndNode => ({ id, kind: 'end', ...more });
export const won = end('won', { stage: 'won', outcome: 'success' });
export const lost = end('lost', { stage: 'lost', outcome: 'failure', lossReason: 'price' });

export const result = (key: string, more: Partial<Result> = {}): Result => ({ key, title: key, ...more });

/** The flows of ways like `start>call>won`. */
export const ways = (...texts: string[]): Flow[] =>
  texts.flatMap((text) => {
    const ids = text.split('>');
    return ids.slice(1).map((to, i) => line(`${ids[i]}>${to}`));
  });

/** One flow with its keys: `line('call>won', { result: 'yes' })`; its id is `call-won`. */
export function line(way: string, more: Partial<Flow> = {}): Flow {
  const [from = '', to = ''] = way.split('>');
  return { id: `${from}-${to}`, from, to, ...more };
}

export const governing = (nodes: MapNode[], flows: Flow[], more: Partial<RouteMap> = {}): RouteMap => ({
  key: 'sale',
  kind: 'governing',
  title: 'Sale',
  pipeline: 'sale',
  nodes,
  flows,
  ...more,
});

export const independent = (nodes: MapNode[], flows: Flow[], more: Partial<RouteMap> = {}): RouteMap => ({
  key: 'contract',
  kind: 'independent',
  title: 'Contract',
  nodes,
  flows,
  ...more,
});

/** The same map with other nodes in the place of those of the same id. */
export const redrawn = (map: RouteMap, ...nodes: MapNode[]): RouteMap => ({
  ...map,
  nodes: map.nodes.map((node) => nodes.find(({ id }) => id === node.id) ?? node),
});
