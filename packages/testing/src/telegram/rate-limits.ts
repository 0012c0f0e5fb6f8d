import { refuse } from './refusal.js';
import type { FakeChat } from './state/fake-chat.js';

/** How many messages and edits Telegram takes; 0 switches a limit off. */
export interface Limits {
  readonly perSecond: number;
  readonly perChatPerSecond: number;
  readonly perGroupPerMinute: number;
}

export const telegramLimits: Limits = { perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 };

/** A call that was faster than Telegram allows. */
export interface ExceededLimit {
  readonly limit: keyof Limits;
  readonly method: string;
  readonly chatId: number;
  readonly at: number;
  /** Seconds. */
  readonly retryAfter: number;
}

const counted = /^(send(?!ChatAction)|edit|copy|forward)/;
const SECOND = 1000;

/** Counts what the bot sends and edits in sliding windows, and refuses with 429 when limits are enforced. */
export class RateLimits {
  readonly #sent: { readonly at: number; readonly chatId: number }[] = [];
  readonly exceeded: ExceededLimit[] = [];

  constructor(
    readonly limits: Limits,
    readonly enforced: boolean,
  ) {}

  /** Counts a call; throws a Refusal with `retry_after` when it is too much and limits are enforced. */
  count(method: string, chat: FakeChat, now: number): void {
    if (!counted.test(method)) return;
    const broken = this.#broken(chat, now);
    if (broken) {
      this.exceeded.push({ ...broken, method, chatId: chat.id, at: now });
      const { retryAfter } = broken;
      if (this.enforced) throw refuse(429, `retry after ${retryAfter}`, { retry_after: retryAfter });
    }
    this.#sent.push({ at: now, chatId: chat.id });
  }

  #broken(chat: FakeChat, now: number): Pick<ExceededLimit, 'limit' | 'retryAfter'> | undefined {
    const windows = [
      { limit: 'perSecond', window: SECOND, inChat: false },
      { limit: 'perChatPerSecond', window: SECOND, inChat: true },
      { limit: 'perGroupPerMinute', window: 60 * SECOND, inChat: true },
    ] as const;
    for (const { limit, window, inChat } of windows) {
      if (limit === 'perGroupPerMinute' && chat.isPrivate) continue;
      const recent = this.#sent.filter((one) => one.at > now - window && (!inChat || one.chatId === chat.id));
      const allowed = this.limits[limit];
      const blocking = allowed > 0 ? recent.at(-allowed) : undefined;
      if (blocking)
        return { limit, retryAfter: Math.max(Math.ceil((blocking.at + window - now) / SECOND), 1) };
    }
    return undefined;
  }
}
