import type { Net, NetNode } from './net.js';
import type { Resting, Standing } from './settle.js';

/** Where a token rests: a node that waits, or one flow of a join. */
export const placeOf = ({ index }: NetNode, slot: string | null): string => `${index} ${slot ?? ''}`;

/** Nodes, and of each join among them one flow: what one token passes from the beginning on. */
interface Thread {
  readonly nodes: ReadonlySet<NetNode>;
  readonly flows: ReadonlyMap<NetNode, string>;
}

/**
 * The places that can never have two tokens at once, because each lies on a thread: whatever brings a token onto it
 * takes one off it, and no process begins with two. Of the other places nothing is said.
 */
export function singlePlaces(net: Net, beginnings: readonly Standing[]): ReadonlySet<string> {
  const single = new Set<string>();
  for (const [node, slot] of places(net)) {
    if (single.has(placeOf(node, slot))) continue;
    const thread = [0, 1, 2].map((turn) => threadTo(node, slot, turn)).find(holdsOne);
    if (!thread || !beginnings.every(({ tokens }) => tokensOn(thread, tokens) <= 1)) continue;
    for (const on of thread.nodes) single.add(placeOf(on, thread.flows.get(on) ?? null));
  }
  return single;
}

function* places({ nodes }: Net): Iterable<readonly [NetNode, string | null]> {
  for (const node of nodes) {
    if (node.kind === 'wait') yield [node, null];
    if (node.kind === 'join') for (const { slot } of node.into) yield [node, slot];
  }
}

/** Everything from which a token can come to a place, where of each join one flow is followed back. */
function threadTo(place: NetNode, slot: string | null, turn: number): Thread {
  const flows = new Map(slot === null ? [] : [[place, slot]]);
  const nodes = new Set([place]);
  for (const node of nodes) {
    for (const { from, slot: by } of node.into) {
      if (nodes.has(from) || (node.kind === 'join' && flows.get(node) !== by)) continue;
      nodes.add(from);
      if (from.kind === 'join') flows.set(from, flowBack(from, nodes, turn));
    }
  }
  return { nodes, flows };
}

/** A flow that comes from the thread as it is so far, else one of the others by turns. */
function flowBack(join: NetNode, nodes: ReadonlySet<NetNode>, turn: number): string {
  const into = [...join.into];
  const known = into.find(({ from }) => nodes.has(from) && from.kind !== 'split');
  return (known ?? into[turn % into.length])?.slot ?? '';
}

/** Whether no split of a thread leads to two places of it. */
function holdsOne({ nodes, flows }: Thread): boolean {
  for (const { kind, out } of nodes) {
    if (kind === 'wait' || kind === 'choice') continue;
    const along = out.filter(({ to, slot }) => nodes.has(to) && (flows.get(to) ?? slot) === slot);
    if (along.length > 1) return false;
  }
  return true;
}

const tokensOn = ({ nodes, flows }: Thread, tokens: readonly Resting[]): number =>
  tokens.filter(({ at, slot }) => nodes.has(at) && (flows.get(at) ?? slot) === slot).length;
