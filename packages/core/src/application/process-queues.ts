/**
 * One queue per process, or per transaction of the host: its commands run one after the other, those of different ones
 * side by side.
 */
export class ProcessQueues {
  readonly #tails = new Map<unknown, Promise<unknown>>();

  run<T>(key: unknown, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const result = before ? before.then(work, work) : work();
    this.#tails.set(key, result);
    const forget = () => {
      if (this.#tails.get(key) === result) this.#tails.delete(key);
    };
    result.then(forget, forget);
    return result;
  }

  /** Resolves when everything that runs now has ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#tails.values());
  }
}
