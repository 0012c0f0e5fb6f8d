import { refuse } from '../refusal.js';
import type { Changes } from '../state/change.js';
import type { Update } from '../wire.js';
import type { UpdateQueue } from './update-queue.js';

interface Poll {
  readonly limit: number;
  readonly resolve: (updates: Update[]) => void;
  readonly reject: (reason: Error) => void;
  timer: NodeJS.Timeout | undefined;
}

/** The one waiting `getUpdates` that a bot may have. */
export class LongPoll {
  #waiting: Poll | undefined;

  constructor(
    readonly queue: UpdateQueue,
    readonly changes: Changes,
  ) {
    changes.subscribe(() => this.#serve());
  }

  get waiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Answers as soon as there is an update, or with nothing after `seconds`; ends an older poll with 409. */
  poll(limit: number, seconds: number, gone: AbortSignal): Promise<Update[]> {
    this.interrupt('terminated by other getUpdates request; make sure that only one bot instance is running');
    if (gone.aborted) return Promise.resolve([]);
    if (this.queue.pending.length > 0 || seconds <= 0) return Promise.resolve(this.queue.take(limit));
    return new Promise((resolve, reject) => {
      const poll: Poll = { limit, resolve, reject, timer: undefined };
      poll.timer = setTimeout(() => this.#end(poll, []), Math.min(seconds, 50) * 1000);
      this.#waiting = poll;
      gone.addEventListener('abort', () => this.#end(poll, []), { once: true });
      this.changes.announce({ kind: 'traffic' });
    });
  }

  /** Ends a waiting poll with a conflict. */
  interrupt(reason: string): void {
    const poll = this.#waiting;
    if (!poll) return;
    this.#forget(poll);
    poll.reject(refuse(409, reason));
  }

  #serve(): void {
    const poll = this.#waiting;
    if (poll && this.queue.pending.length > 0) this.#end(poll, this.queue.take(poll.limit));
  }

  #end(poll: Poll, updates: Update[]): void {
    this.#forget(poll);
    poll.resolve(updates);
  }

  #forget(poll: Poll): void {
    clearTimeout(poll.timer);
    if (this.#waiting === poll) this.#waiting = undefined;
  }
}
