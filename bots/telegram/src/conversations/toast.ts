import type { Bot } from '../bot.js';
import { wordsFor } from '../links/welcome.js';
import { pause } from '../pace.js';

/** The answer to a pressed button: given once, and in time even when the work behind it is slow. */
export class Toast {
  readonly #done = new AbortController();
  readonly #early: Promise<void>;
  #given = false;

  constructor(
    private readonly bot: Bot,
    private readonly press: string,
    private readonly account: number,
  ) {
    this.#early = this.#sayEarly();
  }

  /** False when the person does not see it: something was answered before, or Telegram does not take it. */
  async say(text: string, alert: boolean): Promise<boolean> {
    this.end();
    await this.#early;
    return !this.#given && this.#give(text, alert);
  }

  /** No answer is given by itself any more. */
  end(): void {
    this.#done.abort();
  }

  async #sayEarly(): Promise<void> {
    const { signal, pace } = this.bot;
    await pause(pace.toastMs, AbortSignal.any([this.#done.signal, signal]));
    if (this.#done.signal.aborted || signal.aborted) return;
    const { toasts } = await wordsFor(this.bot, this.account);
    await this.#give(toasts.working, false);
  }

  /** A tap lives 150 seconds and is never durable: what matters stands on the card too, so its loss is no failure. */
  async #give(text: string, alert: boolean): Promise<boolean> {
    this.#given = true;
    try {
      return await this.bot.out.toast(this.press, text, alert);
    } catch {
      this.bot.logger.debug('A pressed button could not be answered.');
      return false;
    }
  }
}
