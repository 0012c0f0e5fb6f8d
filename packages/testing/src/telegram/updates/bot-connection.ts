import { badRequest, refuse } from '../refusal.js';
import type { World } from '../state/world.js';
import type { Update } from '../wire.js';
import { LongPoll } from './long-poll.js';
import { Webhook, type WebhookReply, type WebhookSettings } from './webhook.js';

/** Maps the public address of a webhook to the one on this machine; undefined when there is none. */
export type WebhookRoute = (url: URL) => string | URL | undefined;

export interface PollRequest {
  readonly limit: number;
  readonly timeoutSeconds: number;
  readonly gone: AbortSignal;
}

/** How the bot gets its updates: by polling or by a webhook, never both. */
export class BotConnection {
  readonly poll: LongPoll;
  #webhook: Webhook | undefined;

  constructor(
    readonly world: World,
    readonly reply: WebhookReply,
    readonly route: WebhookRoute | undefined,
  ) {
    this.poll = new LongPoll(world.updates, world.changes);
  }

  get webhook(): Webhook | undefined {
    return this.#webhook;
  }

  getUpdates({ limit, timeoutSeconds, gone }: PollRequest): Promise<Update[]> {
    if (this.#webhook) {
      throw refuse(
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    return this.poll.poll(limit, timeoutSeconds, gone);
  }

  setWebhook(settings: Omit<WebhookSettings, 'target'>): void {
    const target = this.#targetOf(settings.url);
    this.deleteWebhook();
    this.poll.interrupt('terminated by setWebhook request');
    this.#webhook = new Webhook({ ...settings, target }, this.world, this.reply);
  }

  deleteWebhook(): void {
    this.#webhook?.close();
    this.#webhook = undefined;
  }

  close(): void {
    this.deleteWebhook();
    this.poll.interrupt('the fake server is closed');
  }

  /** With a route, Telegram's rules for public addresses hold; without one, only this machine is called. */
  #targetOf(written: string): string {
    if (!URL.canParse(written)) throw badRequest('bad webhook: invalid webhook URL specified');
    const url = new URL(written);
    if (!this.route) return loopbackTarget(url);
    if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (!['', '80', '88', '443', '8443'].includes(url.port)) {
      throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
    }
    const target = this.route(url);
    if (target === undefined) throw unresolved();
    return String(target);
  }
}

function loopbackTarget(url: URL): string {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return url.href;
  throw url.protocol === 'https:'
    ? unresolved()
    : badRequest('bad webhook: An HTTPS URL must be provided for webhook');
}

function unresolved() {
  return badRequest('bad webhook: Failed to resolve host: Name or service not known');
}
