import { tryJson } from '../http/request-body.js';
import type { World } from '../state/world.js';
import { isRecord } from '../validation/check-value.js';
import type { Update } from '../wire.js';

export interface WebhookSettings {
  readonly url: string;
  /** Where updates really go: on a test machine that is not the public address. */
  readonly target: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
}

/** A method call in the answer to a webhook. */
export type WebhookReply = (method: string, parameters: Record<string, unknown>) => void;

interface DeliveryError {
  readonly at: number;
  readonly message: string;
}

const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 1000;

/** Delivers updates one after the other to the bot's address and repeats what was not answered with 2xx. */
export class Webhook {
  readonly #world: World;
  readonly #reply: WebhookReply;
  readonly #stop = new AbortController();
  #delivering: Update | undefined;
  #retry: NodeJS.Timeout | undefined;
  #failures = 0;
  lastError: DeliveryError | undefined;

  constructor(
    readonly settings: WebhookSettings,
    world: World,
    reply: WebhookReply,
  ) {
    this.#world = world;
    this.#reply = reply;
    const end = world.changes.subscribe(() => this.#next());
    this.#stop.signal.addEventListener('abort', end);
    this.#next();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#stop.abort();
  }

  #next(): void {
    const [update] = this.#world.updates.pending;
    if (!update || this.#delivering || this.#retry || this.#stop.signal.aborted) return;
    this.#delivering = update;
    void this.#deliver(update).then((failure) => this.#settle(update, failure));
  }

  #settle(update: Update, failure: string | undefined): void {
    this.#delivering = undefined;
    if (this.#stop.signal.aborted) return;
    if (failure === undefined) {
      this.#failures = 0;
      this.#world.updates.remove(update);
      return;
    }
    this.lastError = { at: this.#world.unixTime, message: failure };
    const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, LAST_RETRY_MS);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#next();
    }, pause);
  }

  /** Gives what went wrong, in Telegram's words, or undefined. */
  async #deliver(update: Update): Promise<string | undefined> {
    try {
      const response = await fetch(this.settings.target, {
        method: 'POST',
        headers: this.#headers(),
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: this.#stop.signal,
      });
      const body = await response.text();
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      this.#obey(body);
      return undefined;
    } catch {
      return 'Connection refused';
    }
  }

  #headers(): Record<string, string> {
    const { secret } = this.settings;
    return {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    };
  }

  #obey(body: string): void {
    const reply = tryJson(body);
    if (!isRecord(reply) || typeof reply.method !== 'string') return;
    const { method, ...parameters } = reply;
    this.#reply(method, parameters);
  }
}
