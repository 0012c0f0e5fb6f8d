import type { RouteMap } from '../../map/route-map.js';
import { type Beginning, type Explored, type ExploreLimits, explore } from './explore.js';
import { type Net, type NetNode, netOf } from './net.js';
import { reduce } from './reduce.js';

/** How far it looks: many processes may be asked about at once. */
const LIMITS: ExploreLimits = { markings: 20_000, steps: 100_000 };

/** How far it looks for a shorter path to what it has found. */
const PATH_LIMITS: ExploreLimits = { markings: 1_000, steps: 5_000 };

/** A token in the words of a map; at a join with the flow by which it came. */
export interface Place {
  readonly node: string;
  readonly flow: string | null;
  readonly leading: boolean;
}

/**
 * Proves that a process which rests on some nodes of a sound map can always end and leaves nothing behind, whatever is
 * chosen from there on. `decided`: its outcome is.
 */
export function proveStanding(map: RouteMap, places: readonly Place[], decided: boolean): Explored {
  const net = netOf(map, () => undefined);
  const tokens = places.map(({ node, flow, leading }) => {
    const at = nodeOf(net, node);
    return { at, slot: at.kind === 'join' ? flow : null, leading };
  });
  reduce(net, { dropEndings: false, keep: new Set(tokens.map(({ at }) => at)) });
  return prove(net, () => [{ tokens, decided, ended: null, trail: [] }]);
}

/** The same of a process whose one token enters a node, and acts there. */
export function proveEntry(map: RouteMap, { node, leading }: Omit<Place, 'flow'>): Explored {
  const net = netOf(map, () => undefined);
  const at = nodeOf(net, node);
  reduce(net, { dropEndings: false, keep: new Set([at]) });
  const entry = { from: at, to: at, slot: '', steps: [], leading };
  return prove(net, (settling) => settling.take(entry, leading, { tokens: [], decided: false }));
}

function prove(net: Net, begin: Beginning): Explored {
  const decided = explore(net, LIMITS, { begin, orders: 'few' });
  if (decided.is !== 'unsound') return decided;
  const near = explore(net, PATH_LIMITS, { begin });
  return near.is === 'unsound' ? near : decided;
}

function nodeOf({ nodes }: Net, name: string): NetNode {
  for (const node of nodes) if (node.name === name) return node;
  throw new Error(`The map has no node "${name}": ask about nodes that it has.`);
}
