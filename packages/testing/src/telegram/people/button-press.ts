import type { CallbackAnswer, PressedButton } from '../state/callback-query.js';
import type { Changes } from '../state/change.js';
import { type Deadline, waitFor } from '../state/wait-for.js';
import type { InlineKeyboardButton } from '../wire.js';

/** A pressed button: one that asks the bot has a query, the others open or copy something. */
export class ButtonPress {
  readonly #changes: Changes;

  constructor(
    changes: Changes,
    readonly query: PressedButton | undefined,
    readonly button: InlineKeyboardButton | undefined,
  ) {
    this.#changes = changes;
  }

  /** The address that the button opens. */
  get url(): string | undefined {
    return this.button?.url;
  }

  /** The text that the button copies. */
  get copied(): string | undefined {
    return this.button?.copy_text?.text;
  }

  /** What the bot has answered so far. */
  get answer(): CallbackAnswer | undefined {
    return this.query?.answer;
  }

  /** Waits for the answer of the bot. */
  answered(deadline: Deadline = {}): Promise<CallbackAnswer> {
    const { query } = this;
    if (!query)
      return Promise.reject(new Error('This button asks the bot nothing: it opens or copies something.'));
    return waitFor(this.#changes, {
      ...deadline,
      find: () => query.answer,
      failure: () => `The bot did not answer the press with data ${JSON.stringify(query.data)}`,
    });
  }
}
