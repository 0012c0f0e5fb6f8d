interface Waiting<I, O> {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns many single requests into few shared ones: what arrives while a round trip is under way shares the next one.
 * Nothing lingers: a request that finds nothing under way leaves at the end of the current microtask.
 *
 * `run` answers in order; an `Error` in the place of an answer rejects that request alone.
 */
export class Coalescer<I, O> {
  readonly #run: (inputs: readonly I[]) => Promise<readonly (O | Error)[]>;
  readonly #limit: number;
  #waiting: Waiting<I, O>[] = [];
  #busy = false;

  constructor(run: (inputs: readonly I[]) => Promise<readonly (O | Error)[]>, limit: number) {
    this.#run = run;
    this.#limit = limit;
  }

  add(input: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (this.#busy) return;
      this.#busy = true;
      queueMicrotask(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#limit);
      try {
        const outputs = await this.#run(batch.map(({ input }) => input));
        for (const [i, one] of batch.entries()) settle(one, outputs[i]);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#busy = false;
  }
}

function settle<I, O>(one: Waiting<I, O>, output: O | Error | undefined): void {
  if (output instanceof Error) one.reject(output);
  else one.resolve(output as O);
}
