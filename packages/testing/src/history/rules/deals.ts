import { type Evidence, grouped } from '../evidence.js';
import type { ProcessTimeline } from '../timeline.js';

/** B1: at no time a deal has two processes that govern it. */
export function deals({ timelines }: Evidence): readonly string[] {
  const governing = grouped([...timelines.values()], ({ governs }) => governs ?? undefined);
  return [...governing].flatMap(([deal, processes]) => {
    const inOrder = [...processes].sort((one, other) => bornBy(one) - bornBy(other));
    return inOrder.flatMap((timeline, i) => {
      const next = inOrder[i + 1];
      // The one was certainly not over when the other had certainly begun.
      if (!next || timeline.sentBy(timeline.endedIn) <= bornBy(next)) return [];
      return [`B1: ${timeline.id} and ${next.id} governed deal ${deal} at once`];
    });
  });
}

const bornBy = (timeline: ProcessTimeline): number => timeline.knownBy(1);
