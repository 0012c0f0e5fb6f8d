import { SdkError } from '../errors/sdk-error.js';

type Undo = () => void;

/** An open transaction of a {@link MemoryDatabase}: knows how to undo what was written in it. */
export class MemoryTransaction {
  /** Resolves when it has been committed or rolled back. */
  readonly ended: Promise<void>;
  readonly #undos: Undo[] = [];
  #open = true;
  #tellEnd: () => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#tellEnd = resolve;
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Says how to undo a write that was just made. Undone in reverse order. */
  onRollback(undo: Undo): void {
    this.assertOpen();
    this.#undos.push(undo);
  }

  /** A point to which {@link rollback} can return. */
  savepoint(): number {
    return this.#undos.length;
  }

  rollback(savepoint = 0): void {
    while (this.#undos.length > savepoint) this.#undos.pop()?.();
  }

  end(): void {
    this.#open = false;
    this.#tellEnd();
  }

  assertOpen(): void {
    if (this.#open) return;
    throw new SdkError(
      'TRANSACTION_UNUSABLE',
      'The memory transaction has ended: expected an open one. Await all work before `transact` returns.',
    );
  }
}
