import { monotonicFactory } from 'ulid';
import type { Clock, IdSource, Logger, Notifier } from '../ports/index.js';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** ULIDs that rise within one process, also within one millisecond. */
export function ulids(): IdSource {
  const next = monotonicFactory();
  return { next: () => next() };
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
