import type { Outcome } from '../../process/state.js';
import { doubledIn, keyOf, type Marking, pathTo } from './marking.js';
import type { Net } from './net.js';
import { Orders } from './orders.js';
import { type Resting, Settling, type Standing, TooLong } from './settle.js';
import type { Trouble, Verdict } from './verdict.js';

/** A step among many tokens takes longer: it counts once for each so many. */
const TOKENS_A_STEP = 16;

/** How far an exploration goes: markings, and steps tried. */
export interface ExploreLimits {
  readonly markings: number;
  readonly steps: number;
}

/** What an exploration says: of a sound net also the outcomes that its processes can have. */
export type Explored =
  | Exclude<Verdict, { is: 'sound' }>
  | { readonly is: 'sound'; readonly outcomes: readonly Outcome[] };

/** What a process stands at when the exploration sets out. */
export type Beginning = (settling: Settling) => readonly Standing[];

interface ExploreOptions {
  /** Where processes stand at first; at the net's start when left out. */
  readonly begin?: Beginning;
  /**
   * `few` leaves out orders in which nothing else can happen: the verdict and the outcomes are the same, but of the
   * troubles some may be missing, and paths may be longer than need be. All orders when left out.
   */
  readonly orders?: 'all' | 'few';
}

/**
 * Visits the markings of a net, nearest first, so that among all orders the first path to a trouble is the shortest. It
 * does not go on behind a trouble. A net with more markings than the limit, or one whose steps are too many, stays
 * undecided.
 */
export function explore(net: Net, limits: ExploreLimits, options: ExploreOptions = {}): Explored {
  try {
    const exploration = new Exploration(net, limits, options);
    const limit = exploration.run();
    const troubles = exploration.troubles(limit === null);
    if (troubles.length > 0) return { is: 'unsound', troubles };
    return limit === null ? { is: 'sound', outcomes: exploration.outcomes() } : { is: 'undecided', limit };
  } catch (thrown) {
    if (thrown instanceof TooLong) return { is: 'undecided', limit: thrown.limit };
    throw thrown;
  }
}

class Exploration {
  readonly #found = new Map<string, Trouble>();
  readonly #known = new Map<string, Marking>();
  readonly #markings: Marking[] = [];
  readonly #settling: Settling;
  readonly #beginnings: readonly Standing[];
  readonly #orders: Orders | null;
  #steps = 0;

  constructor(
    readonly net: Net,
    readonly limits: ExploreLimits,
    { begin = (settling) => settling.begin(), orders = 'all' }: ExploreOptions,
  ) {
    this.#settling = new Settling(net);
    this.#beginnings = begin(this.#settling);
    this.#orders = orders === 'few' ? new Orders(net, this.#beginnings) : null;
  }

  /** Explores; the limit that it came to, or null when it has seen everything. */
  run(): number | null {
    this.#reach(null, this.#beginnings);
    for (const marking of this.#markings) {
      if (this.#markings.length > this.limits.markings) return this.limits.markings;
      if (this.#steps > this.limits.steps) return this.limits.steps;
      if (marking.ended === null) this.#goOn(marking);
    }
    return null;
  }

  #goOn(marking: Marking): void {
    const waiting = marking.tokens.filter(({ at }) => at.kind === 'wait');
    if (waiting.length === 0) this.#stuck(marking);
    const gone = new Set<Resting>();
    for (const group of this.#orders?.groups(waiting) ?? [waiting]) {
      const leads = group.filter((token) => !gone.has(token)).map((token) => this.#letGo(marking, token));
      // Tokens that only lead back would let the others wait for ever.
      if (leads.includes(true)) return;
      for (const token of group) gone.add(token);
    }
  }

  /** Lets one token go on; whether that leads to where the exploration has not been yet. */
  #letGo(marking: Marking, token: Resting): boolean {
    const tokens = marking.tokens.filter((other) => other !== token);
    const first = marking.next.length;
    for (const edge of token.at.out) {
      this.#steps += Math.ceil(marking.tokens.length / TOKENS_A_STEP);
      this.#reach(marking, this.#settling.take(edge, token.leading, { ...marking, tokens }));
    }
    return marking.next.slice(first).some(({ ended, number }) => ended === null && number > marking.number);
  }

  #reach(before: Marking | null, standings: readonly Standing[]): void {
    for (const standing of standings) {
      const key = keyOf(standing);
      const known = this.#known.get(key);
      const marking = known ?? { ...standing, number: this.#markings.length, before, next: [] };
      before?.next.push(marking);
      if (known) continue;
      this.#known.set(key, marking);
      const doubled = marking.ended === null && doubledIn(standing.tokens);
      if (doubled) this.#doubled(marking, doubled);
      else this.#markings.push(marking);
    }
  }

  #doubled(marking: Marking, { at }: Resting): void {
    this.#report({ kind: 'doubled', node: at.name, path: pathTo(marking), missing: [] });
  }

  #stuck(marking: Marking): void {
    const path = pathTo(marking);
    const ends = new Set([...this.net.nodes].flatMap(({ end }) => (end ? [end.id] : [])));
    const kind = path.some(({ node }) => ends.has(node)) ? 'leftBehind' : 'stuck';
    const [token] = marking.tokens;
    if (!token) return;
    const here = new Set(marking.tokens.flatMap(({ at, slot }) => (at === token.at && slot ? [slot] : [])));
    const missing = [...new Set([...token.at.into].map(({ slot }) => slot))].filter(
      (slot) => !here.has(slot),
    );
    this.#report({ kind, node: token.at.name, path, missing });
  }

  #report(trouble: Trouble): void {
    const key = `${trouble.kind === 'leftBehind' ? 'stuck' : trouble.kind} ${trouble.node}`;
    if (!this.#found.has(key)) this.#found.set(key, trouble);
  }

  /** What was found; whether everything can end, and is visited, only a whole exploration knows. */
  troubles(whole: boolean): readonly Trouble[] {
    if (this.#found.size > 0) return [...this.#found.values()];
    if (!whole) return [];
    const endless = this.#endless();
    return endless ? [endless] : this.#dead();
  }

  #endless(): Trouble | undefined {
    const leadingTo = new Map<Marking, Marking[]>();
    for (const marking of this.#markings) {
      for (const next of marking.next) {
        const known = leadingTo.get(next);
        if (known) known.push(marking);
        else leadingTo.set(next, [marking]);
      }
    }
    const canEnd = new Set(this.#markings.filter(({ ended }) => ended !== null));
    for (const marking of canEnd) for (const before of leadingTo.get(marking) ?? []) canEnd.add(before);
    const endless = this.#markings.find((marking) => !canEnd.has(marking));
    const token = endless?.tokens.find(({ at }) => at.kind === 'wait');
    return endless && token && { kind: 'endless', node: token.at.name, path: pathTo(endless), missing: [] };
  }

  /** Joins at which tokens can come to wait, and that never go on. What lies behind them is dead, too. */
  #dead(): readonly Trouble[] {
    const dead = [...this.net.nodes].filter(
      (node) => node.kind === 'join' && !this.#settling.fired.has(node),
    );
    return dead.flatMap((node) => {
      const near = this.#markings.find(({ tokens }) => tokens.some(({ at }) => at === node));
      return near ? [{ kind: 'dead', node: node.name, path: pathTo(near), missing: [] }] : [];
    });
  }

  /** The outcomes that some process comes to. */
  outcomes(): readonly Outcome[] {
    return this.#markings.flatMap(({ ended }) => (ended ? [ended] : []));
  }
}
