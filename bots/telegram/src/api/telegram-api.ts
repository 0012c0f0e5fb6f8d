import { Telegram } from 'telegraf';
import { type Pace, pause } from '../pace.js';
import { ApiError, apiError } from './api-error.js';

const NEVER = new AbortController().signal;

type Payload = Readonly<Record<string, unknown>>;

/** Calls methods of the Bot API. Each call ends in time: a cut answer would otherwise be waited for without end. */
export class TelegramApi {
  readonly #client: Telegram;
  readonly #pace: Pace;
  /** Until when Telegram wants no calls. */
  #quietUntil = 0;

  constructor(token: string, apiRoot: string, pace: Pace) {
    this.#client = new Telegram(token, { apiRoot, webhookReply: false });
    this.#pace = pace;
  }

  /** One call; throws an {@link ApiError}. */
  async once<T>(method: string, payload: Payload, signal?: AbortSignal, ms = this.#pace.callMs): Promise<T> {
    const patience = AbortSignal.timeout(ms);
    const either = signal ? AbortSignal.any([signal, patience]) : patience;
    try {
      const client = this.#client as unknown as {
        callApi(method: string, payload: Payload, options: object): Promise<T>;
      };
      return await client.callApi(method, payload, { signal: either });
    } catch (thrown) {
      const error = apiError(method, thrown);
      if (error.failure === 'tooMany') this.#quietUntil = Date.now() + error.retryAfterMs;
      throw error;
    }
  }

  /**
   * One call that waits while Telegram wants quiet, as long as patience lasts. It is not cut off when the bot stops:
   * what was begun comes to its end.
   */
  async call<T>(method: string, payload: Payload): Promise<T> {
    const until = Date.now() + this.#pace.patienceMs;
    for (;;) {
      const wait = this.#quietUntil - Date.now();
      if (Date.now() + wait > until) throw new ApiError('tooMany', method, '429 Too Many Requests', wait);
      if (wait > 0) await pause(wait, NEVER);
      try {
        return await this.once<T>(method, payload);
      } catch (error) {
        if (!ApiError.is(error, 'tooMany')) throw error;
      }
    }
  }
}
