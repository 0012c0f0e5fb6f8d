import type { Resting, Standing } from './settle.js';
import type { Path } from './verdict.js';

/** A marking, and how the exploration came to it first. */
export interface Marking extends Standing {
  /** Its place in the order in which the exploration came to the markings. */
  readonly number: number;
  readonly before: Marking | null;
  readonly next: Marking[];
}

const codeOf = ({ at, slot, leading }: Resting): string => `${at.index}${leading ? '!' : ''}${slot ?? ''}`;

/** The same for the same marking. */
export const keyOf = ({ tokens, decided, ended }: Standing): string =>
  ended ?? `${decided}\n${tokens.map(codeOf).sort().join('\n')}`;

/** The second token on one node, or at a join by one flow. */
export function doubledIn(tokens: readonly Resting[]): Resting | undefined {
  const seen = new Set<string>();
  return tokens.find(({ at, slot }) => {
    const place = `${at.index} ${slot ?? ''}`;
    if (seen.has(place)) return true;
    seen.add(place);
    return false;
  });
}

/** What has happened on the way to a marking; of parts whose first node is chosen by a decision, also that choice. */
export function pathTo(marking: Marking): Path {
  const trails: Path[] = [];
  for (let at: Marking | null = marking; at; at = at.before) trails.push(at.trail);
  return [...trails.reverse().flat(), ...marking.tokens.flatMap(({ at }) => at.resting)];
}
