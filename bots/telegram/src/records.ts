import { createHash, randomBytes } from 'node:crypto';
import type { CallContext, JsonObject, RecordStore } from '@dealroute/core';

/** What the bot remembers, each kind in a collection of its own. */
export type Collection =
  | 'telegram.invite'
  | 'telegram.code'
  | 'telegram.tries'
  | 'telegram.pending'
  | 'telegram.link'
  | 'telegram.account'
  | 'telegram.bot'
  | 'telegram.lease'
  | 'telegram.seen'
  | 'telegram.inbox'
  | 'telegram.board'
  | 'telegram.copy'
  | 'telegram.prompt'
  | 'telegram.notice';

/** A record as the bot reads it. */
export interface Kept<T> {
  readonly key: string;
  readonly value: T;
  readonly revision: number;
}

/** A wish to write one record; null deletes. */
export interface Write {
  readonly in: Collection;
  readonly key: string;
  readonly value: object | null;
  readonly expected?: 'absent' | number;
  readonly keepMs?: number;
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The bot's records of its tenant. */
export class Records {
  constructor(
    private readonly store: RecordStore,
    private readonly context: CallContext,
  ) {}

  async get<T>(collection: Collection, key: string): Promise<Kept<T> | undefined> {
    const [record] = await this.store.get(collection, [key], this.context);
    return record as unknown as Kept<T> | undefined;
  }

  /** The records whose keys begin so, by key, at most 500. */
  async list<T>(collection: Collection, prefix = ''): Promise<readonly Kept<T>[]> {
    const records = await this.store.list(collection, { prefix, limit: 500 }, this.context);
    return records as unknown as readonly Kept<T>[];
  }

  /** All or nothing; false when something expected was not there. */
  write(...writes: readonly Write[]): Promise<boolean> {
    return this.store.write(
      writes.map(({ in: collection, value, ...rest }) => ({
        collection,
        value: value as JsonObject | null,
        ...rest,
      })),
      this.context,
    );
  }
}

/** A short key for an id of any length. */
export function digest(...ids: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(ids)).digest('base64url').slice(0, 32);
}

/** 128 random bits, in 22 characters that fit into links and buttons. */
export const randomToken = (): string => randomBytes(16).toString('base64url');
