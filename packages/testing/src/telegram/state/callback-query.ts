import type { User } from '../wire.js';
import type { FakeMessage } from './fake-message.js';

/** What the person who pressed a button is shown. */
export interface CallbackAnswer {
  readonly text: string;
  /** A window to be closed by the person, rather than a toast that goes by itself. */
  readonly alert: boolean;
  readonly url?: string;
}

/** How long Telegram keeps a pressed button waiting for its answer. */
export const CALLBACK_LIFETIME_MS = 150_000;

/** A pressed button that waits for its answer. */
export interface PressedButton {
  readonly id: string;
  readonly by: User;
  readonly message: FakeMessage;
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  answer?: CallbackAnswer;
}
