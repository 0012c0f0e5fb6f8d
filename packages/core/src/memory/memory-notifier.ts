import type { CallContext } from '../ports/call-context.js';
import type { Notice, Notifier } from '../ports/notifier.js';

export interface DeliveredNotice {
  readonly tenant: string;
  readonly notice: Notice;
}

/** Called with each notice that is delivered for the first time. Throwing means: try again later. */
export type OnNotice = (delivered: DeliveredNotice) => void | Promise<void>;

/** Keeps notices instead of sending them: each once, however often it is delivered. */
export class MemoryNotifier implements Notifier {
  readonly #deliveries = new Map<string, Promise<void>>();
  readonly #delivered: DeliveredNotice[] = [];
  readonly #onNotice: OnNotice;

  constructor(onNotice: OnNotice = () => {}) {
    this.#onNotice = onNotice;
  }

  /** In the order of their delivery. */
  get delivered(): readonly DeliveredNotice[] {
    return [...this.#delivered];
  }

  async deliver(notice: Notice, { tenant }: CallContext): Promise<void> {
    const key = JSON.stringify([tenant, notice.id]);
    const delivery = this.#deliveries.get(key) ?? this.#bring({ tenant, notice: structuredClone(notice) });
    this.#deliveries.set(key, delivery);
    try {
      await delivery;
    } catch (failure) {
      this.#deliveries.delete(key);
      throw failure;
    }
  }

  async #bring(delivered: DeliveredNotice): Promise<void> {
    await this.#onNotice(delivered);
    this.#delivered.push(delivered);
  }
}
