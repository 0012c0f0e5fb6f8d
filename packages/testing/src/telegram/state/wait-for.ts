import type { Changes } from './change.js';

export interface Deadline {
  /** Real time in milliseconds; 5000 when left out. */
  readonly timeoutMs?: number;
}

export interface Waiting<T> extends Deadline {
  /** What is waited for, or undefined while it is not there. */
  readonly find: () => T | undefined;
  /** The sentence of the error when it does not come. */
  readonly failure: () => string;
}

/** Waits until `find` gives something: it is asked at once and after every change, never by the clock. */
export function waitFor<T>(changes: Changes, waiting: Waiting<T>): Promise<T> {
  const already = waiting.find();
  if (already !== undefined) return Promise.resolve(already);
  const { timeoutMs = 5000 } = waiting;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`${waiting.failure()} (waited ${timeoutMs} ms)`));
    }, timeoutMs);
    const stop = changes.subscribe(() => {
      const found = waiting.find();
      if (found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    });
  });
}
