import { messageOf, type Runtime } from '../runtime.js';
import { DEFAULT_TENANT } from '../scope.js';
import { removeNext } from './retention-batch.js';
import { takeTurn } from './retention-lease.js';

/** How long after its start a node looks for the first time, at the latest. */
const FIRST_MS = 60_000;
/** Between two batches: commands go first. */
const PAUSE_MS = 250;
const BATCH = 200;

/** Removes what has been over for long enough, of all tenants, in rounds. One node at a time does it. */
export class RetentionRounds {
  #running = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> | undefined;

  constructor(private readonly runtime: Runtime) {}

  start(): void {
    const { times } = this.runtime.keep;
    if (this.#running || Object.values(times).every((time) => time === null)) return;
    this.#running = true;
    this.#loop = this.#run();
  }

  /** Resolves when the batch that was begun has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { retentionMs } = this.runtime.tuned;
    await this.#rest(Math.min(FIRST_MS, retentionMs));
    while (this.#running) {
      await this.#round().catch((error: unknown) =>
        this.runtime.ports.logger.error('What is over could not be removed; it is tried again.', {
          error: messageOf(error),
        }),
      );
      await this.#rest(retentionMs);
    }
  }

  async #round(): Promise<void> {
    const { retentionMs } = this.runtime.tuned;
    // A little less, so that the node that has a turn has the next one too, if nobody else comes.
    const turn = { key: 'round', keepMs: Math.floor(retentionMs * 0.9) } as const;
    if (!(await takeTurn(this.runtime, DEFAULT_TENANT, turn))) return;
    let after: string | null | undefined;
    while (this.#running && after !== null) {
      const batch = await this.#remove(after);
      // Another node archives; or the archive fails, and would fail for the rest as well.
      if (!batch || batch.stays.notArchived > 1) return;
      after = batch.next;
      if (after !== null) await this.#rest(PAUSE_MS);
    }
  }

  #remove(after: string | undefined) {
    const { times, withoutArchive } = this.runtime.keep;
    return removeNext(this.runtime, { times, after, limit: BATCH, dryRun: false, archive: !withoutArchive });
  }

  async #rest(ms: number): Promise<void> {
    if (!this.#running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
