import type { CallbackAnswer, PressedButton } from './callback-query.js';
import type { FakeChat } from './fake-chat.js';
import type { FakeMessage } from './fake-message.js';

/** Something that a person could see on their screen. */
export type Change =
  | { readonly kind: 'message'; readonly chat: FakeChat; readonly message: FakeMessage }
  | { readonly kind: 'chat'; readonly chat: FakeChat }
  | { readonly kind: 'answer'; readonly press: PressedButton; readonly answer: CallbackAnswer }
  | { readonly kind: 'action'; readonly chat: FakeChat; readonly action: string }
  | { readonly kind: 'profile' }
  | { readonly kind: 'person' }
  /** Nothing to see: a call has ended or the queue of updates has changed. */
  | { readonly kind: 'traffic' };

type Listener = (change: Change) => void;

/** Tells whoever waits or draws that something has changed. */
export class Changes {
  readonly #listeners = new Set<Listener>();

  /** Gives the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
