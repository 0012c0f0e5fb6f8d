import { atOnce, hasClearingEnd } from './at-once.js';
import type { Net, NetNode } from './net.js';
import type { Resting, Standing } from './settle.js';
import { placeOf, singlePlaces } from './threads.js';

/** Most tokens for which the smallest group is looked for: with hundreds of tokens that would take longest. */
const GROUPS_TRIED = 8;

/**
 * Says which of the waiting tokens may go on first, so that nothing is overlooked though the others wait: tokens that
 * go on in any order come to the same marking, unless one of them takes away what shows that another was doubled, or
 * brings about an end that withdraws it.
 */
export class Orders {
  readonly #net: Net;
  readonly #single: ReadonlySet<string>;
  readonly #bound = new Map<NetNode, ReadonlySet<NetNode>>();

  constructor(net: Net, beginnings: readonly Standing[]) {
    this.#net = net;
    this.#single = singlePlaces(net, beginnings);
  }

  /** Groups of waiting tokens, small ones first: each may go on before all others. The last one holds every token. */
  *groups(waiting: readonly Resting[]): Iterable<readonly Resting[]> {
    const bound: Resting[] = [];
    for (const token of waiting) {
      if (this.#boundTo(token.at).size === 0) yield [token];
      else bound.push(token);
    }
    const groups = bound.slice(0, GROUPS_TRIED).map((token) => this.#group(token, waiting));
    yield* groups.sort((a, b) => a.length - b.length);
    yield waiting;
  }

  #group(first: Resting, waiting: readonly Resting[]): readonly Resting[] {
    const group = new Set([first]);
    for (const { at } of group) {
      if (group.size === waiting.length) break;
      const bound = this.#boundTo(at);
      for (const token of waiting) if (bound.has(token.at)) group.add(token);
    }
    return [...group];
  }

  /** The nodes whose tokens must be able to go before a token of this one. */
  #boundTo(node: NetNode): ReadonlySet<NetNode> {
    const known = this.#bound.get(node);
    if (known) return known;
    const before: NetNode[] = [];
    if (!this.#single.has(placeOf(node, null))) before.push(...sourcesOf(node, null));
    for (const join of joinsAtOnce(node)) {
      const clears = hasClearingEnd(atOnce(join.out), this.#net);
      for (const { slot } of join.into) {
        if (clears || !this.#single.has(placeOf(join, slot))) before.push(...sourcesOf(join, slot));
      }
    }
    const bound = leadingTo(before);
    bound.delete(node);
    this.#bound.set(node, bound);
    return bound;
  }
}

const sourcesOf = ({ into }: NetNode, slot: string | null): readonly NetNode[] =>
  [...into].flatMap((edge) => (slot === null || edge.slot === slot ? [edge.from] : []));

const joinsAtOnce = (node: NetNode): readonly NetNode[] =>
  [...atOnce(node.out)].filter(({ kind }) => kind === 'join');

/** The nodes from which a token can come to one of these, themselves included. */
function leadingTo(nodes: readonly NetNode[]): Set<NetNode> {
  const seen = new Set(nodes);
  for (const { into } of seen) for (const { from } of into) seen.add(from);
  return seen;
}
