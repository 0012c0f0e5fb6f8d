/** For how long a lost race makes the next one likely, in milliseconds. */
const MEMORY_MS = 1_000;

/** Processes that another node changed a moment ago while this one was about to. */
export class ContendedProcesses {
  /** The oldest first. */
  readonly #until = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  add(process: string): void {
    this.#forget();
    this.#until.delete(process);
    this.#until.set(process, this.now() + MEMORY_MS);
  }

  has(process: string): boolean {
    return (this.#until.get(process) ?? 0) > this.now();
  }

  /** How many are remembered. */
  get size(): number {
    return this.#until.size;
  }

  #forget(): void {
    const now = this.now();
    for (const [process, until] of this.#until) {
      if (until > now) return;
      this.#until.delete(process);
    }
  }
}
