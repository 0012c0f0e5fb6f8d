import { performance } from 'node:perf_hooks';
import { Files } from '../completion/database.js';
import { type Figure, pairFigure } from '../figure.js';
import { bpmnEnginePeer } from './bpmn-engine-peer.js';
import type { DealPlayer } from './deal-player.js';
import { enginePlayer } from './engine-player.js';

const PAIRS = 5;
const CALLERS = 32;
const COUNT = { engine: 1_280, peer: 64 };

/** Whole deals, from start to end, against a process engine that is recovered for each step: P6. */
export async function dealFigures(): Promise<Figure[]> {
  const files = await Files.make();
  const deals = Array.from({ length: (PAIRS + 1) * COUNT.engine }, (_, n) => `deal-${n}`);
  const ours = await enginePlayer(files.path('ours'), deals);
  const peer = bpmnEnginePeer(files.path('peer'));
  const pairs: { ours: number; peer: number }[] = [];
  try {
    for (let pair = 0; pair <= PAIRS; pair++) {
      const from = pair * COUNT.engine;
      const mine = await perSecond(ours, deals.slice(from, from + COUNT.engine));
      const theirs = await perSecond(peer, deals.slice(from, from + COUNT.peer));
      // The first pair warms up.
      if (pair > 0) pairs.push({ ours: mine, peer: theirs });
    }
  } finally {
    await ours.close();
    await peer.close();
    await files.remove();
  }
  const about = { id: 'P6', name: 'whole deals, 32 callers, SQLite FULL', unit: '/s', against: peer.name };
  return [
    pairFigure(
      about,
      pairs.map((pair) => pair.ours),
      pairs.map((pair) => pair.ours / pair.peer),
      { atLeast: 40 },
    ),
  ];
}

/** How many deals a second come to their end while `CALLERS` play at once. */
async function perSecond(player: DealPlayer, deals: readonly string[]): Promise<number> {
  const waiting = [...deals];
  const begin = performance.now();
  const caller = async () => {
    for (let deal = waiting.pop(); deal !== undefined; deal = waiting.pop()) await player.play(deal);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return deals.length / ((performance.now() - begin) / 1_000);
}
