import type { WakeUp } from '../ports/wake-up.js';

/** Wakes the engines that share it, in one process. */
export class MemoryWakeUp implements WakeUp {
  readonly #subscribers = new Set<() => void>();

  announce(): void {
    for (const wake of this.#subscribers) wake();
  }

  subscribe(wake: () => void): () => Promise<void> {
    // Two that pass one function are two.
    const own = () => wake();
    this.#subscribers.add(own);
    return async () => void this.#subscribers.delete(own);
  }
}
