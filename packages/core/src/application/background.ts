import type { Ports } from '../composition/ports.js';
import type { Backlog, ProcessChange, Transaction } from '../ports/index.js';
import { canonical } from './canonical.js';
import { deliverOutbox } from './outbox/deliver-outbox.js';
import { topicsOf } from './outbox/topics.js';
import type { Runtime } from './runtime.js';
import { fireDueTimers } from './timers/fire-due-timers.js';
import { reconcileDeals } from './timers/reconcile-deals.js';
import { startDeferred } from './timers/start-deferred.js';
import { treatWaitingEvents } from './use-cases/receive-host-event.js';

/** One kind of background work. None waits for another: a slow action holds up no timer and no notice. */
interface Lane {
  readonly isDue: (backlog: Backlog, now: number, ports: Ports) => boolean;
  /** How much there was to do. */
  readonly work: (runtime: Runtime) => Promise<number>;
}

const LANES: readonly Lane[] = [
  { isDue: ({ nextTimer }, now) => nextTimer !== null && nextTimer <= now, work: fireDueTimers },
  { isDue: ({ nextStart }, now) => nextStart !== null && nextStart <= now, work: startDeferred },
  {
    isDue: ({ nextLook }, now, { host }) =>
      nextLook !== null && nextLook <= now && host.openDeals !== undefined,
    work: reconcileDeals,
  },
  { isDue: ({ inbox }) => inbox, work: treatWaitingEvents },
  {
    isDue: ({ outbox }) => outbox,
    work: (runtime) => deliverOutbox(runtime, topicsOf(runtime.ports).notices),
  },
  {
    isDue: ({ outbox }) => outbox,
    work: (runtime) => deliverOutbox(runtime, topicsOf(runtime.ports).stages),
  },
  {
    isDue: ({ outbox }) => outbox,
    work: (runtime) => deliverOutbox(runtime, topicsOf(runtime.ports).actions),
  },
];

/** Drives what no person asks for: deliveries, timers, host events. Looks for work when kicked, and at every poll. */
export class Background {
  #running = false;
  #kicked = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> | undefined;
  readonly #busy = new Map<Lane, Promise<number>>();
  readonly #telling = new Set<Promise<void>>();

  constructor(
    private readonly runtime: Runtime,
    private readonly pollMs: number,
  ) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#loop = this.#run();
  }

  /** Begins nothing more; resolves when what was begun has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    this.kick();
    await this.#loop;
    await Promise.allSettled(this.#busy.values());
    await this.heard();
  }

  /** Looks for work at once instead of at the next poll. */
  kick(): void {
    this.#kicked = true;
    this.#wake();
  }

  /** After a commit: tells listeners, and sends what the command left in the outbox. */
  dispatch(change: ProcessChange): void {
    const telling = this.runtime.hooks
      .tell(change.tenant, change.state, change.entry)
      .catch((error: unknown) => {
        this.runtime.ports.logger.error('A failed listener could not be reported.', { error });
      });
    this.#telling.add(telling);
    void telling.then(() => this.#telling.delete(telling));
    if (change.outbox.length > 0 || change.timers.set.length > 0) this.kick();
  }

  /** After the host has ended its own transaction, if that committed the change. */
  dispatchLater(change: ProcessChange, transaction: Transaction): void {
    const { store, logger } = this.runtime.ports;
    store
      .ended(transaction)
      .then(() => this.#isCommitted(change))
      .then((committed) => committed && this.dispatch(change))
      .catch((error: unknown) => {
        logger.error("What the host's transaction did could not be told to listeners.", { error });
      });
  }

  async #isCommitted({ tenant, process, entry }: ProcessChange): Promise<boolean> {
    const [found] = await this.runtime.ports.queries.journal(process, entry.n - 1, 1, { tenant });
    return found !== undefined && canonical(found) === canonical(entry);
  }

  /** Resolves when listeners have been told everything. */
  async heard(): Promise<void> {
    while (this.#telling.size > 0) await Promise.all(this.#telling);
  }

  /** Works until nothing is due. */
  async settle(): Promise<void> {
    for (let worked = true; worked; ) {
      await this.heard();
      const lanes = new Set([...(await this.#dueLanes()), ...this.#busy.keys()]);
      const done = await Promise.all([...lanes].map((lane) => this.#busy.get(lane) ?? this.#begin(lane)));
      worked = done.some((count) => count > 0);
    }
  }

  async #dueLanes(): Promise<readonly Lane[]> {
    const { backlog, clock } = this.runtime.ports;
    const found = await backlog.backlog();
    return LANES.filter((lane) => lane.isDue(found, clock.now(), this.runtime.ports));
  }

  #begin(lane: Lane): Promise<number> {
    const work = lane.work(this.runtime).finally(() => this.#busy.delete(lane));
    this.#busy.set(lane, work);
    return work;
  }

  async #run(): Promise<void> {
    const failed = (error: unknown) =>
      this.runtime.ports.logger.error('Background work failed; it is tried again.', { error });
    while (this.#running) {
      this.#kicked = false;
      try {
        const idle = (await this.#dueLanes()).filter((lane) => !this.#busy.has(lane));
        // There may be more than one round takes.
        for (const lane of idle) this.#begin(lane).then((count) => count > 0 && this.kick(), failed);
      } catch (error) {
        failed(error);
      }
      await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    if (!this.#running || this.#kicked) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
