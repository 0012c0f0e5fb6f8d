import type { ExecutableFlow, ExecutableMap, ExecutableNode } from '../compile-map.js';
import type { EndNode } from '../map/node.js';

/** Why a process cannot be moved to a node, nor begin there. */
export type MoveObstacle =
  | 'unknown'
  | 'start'
  | 'join'
  | 'end'
  /** The leading path of a governing map does not come there. */
  | 'sideBranch'
  /** A join behind it waits for a branch that nobody would bring. */
  | 'branch'
  /** The deal may be lost from there without anybody having been asked why. */
  | 'lossReason';

/** Most markings that are looked at; a map that has more is not moved about in. */
const MARKINGS = 20_000;

/** What stands against beginning anew at a node with the one token of the process; nothing where it can. */
export function moveObstacle(
  map: ExecutableMap,
  to: ExecutableNode,
  hasLossReason: boolean,
): MoveObstacle | undefined {
  const { kind } = to;
  if (kind === 'start' || kind === 'join' || kind === 'end') return kind;
  const governing = map.map.kind === 'governing';
  if (governing && !leadsTo(map.start, ({ id }) => id === to.id)) return 'sideBranch';
  if (strands(to, governing)) return 'branch';
  return governing && !hasLossReason && losesSilently(to) ? 'lossReason' : undefined;
}

/** Whether the leading token can come from a node to another one; `through` false stops the walk behind a node. */
function leadsTo(
  from: ExecutableNode,
  isIt: (node: ExecutableNode) => boolean,
  through: (node: ExecutableNode) => boolean = () => true,
): boolean {
  const seen = new Set([from]);
  // A set that grows while it is iterated gives those that are added too.
  for (const node of seen) {
    if (isIt(node)) return true;
    if (!through(node)) continue;
    for (const { flow, to } of node.outgoing) if (node.kind !== 'split' || flow.leading) seen.add(to);
  }
  return false;
}

/** Only tasks ask why a deal is lost, and a valid map's last task before such an end does. */
function losesSilently(from: ExecutableNode): boolean {
  const isSilent = ({ node }: ExecutableNode) =>
    node.kind === 'end' && node.outcome === 'failure' && !node.lossReason?.trim();
  return leadsTo(from, isSilent, ({ kind }) => kind !== 'userTask');
}

/** A token where it stands; what it will do is open until it is chosen. */
interface Walker {
  readonly at: ExecutableNode;
  readonly flow: string | null;
  readonly leading: boolean;
}

type Marking = readonly Walker[];

/** Whether one token that sets out from a node can come to wait at a join for ever, whatever people choose. */
function strands(from: ExecutableNode, governing: boolean): boolean {
  const waiting: Marking[] = [[{ at: from, flow: null, leading: governing }]];
  const seen = new Set<string>();
  for (let marking = waiting.pop(); marking; marking = waiting.pop()) {
    const key = keyOf(marking);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MARKINGS) return true;
    const next = successors(marking, governing);
    if (!next) return true;
    waiting.push(...next);
  }
  return false;
}

const keyOf = (marking: Marking): string =>
  marking
    .map(({ at, flow, leading }) => JSON.stringify([at.id, flow, leading]))
    .sort()
    .join();

/**
 * What can become of a marking when its first walker that can goes on: the order in which they go changes nothing.
 * Undefined where all that are left wait for ever.
 */
function successors(marking: Marking, governing: boolean): readonly Marking[] | undefined {
  if (marking.length === 0) return [];
  for (const walker of marking) {
    const { kind } = walker.at;
    if (kind === 'join') {
      const gathered = gather(marking, walker);
      if (gathered) return [gathered];
      continue;
    }
    const others = marking.filter((other) => other !== walker);
    if (kind === 'end') return [clears(walker, governing) ? [] : others];
    const { outgoing } = walker.at;
    if (kind === 'split') return [[...others, ...outgoing.map((flow) => along(flow, walker))]];
    return outgoing.map((flow) => [...others, along(flow, walker)]);
  }
  return undefined;
}

const along = ({ flow, to }: ExecutableFlow, { at, leading }: Walker): Walker => ({
  at: to,
  flow: flow.id,
  leading: leading && (at.kind !== 'split' || flow.leading === true),
});

/** The marking behind a join that all branches have come to; undefined while one is missing. */
function gather(marking: Marking, { at }: Walker): Marking | undefined {
  const arrived = new Map<string | null, Walker>();
  for (const other of marking)
    if (other.at === at && !arrived.has(other.flow)) arrived.set(other.flow, other);
  const next = at.outgoing[0];
  if (arrived.size < at.incoming || !next) return undefined;
  const leading = [...arrived.values()].some((one) => one.leading);
  const gone = new Set(arrived.values());
  const others = marking.filter((other) => !gone.has(other));
  return [...others, { at: next.to, flow: next.flow.id, leading }];
}

/** Whether an end withdraws what else is open. */
function clears({ at, leading }: Walker, governing: boolean): boolean {
  const { outcome, remaining } = at.node as EndNode;
  return (leading || !governing) && (outcome === 'failure' || remaining === 'withdraw');
}
