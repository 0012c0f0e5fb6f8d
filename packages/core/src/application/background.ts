import { silentNotifier } from '../defaults/world.js';
import type { Backlog, ProcessChange, Transaction } from '../ports/index.js';
import { canonical } from './canonical.js';
import { type Lane, lanesOf } from './lanes.js';
import { topicsOf } from './outbox/topics.js';
import { Poll } from './poll.js';
import type { Runtime } from './runtime.js';

/** Drives what no person asks for: deliveries, timers, host events. Looks for work when it is told of some, and by itself. */
export class Background {
  #running = false;
  #kicked = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> | undefined;
  #unsubscribe: (() => Promise<void>) | undefined;
  readonly #poll: Poll;
  readonly #lanes: readonly Lane[];
  /** What this node can deliver. */
  readonly #topics: ReadonlySet<string>;
  readonly #busy = new Map<Lane, Promise<number>>();
  readonly #telling = new Set<Promise<void>>();

  constructor(private readonly runtime: Runtime) {
    this.#poll = new Poll(runtime.tuned, runtime.ports.clock);
    this.#lanes = lanesOf(runtime, () => this.kick());
    this.#topics = new Set(Object.values(topicsOf(runtime.ports)).flat());
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    if (this.#serves()) this.#unsubscribe = this.runtime.ports.wakeUp.subscribe(() => this.kick());
    this.#loop = this.#run();
  }

  /** Begins nothing more; resolves when what was begun has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const lane of this.#lanes) lane.stop?.();
    this.kick();
    await this.#loop;
    await this.#unsubscribe?.();
    await Promise.allSettled(this.#busy.values());
    await this.heard();
  }

  /** Looks for work at once instead of at the next poll. */
  kick(): void {
    this.#kicked = true;
    this.#poll.worked();
    this.#wake();
  }

  /** Work was left, and nobody knows which node can do it: all look, after the transaction where there is one. */
  announce(transaction?: Transaction): void {
    if (transaction) return void this.#announceAfter(transaction);
    this.kick();
    this.runtime.ports.wakeUp.announce();
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
    if (change.outbox.length > 0 || change.timers.set.length > 0) this.#workLeft(change);
  }

  /** Others are told only of what this node does not do itself: each of them would look, and find nothing. */
  #workLeft({ outbox }: ProcessChange): void {
    const isOwn = this.#running && outbox.every(({ topic }) => this.#topics.has(topic));
    if (isOwn) this.kick();
    else this.announce();
  }

  /** Whether others may leave work that only this node can do. */
  #serves(): boolean {
    const { notifier, actions, host } = this.runtime.ports;
    return notifier !== silentNotifier || Object.keys(actions).length > 0 || !host.joinsTransaction;
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

  async #announceAfter(transaction: Transaction): Promise<void> {
    const { store, logger } = this.runtime.ports;
    try {
      await store.ended(transaction);
      this.announce();
    } catch (error) {
      logger.error("What the host's transaction left to do could not be announced; it is found by polling.", {
        error,
      });
    }
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
      const lanes = new Set([...this.#dueLanes(await this.#look()), ...this.#busy.keys()]);
      const done = await Promise.all([...lanes].map((lane) => this.#begin(lane)));
      worked = done.some((count) => count > 0);
    }
  }

  #look(): Promise<Backlog> {
    return this.runtime.ports.backlog.backlog();
  }

  #dueLanes(backlog: Backlog): readonly Lane[] {
    const now = this.runtime.ports.clock.now();
    return this.#lanes.filter((lane) => lane.isDue(backlog, now));
  }

  #begin(lane: Lane): Promise<number> {
    const busy = this.#busy.get(lane);
    if (busy) {
      lane.again?.();
      return busy;
    }
    const work = lane.work().finally(() => this.#busy.delete(lane));
    this.#busy.set(lane, work);
    return work;
  }

  async #run(): Promise<void> {
    const failed = (error: unknown) => {
      this.runtime.ports.logger.error('Background work failed; it is tried again.', { error });
      this.#poll.failed();
      this.#wake();
    };
    while (this.#running) {
      this.#kicked = false;
      try {
        const backlog = await this.#look();
        this.#poll.looked(backlog);
        for (const lane of this.#dueLanes(backlog)) {
          const isBusy = this.#busy.has(lane);
          const work = this.#begin(lane);
          // There may be more than one round takes.
          if (!isBusy) work.then((count) => count > 0 && this.kick(), failed);
        }
      } catch (error) {
        failed(error);
      }
      await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    while (this.#running && !this.#kicked && !this.#poll.isDue()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#poll.napMs());
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
