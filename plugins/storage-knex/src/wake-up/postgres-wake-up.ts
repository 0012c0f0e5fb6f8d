import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Logger, WakeUp } from '@dealroute/core';
import type { Announcing } from '../dialect/statements.js';
import type { Storage } from '../storage.js';
import { Listener } from './listener.js';

/** Between two announcements of a node: what is announced meanwhile shares the next. */
const SPACING_MS = 10;

/**
 * Announces work with NOTIFY and hears of it with LISTEN. An announcement is a statement of its own, after the commit and
 * on nobody's way: as a part of a transaction it would make all commits of the server wait for one another.
 */
export class PostgresWakeUp implements WakeUp {
  readonly #name = randomUUID();
  readonly #subscribers = new Set<() => void>();
  #listener: Listener | undefined;
  #isWanted = false;
  #sending: Promise<void> | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly announcing: Announcing,
    private readonly logger: Logger,
  ) {}

  announce(): void {
    this.#wakeAll();
    this.#isWanted = true;
    this.#sending ??= this.#send();
  }

  subscribe(wake: () => void): () => Promise<void> {
    // Two that pass one function are two.
    const own = () => wake();
    this.#subscribers.add(own);
    this.#listener ??= this.#listen();
    return async () => {
      this.#subscribers.delete(own);
      if (this.#subscribers.size > 0) return;
      const listener = this.#listener;
      this.#listener = undefined;
      await listener?.close();
    };
  }

  /** Resolves when what was announced has been sent. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  #listen(): Listener {
    const { storage, announcing, logger } = this;
    return new Listener({
      ...{ client: storage.knex.client, announcing, logger, name: this.#name },
      announce: () => this.#notify(),
      heard: () => this.#wakeAll(),
    });
  }

  #wakeAll(): void {
    for (const wake of this.#subscribers) wake();
  }

  async #send(): Promise<void> {
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        await this.#notify();
        await setTimeout(SPACING_MS);
      }
    } catch (error) {
      this.logger.debug('storage-knex: work could not be announced; other nodes find it by polling.', {
        error,
      });
    } finally {
      this.#sending = undefined;
    }
  }

  async #notify(): Promise<void> {
    const { about, notify } = this.announcing;
    await this.storage.use({}, (session) => session.all(notify, about, this.#name));
  }
}
