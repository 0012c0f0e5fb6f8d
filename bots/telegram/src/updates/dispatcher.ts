import { SdkError } from '@dealroute/core';
import { ApiError } from '../api/api-error.js';
import { type Bot, report } from '../bot.js';
import { backOff, pause } from '../pace.js';
import type { Inbox, Waiting } from './inbox.js';
import type { Incoming } from './incoming.js';

const MOST_KNOWN = 10_000;

/** Treats what was said: that of one chat in order, chats side by side. What fails is tried again, then given up. */
export class Dispatcher {
  /** Keys of what is queued or has been treated: a list of the inbox may be older than its treatment. */
  readonly #known = new Set<string>();
  readonly #chats = new Map<number, Promise<void>>();

  constructor(
    private readonly bot: Bot,
    private readonly inbox: Inbox,
    private readonly treat: (incoming: Incoming) => Promise<void>,
    private readonly giveUp: (incoming: Incoming) => Promise<void>,
  ) {}

  take(waiting: readonly Waiting[]): void {
    for (const one of waiting) {
      if (this.#known.has(one.key) || this.bot.signal.aborted) continue;
      this.#known.add(one.key);
      const { chat } = one.incoming;
      const before = this.#chats.get(chat) ?? Promise.resolve();
      const after = before.then(() => this.#work(one));
      this.#chats.set(chat, after);
      void after.then(() => {
        if (this.#chats.get(chat) === after) this.#chats.delete(chat);
      });
    }
  }

  /** Waits for what runs; after the bot's signal the rest stays in the inbox. */
  async idle(): Promise<void> {
    while (this.#chats.size > 0) await Promise.all(this.#chats.values());
  }

  async #work(waiting: Waiting): Promise<void> {
    const { signal, pace, logger } = this.bot;
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (failures < pace.attempts) await this.treat(waiting.incoming);
        else await this.#abandon(waiting);
        await this.inbox.done(waiting.key);
        break;
      } catch (error) {
        if (signal.aborted) break;
        failures += isOutage(error) ? 0.25 : 1;
        logger.warn('An update could not be treated; it is tried again.', {
          update: waiting.key,
          error: reasonOf(error),
        });
        await pause(backOff(pace, failures), signal);
      }
    }
    this.#forgetOldest();
  }

  /** Keys rise, so what was treated long ago stands first. */
  #forgetOldest(): void {
    for (const key of this.#known) {
      if (this.#known.size <= MOST_KNOWN) return;
      this.#known.delete(key);
    }
  }

  /** An update that poisons its handler blocks its chat no longer. */
  async #abandon({ key, incoming }: Waiting): Promise<void> {
    this.bot.logger.error('An update could not be treated and is given up.', { update: key });
    await report(this.bot, 'stuck', `telegram:update:${key}`, { update: key, kind: incoming.kind });
    await this.giveUp(incoming);
  }
}

/** An outage passes: it is waited for longer than a mistake is. */
const isOutage = (error: unknown): boolean =>
  ApiError.is(error, 'unreachable', 'tooMany', 'unauthorized') ||
  (['ENGINE_STOPPED', 'STORAGE_FAILED', 'CONTENTION'] as const).some((code) => SdkError.is(error, code));

/** The words of our own errors hold no secret; those of others might hold what a person wrote. */
function reasonOf(error: unknown): string {
  if (error instanceof ApiError || SdkError.is(error)) return error.message;
  return error instanceof Error ? error.name : typeof error;
}
