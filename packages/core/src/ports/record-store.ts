import type { JsonObject } from '@dealroute/domain';
import { SdkError } from '../errors/sdk-error.js';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** A small thing that a plugin keeps: plain data under a key of one of the plugin's collections. */
export interface KeptRecord {
  /** 1–200 characters. */
  readonly key: string;
  readonly value: JsonObject;
  /** 1 when it was created, one more with every write. */
  readonly revision: number;
}

export interface RecordWrite {
  /** 1–64 characters, beginning with the plugin's name: `telegram.link`. */
  readonly collection: string;
  readonly key: string;
  /** Null deletes. */
  readonly value: JsonObject | null;
  /** What must be there: nothing, or the revision that was read. Anything when left out. */
  readonly expected?: 'absent' | number;
  /**
   * Real milliseconds, by the database's clock, after which the record is gone: 0 to 100 years; it stays when left out.
   * An adapter may keep the row longer, but never shows it.
   */
  readonly keepMs?: number;
}

export interface RecordRange {
  /** What the keys begin with; everything when left out. */
  readonly prefix?: string;
  /** The last key of the page before. */
  readonly after?: string;
  /** 1–500. */
  readonly limit: number;
}

/**
 * Keeps what plugins must remember: links, tokens, what was sent. Keys are compared by their characters' codes. Names
 * and numbers that are out of range are refused with `REQUEST_INVALID`.
 */
export interface RecordStore {
  /** The records, in the order asked; undefined where there is none. */
  get(
    collection: string,
    keys: readonly string[],
    context: CallContext,
  ): Promise<readonly (KeptRecord | undefined)[]>;
  /** The records of a range, by key. */
  list(collection: string, range: RecordRange, context: CallContext): Promise<readonly KeptRecord[]>;
  /** Writes everything, or nothing and false when something expected is not there. A key stands in one write only, else `REQUEST_INVALID`. */
  write(writes: readonly RecordWrite[], context: CallContext): Promise<boolean>;
}

export const RECORD_STORE = port<RecordStore>('RecordStore');

const COLLECTION_LENGTH = 64;
const KEY_LENGTH = 200;
const PAGE = 500;
const CENTURY_MS = 100 * 366 * 86_400_000;

/** For adapters: throws `REQUEST_INVALID` where `get` was asked with a name that no record can have. */
export function checkRecordKeys(collection: string, keys: readonly string[]): void {
  checkLength('collection', collection, COLLECTION_LENGTH);
  for (const key of keys) checkLength('key', key, KEY_LENGTH);
}

/** For adapters: throws `REQUEST_INVALID` where `list` was asked for a range that none can have. */
export function checkRecordRange(collection: string, { limit }: RecordRange): void {
  checkRecordKeys(collection, []);
  if (Number.isInteger(limit) && limit >= 1 && limit <= PAGE) return;
  throw refused(`the limit is ${limit}`, `a whole number from 1 to ${PAGE}`, 'Read the rest page by page');
}

/** For adapters: throws `REQUEST_INVALID` for writes that cannot be kept, whatever is there. */
export function checkRecordWrites(writes: readonly RecordWrite[]): void {
  const written = new Set<string>();
  for (const { collection, key, keepMs } of writes) {
    checkRecordKeys(collection, [key]);
    if (keepMs !== undefined) checkKeeping(keepMs);
    written.add(JSON.stringify([collection, key]));
  }
  if (written.size === writes.length) return;
  throw refused('a key stands in two writes of one call', 'each key once', 'Join the writes of a key');
}

function checkLength(what: string, name: string, most: number): void {
  if (name.length >= 1 && name.length <= most) return;
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  throw refused(
    `the ${what} "${shown}" has ${name.length} characters`,
    `1 to ${most}`,
    'Choose another name',
  );
}

function checkKeeping(keepMs: number): void {
  if (Number.isInteger(keepMs) && keepMs >= 0 && keepMs <= CENTURY_MS) return;
  throw refused(
    `keepMs is ${keepMs}`,
    `whole milliseconds from 0 to ${CENTURY_MS}`,
    'Leave it out to keep for good',
  );
}

const refused = (what: string, expected: string, remedy: string): SdkError =>
  new SdkError(
    'REQUEST_INVALID',
    `The records could not be reached: ${what}, expected ${expected}. ${remedy}.`,
  );
