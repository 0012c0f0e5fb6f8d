import type { Outcome } from '../../process/state.js';
import { endsAll, type Net, type NetEdge, type NetNode, slotsOf } from './net.js';
import type { PathStep } from './verdict.js';

/** A token at rest: on a node that waits, or at a join by the flow that it came by. */
export interface Resting {
  readonly at: NetNode;
  /** Of a join: the flow. */
  readonly slot: string | null;
  readonly leading: boolean;
}

/** Where a process stands between two steps. `ended` is its outcome once it is over. */
export interface Standing {
  readonly tokens: readonly Resting[];
  readonly decided: boolean;
  readonly ended: Outcome | null;
  /** What has happened since the step began. */
  readonly trail: readonly PathStep[];
}

interface Moving {
  readonly edge: NetEdge;
  readonly leading: boolean;
}

interface Draft {
  tokens: Resting[];
  readonly arrivals: Moving[];
  trail: PathStep[];
  decided: boolean;
}

/** Most nodes that the proof enters for one step, over all choices of its decisions. */
const LONGEST_STEP = 20_000;

/** Thrown when one step has more answers than the proof looks at. */
export class TooLong {
  readonly limit = LONGEST_STEP;
}

/**
 * Lets tokens move as the real step moves them, all automatic nodes of a step at once and in its order: one answer
 * for each way in which decisions can choose.
 */
export class Settling {
  /** Joins that have gone on, in any step so far. */
  readonly fired = new Set<NetNode>();
  readonly #net: Net;
  readonly #flowsInto = new Map<NetNode, number>();
  #results: Standing[] = [];
  #entered = 0;

  constructor(net: Net) {
    this.#net = net;
    for (const node of net.nodes) if (node.kind === 'join') this.#flowsInto.set(node, slotsOf(node).size);
  }

  /** What a process can stand at when it has begun. */
  begin(): readonly Standing[] {
    const { start, governing } = this.#net;
    return start.out.flatMap((edge) => this.take(edge, governing, { tokens: [], decided: false }));
  }

  /** Takes an edge from where the process stands, without the token that stood at its beginning. */
  take(edge: NetEdge, leading: boolean, before: Pick<Standing, 'tokens' | 'decided'>): readonly Standing[] {
    this.#results = [];
    this.#entered = 0;
    this.#run({
      tokens: [...before.tokens],
      decided: before.decided,
      arrivals: [{ edge, leading }],
      trail: [],
    });
    return this.#results;
  }

  #run(draft: Draft): void {
    for (let next = draft.arrivals.shift(); next; next = draft.arrivals.shift()) {
      this.#entered += 1;
      if (this.#entered > LONGEST_STEP) throw new TooLong();
      draft.trail.push(...next.edge.steps);
      if (this.#arrive(draft, next)) return;
    }
    this.#results.push({ ...draft, ended: null });
  }

  /** Lets one token act; true when the draft is settled, or went on as several. */
  #arrive(draft: Draft, { edge, leading }: Moving): boolean {
    const { to } = edge;
    switch (to.kind) {
      case 'wait':
        draft.tokens.push({ at: to, slot: null, leading });
        return false;
      case 'choice':
        for (const way of to.out) this.#run(copyOf(draft, { edge: way, leading }));
        return true;
      case 'join':
        this.#join(draft, edge, leading);
        return false;
      case 'end':
        return this.#end(draft, to, leading);
      default:
        if (to.kind === 'split') draft.trail.push({ node: to.name });
        for (const way of to.out) {
          draft.arrivals.push({ edge: way, leading: leading && (to.kind === 'start' || way.leading) });
        }
        return false;
    }
  }

  #join(draft: Draft, { to, slot }: NetEdge, leading: boolean): void {
    draft.tokens.push({ at: to, slot, leading });
    const arrived = new Map<string | null, Resting>();
    for (const token of draft.tokens) {
      if (token.at === to && !arrived.has(token.slot)) arrived.set(token.slot, token);
    }
    if (arrived.size < (this.#flowsInto.get(to) ?? 0)) return;
    this.fired.add(to);
    const gone = new Set(arrived.values());
    draft.tokens = draft.tokens.filter((token) => !gone.has(token));
    draft.trail.push({ node: to.name });
    const leads = [...gone].some((token) => token.leading);
    for (const way of to.out) draft.arrivals.push({ edge: way, leading: leads });
  }

  #end(draft: Draft, { end, name }: NetNode, leading: boolean): boolean {
    draft.trail.push({ node: name });
    const { governing } = this.#net;
    const all = endsAll(end, leading, governing) && !(governing && draft.decided);
    draft.decided ||= leading;
    if (!all && draft.tokens.length + draft.arrivals.length > 0) return false;
    const ended = end?.outcome === 'failure' ? 'failure' : 'success';
    this.#results.push({ ...draft, tokens: [], ended });
    return true;
  }
}

const copyOf = (draft: Draft, next: Moving): Draft => ({
  tokens: [...draft.tokens],
  decided: draft.decided,
  arrivals: [...draft.arrivals, next],
  trail: [...draft.trail],
});
