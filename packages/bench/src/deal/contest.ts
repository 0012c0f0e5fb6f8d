import { performance } from 'node:perf_hooks';
import { type Figure, type Goal, median, pairFigure } from '../figure.js';
import type { DealPlayer } from './deal-player.js';

const ROUNDS = 5;
const CALLERS = 32;
const CROWD = 128;
const OURS = 640;

/** The deals of the engine in a whole contest: each is played once. */
export const dealsOfContest = (): string[] =>
  Array.from({ length: (ROUNDS + 1) * 2 * OURS }, (_, n) => `deal-${n}`);

/** The deals that a peer plays in a whole contest. */
export const dealsOfPeer = (count: number): string[] =>
  Array.from({ length: (ROUNDS + 1) * count }, (_, n) => `deal-${n}`);

export interface Peer {
  readonly player: DealPlayer;
  /** How many deals it plays in each round: about two seconds of them. */
  readonly count: number;
  readonly goal?: Goal;
}

/** Whole deals in turns, the engine's and each peer's, with the engine before 128 callers beside it. */
export async function* contest(at: string, ours: DealPlayer, peers: readonly Peer[]): AsyncGenerator<Figure> {
  const deals = dealsOfContest();
  const mine: number[] = [];
  const crowded: number[] = [];
  const theirs = peers.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    mine.push(await perSecond(ours, deals.splice(0, OURS), CALLERS));
    crowded.push(await perSecond(ours, deals.splice(0, OURS), CROWD));
    for (const [place, { player, count }] of peers.entries()) {
      const own = dealsOfPeer(count).slice(round * count, (round + 1) * count);
      theirs[place]?.push(await perSecond(player, own, CALLERS));
    }
  }
  // The first round warms up.
  const timed = mine.slice(1);
  const about = { id: 'P6', name: `whole deals, ${CALLERS} callers, ${at}`, unit: '/s' };
  for (const [place, { player, goal }] of peers.entries()) {
    const one = theirs[place]?.slice(1) ?? [];
    const against = `${player.name} (${median(one).toPrecision(3)} /s)`;
    yield pairFigure({ ...about, against }, timed, ratios(timed, one), goal);
  }
  const name = `whole deals, ${CROWD} callers, ${at}`;
  const many = crowded.slice(1);
  yield pairFigure({ ...about, name, against: `${CALLERS} callers` }, many, ratios(many, timed));
}

const ratios = (ours: readonly number[], theirs: readonly number[]): number[] =>
  ours.map((value, place) => value / (theirs[place] ?? Number.NaN));

/** How many deals a second come to their end while `callers` play at once. */
async function perSecond(player: DealPlayer, deals: readonly string[], callers: number): Promise<number> {
  const waiting = [...deals];
  const begin = performance.now();
  const caller = async () => {
    for (let deal = waiting.pop(); deal !== undefined; deal = waiting.pop()) await player.play(deal);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return deals.length / ((performance.now() - begin) / 1_000);
}
