import type { ExecutableMap, ExecutableNode } from '../compile-map.js';
import type { Flow } from '../map/route-map.js';
import { walk } from '../validation/walk.js';
import { type Draft, refuse } from './draft.js';
import type { TokenPlace } from './event.js';
import type { OpenChoice } from './rejection.js';
import type { Token } from './state.js';

/** Two versions of one map, and the nodes that were chosen to take the place of others. */
export interface VersionCrossing {
  readonly from: ExecutableMap;
  readonly to: ExecutableMap;
  readonly mapping: Readonly<Record<string, string>>;
}

/** A token, the node on which it stands, and where it goes over to. */
export interface CrossingToken {
  readonly token: Token;
  readonly was: ExecutableNode;
  readonly is: ExecutableNode;
  readonly place: TokenPlace;
}

/** Where the tokens of a process go over to; refuses with all choices that are open. */
export function crossOver(draft: Draft, crossing: VersionCrossing): readonly CrossingToken[] {
  const open = new Map<string, OpenChoice>();
  const crossed = draft.state.tokens
    .filter(({ process }) => process === draft.state.id)
    .flatMap((token): readonly CrossingToken[] => {
      const was = draft.nodeOf(token);
      const is = counterpartOf(crossing, was.id);
      if (!is) return ask(open, was.id, alike(crossing.to, was));
      const place = placeOf(crossing, token, is);
      return place
        ? [{ token, was, is, place }]
        : ask(open, sourceOf(crossing, token), sourcesInto(crossing, is));
    });
  if (open.size > 0) refuse({ code: 'MIGRATION_NEEDS_CHOICE', nodes: [...open.values()] });
  return crossed;
}

/** The id of the node that takes another one's place: the chosen one, else that of the same id and kind. */
export function counterpartId({ from, to, mapping }: VersionCrossing, node: string): string | undefined {
  if (Object.hasOwn(mapping, node)) return mapping[node];
  const same = to.nodes.get(node);
  return same && same.kind === from.nodes.get(node)?.kind ? node : undefined;
}

function counterpartOf(crossing: VersionCrossing, node: string): ExecutableNode | undefined {
  const id = counterpartId(crossing, node);
  if (id === undefined) return undefined;
  return crossing.to.nodes.get(id) ?? refuse({ code: 'CANNOT_MIGRATE', why: 'choiceUnknown', node });
}

/** A node that nothing in the version could take the place of is no open choice. */
function ask(open: Map<string, OpenChoice>, node: string, candidates: readonly string[]): readonly never[] {
  if (candidates.length === 0) refuse({ code: 'CANNOT_MIGRATE', why: 'noCounterpart', node });
  open.set(node, { node, candidates });
  return [];
}

const alike = (to: ExecutableMap, { kind }: ExecutableNode): readonly string[] =>
  [...to.nodes.values()].filter((node) => node.kind === kind).map(({ id }) => id);

function placeOf(crossing: VersionCrossing, token: Token, is: ExecutableNode): TokenPlace | undefined {
  if (is.kind !== 'join') return { node: is.id, flow: token.flow };
  const flow = counterpartFlow(crossing, token, is);
  return flow && { node: is.id, flow: flow.id };
}

/** The flow into a join that brings what a token at its counterpart has brought: from the same node, or from behind it. */
function counterpartFlow(crossing: VersionCrossing, token: Token, join: ExecutableNode): Flow | undefined {
  const flow = flowOf(crossing.from, token);
  const source = flow && counterpartOf(crossing, flow.from);
  if (!source) return undefined;
  const into = flowsInto(crossing.to, join);
  const near = into.filter(({ from }) => from === source.id);
  const same = near.find(({ id }) => id === flow.id) ?? near.find(isChosenAs(flow)) ?? near[0];
  if (same) return same;
  const behind = walk([source.id], (id) => nextOf(crossing.to, id, join));
  const later = into.filter(({ from }) => behind.has(from));
  return later.length === 1 ? later[0] : undefined;
}

const isChosenAs =
  (flow: Flow) =>
  ({ result, outcome }: Flow): boolean =>
    result === flow.result && outcome === flow.outcome;

const flowOf = ({ map }: ExecutableMap, { flow }: Token): Flow | undefined =>
  map.flows.find(({ id }) => id === flow);

const flowsInto = ({ map }: ExecutableMap, { id }: ExecutableNode): readonly Flow[] =>
  map.flows.filter(({ to }) => to === id);

const nextOf = ({ nodes }: ExecutableMap, id: string, last: ExecutableNode): readonly string[] =>
  id === last.id ? [] : (nodes.get(id)?.outgoing ?? []).map(({ to }) => to.id);

const sourceOf = ({ from }: VersionCrossing, token: Token): string => flowOf(from, token)?.from ?? token.node;

const sourcesInto = ({ to }: VersionCrossing, join: ExecutableNode): readonly string[] => [
  ...new Set(flowsInto(to, join).map(({ from }) => from)),
];
