import { DAY, type Kept, type Records } from '../records.js';
import { type Incoming, readUpdate } from './incoming.js';

const SEEN_LIFE_MS = 2 * DAY;

/** Something that was said and is not treated yet. */
export interface Waiting {
  readonly key: string;
  readonly incoming: Incoming;
}

/** Keeps what was said until it has been treated: a node that dies loses nothing. */
export class Inbox {
  #lastKey = '';

  constructor(private readonly records: Records) {}

  /** Keeps an update durably; undefined when it was seen in the last 48 hours, or says nothing. */
  async keep(update: { readonly update_id: number }): Promise<Waiting | undefined> {
    const incoming = readUpdate(update as unknown as Record<string, unknown>);
    if (!incoming) return undefined;
    return this.put(incoming, String(update.update_id));
  }

  /** Keeps something under an id that counts once in 48 hours; undefined when it was there. */
  async put(incoming: Incoming, id: string): Promise<Waiting | undefined> {
    const key = this.#nextKey();
    const kept = await this.records.write(
      { in: 'telegram.seen', key: id, value: {}, expected: 'absent', keepMs: SEEN_LIFE_MS },
      { in: 'telegram.inbox', key, value: incoming },
    );
    return kept ? { key, incoming } : undefined;
  }

  /** What waits, in the order in which it came. */
  async waiting(): Promise<readonly Waiting[]> {
    const kept: readonly Kept<Incoming>[] = await this.records.list<Incoming>('telegram.inbox');
    return kept.map(({ key, value }) => ({ key, incoming: value }));
  }

  /** It has been treated, or given up. */
  async done(key: string): Promise<void> {
    await this.records.write({ in: 'telegram.inbox', key, value: null });
  }

  /** Keys rise with the order of arrival; update ids do not always. */
  #nextKey(): string {
    const [time = '', n = '0'] = this.#lastKey.split('.');
    const now = String(Math.max(Date.now(), Number(time))).padStart(15, '0');
    this.#lastKey = `${now}.${String(now === time ? Number(n) + 1 : 0).padStart(6, '0')}`;
    return this.#lastKey;
  }
}
