import { flowGraph } from '../../map/flow-graph.js';
import type { RouteMap } from '../../map/route-map.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import { shortestWay, starts } from '../walk.js';
import { type ExploreLimits, explore } from './explore.js';
import { type CalledVerdict, type Net, netOf } from './net.js';
import { reduce } from './reduce.js';
import { Settling, TooLong } from './settle.js';
import type { Endings, Trouble, Verdict } from './verdict.js';

/** How far the proof goes before it says that it could not decide: a second or two, and some ten megabytes. */
const PROOF_LIMITS: ExploreLimits = { markings: 20_000, steps: 400_000 };

/** How far it looks for a shorter path in the map as it is drawn, once it has one of the reduced map. */
const PATH_LIMITS: ExploreLimits = { markings: 1_000, steps: 5_000 };

/** How far it looks for a shorter path in the reduced map. */
const NEAR_LIMITS: ExploreLimits = { markings: 5_000, steps: 25_000 };

/**
 * Proves that every process of a map can always end and leaves nothing behind, whatever people, conditions and
 * outcomes choose; or shows the shortest path to where that fails. The drawing of the map must have no errors.
 *
 * @param calledVerdict what the proof said of the maps that it calls
 */
export function proveMap(
  map: RouteMap,
  calledVerdict: CalledVerdict = () => undefined,
  limits: ExploreLimits = PROOF_LIMITS,
): Verdict {
  const called = calledTroubles(map, calledVerdict);
  if (called.length > 0) return { is: 'unsound', troubles: called };
  const net = netOf(map, calledVerdict);
  reduce(net);
  const decided = explore(net, limits, { orders: 'few' });
  if (decided.is === 'unsound') return replayable(map, calledVerdict, limits) ?? decided;
  const undecided = undecidedCall(map, calledVerdict);
  if (decided.is === 'undecided' || undecided) return undecided ?? (decided as Verdict);
  return { is: 'sound', endings: { possible: decided.outcomes, ...beginnings(netOf(map, calledVerdict)) } };
}

/**
 * The troubles of an unsound map by paths that leave nothing out: the shortest ones, or where those are too far to find,
 * ones that let other branches go on first. Undefined where no such path is found.
 */
function replayable(map: RouteMap, calledVerdict: CalledVerdict, limits: ExploreLimits): Verdict | undefined {
  const drawn = explore(netOf(map, calledVerdict), PATH_LIMITS);
  if (drawn.is === 'unsound') return drawn;
  const net = netOf(map, calledVerdict);
  reduce(net, { dropEndings: false });
  const near = explore(net, NEAR_LIMITS);
  if (near.is === 'unsound') return near;
  const whole = explore(net, limits, { orders: 'few' });
  return whole.is === 'unsound' ? whole : undefined;
}

/** A call of an unsound map can wait for ever, wherever it stands. */
function calledTroubles(map: RouteMap, calledVerdict: CalledVerdict): readonly Trouble[] {
  const graph = flowGraph(map);
  const next = (id: string) => graph.outgoing(id).map(({ to }) => to);
  return nodesOfKind(graph.nodes.values(), 'call')
    .filter((node) => calledVerdict(node.map)?.is === 'unsound')
    .map(({ id }) => {
      const way = starts(graph).flatMap((start) => shortestWay(start, id, next) ?? []);
      return { kind: 'called', node: id, path: way.slice(0, -1).map((node) => ({ node })), missing: [] };
    });
}

function undecidedCall(map: RouteMap, calledVerdict: CalledVerdict): Verdict | undefined {
  const verdicts = nodesOfKind(map.nodes, 'call').map((node) => calledVerdict(node.map));
  return verdicts.find((verdict) => verdict?.is === 'undecided');
}

/** What a process can have come to when its first step is over; a step with too many answers is taken to wait. */
function beginnings(net: Net): Omit<Endings, 'possible'> {
  try {
    const first = new Settling(net).begin();
    return {
      atOnce: [...new Set(first.flatMap(({ ended }) => (ended ? [ended] : [])))],
      waits: first.some(({ ended }) => ended === null),
    };
  } catch (thrown) {
    if (thrown instanceof TooLong) return { atOnce: [], waits: true };
    throw thrown;
  }
}
