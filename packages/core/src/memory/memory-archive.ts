import type { ArchivedProcess, ProcessArchive } from '../ports/process-archive.js';

/** Keeps finished processes in memory, each once: for tests and demos. */
export class MemoryArchive implements ProcessArchive {
  readonly #processes = new Map<string, ArchivedProcess>();

  /** Those that were handed over, in that order. */
  get processes(): readonly ArchivedProcess[] {
    return [...this.#processes.values()];
  }

  async keep(process: ArchivedProcess): Promise<void> {
    this.#processes.set(JSON.stringify([process.tenant, process.id]), process);
  }
}
