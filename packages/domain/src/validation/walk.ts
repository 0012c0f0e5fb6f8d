import type { FlowGraph } from '../map/flow-graph.js';

type Next = (id: string) => Iterable<string>;

/** Every id that a walk comes to, those it sets out from included. */
export function walk(from: Iterable<string>, next: Next): ReadonlySet<string> {
  const seen = new Set(from);
  // A set that grows while it is iterated gives the new ids too.
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}

/** The shortest way of at least one step, both ends included; undefined where there is none. */
export function shortestWay(from: string, to: string, next: Next): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const waiting = [from];
  for (const id of waiting) {
    for (const other of next(id)) {
      if (cameFrom.has(other)) continue;
      cameFrom.set(other, id);
      if (other === to) return wayBack(cameFrom, from, to);
      waiting.push(other);
    }
  }
  return undefined;
}

function wayBack(cameFrom: ReadonlyMap<string, string>, from: string, to: string): readonly string[] {
  const way = [to];
  let id = cameFrom.get(to);
  for (; id !== undefined && id !== from; id = cameFrom.get(id)) way.push(id);
  return [...way, from].reverse();
}

/**
 * What is left when, again and again, the ids that nothing leads to are taken away: loops, and what lies behind them.
 * `next` may give others than `ids`; they do not count.
 */
export function withoutBeginnings(ids: Iterable<string>, next: Next): ReadonlySet<string> {
  const left = new Set(ids);
  const arrivals = new Map<string, number>();
  for (const id of left) for (const to of next(id)) arrivals.set(to, (arrivals.get(to) ?? 0) + 1);
  const beginnings = [...left].filter((id) => !arrivals.has(id));
  for (const id of beginnings) {
    left.delete(id);
    for (const to of next(id)) {
      const others = (arrivals.get(to) ?? 0) - 1;
      arrivals.set(to, others);
      if (others === 0 && left.has(to)) beginnings.push(to);
    }
  }
  return left;
}

export const starts = (graph: FlowGraph): readonly string[] =>
  [...graph.nodes.values()].filter(({ kind }) => kind === 'start').map(({ id }) => id);

/** Nodes that a token can come to at all. */
export const reachable = (graph: FlowGraph): ReadonlySet<string> =>
  walk(starts(graph), (id) => graph.outgoing(id).map(({ to }) => to));
