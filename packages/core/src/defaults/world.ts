import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock, IdSource, Logger, Notifier } from '../ports/index.js';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** ULIDs that rise within one process, also within one millisecond. */
export function ulids(): IdSource {
  const next = monotonicFactory(randomNumbers());
  return { next: () => next() };
}

/** Numbers from 0 to 1, cut from blocks: asking the system for each costs more than the rest of an id. */
function randomNumbers(): () => number {
  const block = new Uint32Array(1_024);
  let used = block.length;
  return () => {
    if (used === block.length) {
      randomFillSync(block);
      used = 0;
    }
    return (block[used++] as number) / 0x1_0000_0000;
  };
}

/** Says warnings and errors on the console. */
export const consoleLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, details) => console.warn(message, details ?? ''),
  error: (message, details) => console.error(message, details ?? ''),
};

/** Where no front is attached, people look at their lists. */
export const silentNotifier: Notifier = { deliver: async () => undefined };
