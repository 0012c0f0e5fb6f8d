import { OverdueDigest } from './digest/overdue-digest.js';
import { LadderReminders } from './ladder/ladder-reminders.js';
import type { CheckedOptions } from './options/check-options.js';
import type { ReminderPorts } from './reminder-ports.js';

/** Runs ticks for one engine, one after the other. */
export class Scheduler {
  readonly #ladder: LadderReminders;
  readonly #digest: OverdueDigest | null;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly ports: ReminderPorts,
    private readonly options: CheckedOptions,
  ) {
    this.#ladder = new LadderReminders(ports, options.ladder);
    this.#digest = options.slots && new OverdueDigest(ports, options.slots);
  }

  /** One tick after those that were asked for before; how many notices it posted. Fails when the storage does. */
  tick(): Promise<number> {
    const turn = this.#last.then(() => this.#tick());
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** A tick that nobody waits for: its failure is logged. */
  async tickByItself(): Promise<void> {
    try {
      await this.tick();
    } catch (error) {
      this.ports.logger.error('A tick of the reminders failed; the next one tries again.', { error });
    }
  }

  /** Begins nothing more; resolves when the tick that runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
  }

  async #tick(): Promise<number> {
    if (this.#stopped) return 0;
    const reminders = await this.#ladder.send(() => this.#stopped);
    if (reminders > 0) this.ports.wakeUp.announce();
    const digests = await this.#digests();
    if (digests > 0) this.ports.wakeUp.announce();
    return reminders + digests;
  }

  /** One tenant's trouble is not another's. */
  async #digests(): Promise<number> {
    let posted = 0;
    if (!this.#digest) return posted;
    for (const tenant of this.options.tenants) {
      if (this.#stopped) break;
      try {
        posted += await this.#digest.send(tenant);
      } catch (error) {
        this.ports.logger.error('A digest of overdue tasks failed; the next tick tries again.', {
          tenant,
          error,
        });
      }
    }
    return posted;
  }
}
