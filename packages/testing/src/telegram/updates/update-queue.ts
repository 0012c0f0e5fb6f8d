import type { Changes } from '../state/change.js';
import type { Update, UpdateContent } from '../wire.js';

interface Entry {
  readonly update: Update;
  handedOut: boolean;
}

/** What Telegram sends when a bot has not said otherwise is everything that the fake server makes. */
type Allowed = ReadonlySet<string> | undefined;

/** The updates that the bot has not confirmed yet. */
export class UpdateQueue {
  readonly #changes: Changes;
  #entries: Entry[] = [];
  #nextId: number;
  #allowed: Allowed;
  #held: Update[] | undefined;

  constructor(changes: Changes, firstId: number) {
    this.#changes = changes;
    this.#nextId = firstId;
  }

  get pending(): readonly Update[] {
    return this.#entries.map((entry) => entry.update);
  }

  /** Undefined leaves the setting as it is, an empty list restores the default. */
  allow(kinds: readonly string[] | undefined): void {
    if (kinds) this.#allowed = kinds.length > 0 ? new Set(kinds) : undefined;
  }

  get allowed(): readonly string[] | undefined {
    return this.#allowed && [...this.#allowed];
  }

  /** Queues an update, unless the bot has not asked for its kind. */
  push(content: UpdateContent): Update | undefined {
    const kind = Object.keys(content)[0] ?? '';
    if (this.#allowed && !this.#allowed.has(kind)) return undefined;
    const update = { update_id: this.#nextId++, ...content };
    if (this.#held) this.#held.push(update);
    else this.#enqueue([update]);
    return update;
  }

  /**
   * Forgets what `offset` confirms; a negative offset keeps only so many of the last ones. What the bot has not been
   * given yet stays: a repeated, reordered or renumbered update may have a low id.
   */
  confirm(offset: number): void {
    if (offset < 0) this.#entries = this.#entries.slice(offset);
    else
      this.#entries = this.#entries.filter((entry) => !entry.handedOut || entry.update.update_id >= offset);
    this.#changes.announce({ kind: 'traffic' });
  }

  take(limit: number): Update[] {
    const taken = this.#entries.slice(0, limit);
    for (const entry of taken) entry.handedOut = true;
    return taken.map((entry) => entry.update);
  }

  /** Takes one update out for good: a webhook has answered it. */
  remove(update: Update): void {
    const index = this.#entries.findIndex((entry) => entry.update === update);
    if (index >= 0) this.#entries.splice(index, 1);
    this.#changes.announce({ kind: 'traffic' });
  }

  clear(): void {
    this.#entries = [];
    this.#changes.announce({ kind: 'traffic' });
  }

  /** Sends an update once more, as Telegram does when an answer got lost: same id, same content. */
  repeat(update: Update): void {
    this.#enqueue([update]);
  }

  /** Keeps new updates back until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** Lets held updates go; `reversed` brings the newest first. */
  release(order: 'as sent' | 'reversed' = 'as sent'): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#enqueue(order === 'reversed' ? held.reverse() : held);
  }

  /** The next update gets this id: Telegram begins anew at a random number after an idle week. */
  renumber(nextId: number): void {
    this.#nextId = nextId;
  }

  #enqueue(updates: readonly Update[]): void {
    this.#entries.push(...updates.map((update) => ({ update, handedOut: false })));
    this.#changes.announce({ kind: 'traffic' });
  }
}
