import { setImmediate } from 'node:timers/promises';

const PATIENCE_MS = 3_000;

/** Asks again and again until there is an answer; throws an Error after three real seconds without one. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  do {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setImmediate();
  } while (performance.now() < end);
  throw new Error(`${what}: expected within ${PATIENCE_MS} ms.`);
}
