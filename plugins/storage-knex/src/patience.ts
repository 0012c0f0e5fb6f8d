import { setTimeout } from 'node:timers/promises';

/** How long a transaction that meets a lock is begun again, in milliseconds. */
export const PATIENCE_MS = 5_000;

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 50;

/**
 * Repeats an attempt while it fails for a reason that passes, with growing pauses that differ from one process to the
 * next. When the time is up, the last error comes out. The event loop is free meanwhile.
 */
export async function retryWhile<T>(
  passes: (error: unknown) => boolean,
  attempt: () => Promise<T>,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passes(error) || performance.now() >= end) throw error;
    }
    await setTimeout(pause * (0.5 + Math.random()));
  }
}
