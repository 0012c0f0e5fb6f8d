import type { Engine, ProcessEventType } from '@dealroute/core';
import type { Knex } from 'knex';

const POLL_MS = 1_000;
const EVENTS: readonly ProcessEventType[] = [
  'ProcessStarted',
  'StageChanged',
  'TaskCreated',
  'TaskCompleted',
  'TaskClaimed',
  'TaskReleased',
  'TaskHandedOver',
  'StepCompleted',
  'ProcessEnded',
];

/** Tells open pages that there is something to show: what this process does at once, what others do within a second. */
export class Changes {
  readonly #pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #bytes = new TextEncoder();
  #timer: NodeJS.Timeout | undefined;
  #version: number | undefined;
  #announced = false;

  /** @param db a connection of its own, whose `data_version` says whether others have written */
  constructor(private readonly db: Knex) {}

  async watch(engine: Engine): Promise<void> {
    await this.#poll();
    for (const event of EVENTS) engine.on(event, () => this.announce());
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
  }

  /** Several announcements of one turn of the event loop reach the pages as one. */
  announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    setImmediate(() => {
      this.#announced = false;
      this.#send('data: changed\n\n');
    });
  }

  /** The stream of Server-Sent Events for one page. */
  stream(): ReadableStream<Uint8Array> {
    let page: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream({
      start: (controller) => {
        page = controller;
        this.#pages.add(page);
        page.enqueue(this.#bytes.encode('retry: 1000\n\n'));
      },
      cancel: () => void this.#pages.delete(page),
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#announced = true;
    for (const page of this.#pages) page.close();
    this.#pages.clear();
    await this.db.destroy();
  }

  async #poll(): Promise<void> {
    try {
      const [row]: { data_version: number }[] = await this.db.raw('PRAGMA data_version');
      if (this.#version !== undefined && row?.data_version !== this.#version) this.announce();
      this.#version = row?.data_version;
    } catch {
      // A busy database is asked again in a second.
    }
  }

  #send(text: string): void {
    const bytes = this.#bytes.encode(text);
    for (const page of this.#pages) {
      try {
        page.enqueue(bytes);
      } catch {
        // The page has just gone.
        this.#pages.delete(page);
      }
    }
  }
}
