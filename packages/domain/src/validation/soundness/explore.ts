import type { Outcome } from '../../process/state.js';
import type { Net } from './net.js';
import { type Resting, Settling, type Standing, TooLong } from './settle.js';
import type { Path, Trouble, Verdict } from './verdict.js';

/** A marking, and how the exploration came to it first. */
interface Marking extends Standing {
  readonly before: Marking | null;
  readonly next: Marking[];
}

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

/**
 * Visits every marking of a net, nearest first, so that the first path to a trouble is the shortest. It does not go on
 * behind a trouble. A net with more markings than the limit, or one whose steps are too many, stays undecided.
 *
 * @param begin where processes stand at first; at the net's start when left out
 */
export function explore(
  net: Net,
  limits: ExploreLimits,
  begin: Beginning = (settling) => settling.begin(),
): Explored {
  const exploration = new Exploration(net, limits, begin);
  try {
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
  #steps = 0;

  constructor(
    readonly net: Net,
    readonly limits: ExploreLimits,
    readonly begin: Beginning,
  ) {
    this.#settling = new Settling(net);
  }

  /** Explores; the limit that it came to, or null when it has seen everything. */
  run(): number | null {
    this.#reach(null, this.begin(this.#settling));
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
    for (const token of waiting) {
      const tokens = marking.tokens.filter((other) => other !== token);
      for (const edge of token.at.out) {
        this.#steps += 1;
        this.#reach(marking, this.#settling.take(edge, token.leading, { ...marking, tokens }));
      }
    }
  }

  #reach(before: Marking | null, standings: readonly Standing[]): void {
    for (const standing of standings) {
      const { ended } = standing;
      const key = keyOf(standing);
      const known = this.#known.get(key);
      if (known) {
        before?.next.push(known);
        continue;
      }
      const marking: Marking = { ...standing, before, next: [] };
      this.#known.set(key, marking);
      before?.next.push(marking);
      const doubled = ended === null && doubledIn(standing.tokens);
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

const codeOf = ({ at, slot, leading }: Resting): string => `${at.index}${leading ? '!' : ''}${slot ?? ''}`;

const keyOf = ({ tokens, decided, ended }: Standing): string =>
  ended ?? `${decided}\n${tokens.map(codeOf).sort().join('\n')}`;

/** The second token on one node, or at a join by one flow. */
function doubledIn(tokens: readonly Resting[]): Resting | undefined {
  const seen = new Set<string>();
  return tokens.find(({ at, slot }) => {
    const place = `${at.index} ${slot ?? ''}`;
    if (seen.has(place)) return true;
    seen.add(place);
    return false;
  });
}

/** What has happened on the way to a marking; of parts whose first node is chosen by a decision, also that choice. */
function pathTo(marking: Marking): Path {
  const trails: Path[] = [];
  for (let at: Marking | null = marking; at; at = at.before) trails.push(at.trail);
  return [...trails.reverse().flat(), ...marking.tokens.flatMap(({ at }) => at.resting)];
}
