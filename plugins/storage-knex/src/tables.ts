import { SdkError } from '@dealroute/core';

/** The prefix of our tables where the host names no other. */
const DEFAULT_PREFIX = 'dealroute_';

const PREFIX = /^[a-z][a-z0-9_]{0,29}$/;
const NAMES = [
  'process',
  'task',
  'candidate',
  'timer',
  'journal',
  'outbox',
  'text',
  'kept_reply',
  'incident',
  'map',
  'trigger',
  'inbox',
  'record',
  'reminder',
  'deferral',
  'contact',
  'lead',
  'lead_entry',
  'migrations',
] as const;

export type TableName = (typeof NAMES)[number];

/** The full names of our tables in one database. */
export type Tables = Readonly<Record<TableName, string>>;

/** Names the tables; throws an SdkError for a prefix that some database would need to quote. */
export function tablesOf(prefix: string = DEFAULT_PREFIX): Tables {
  if (!PREFIX.test(prefix)) {
    throw new SdkError(
      'COMPOSITION_INVALID',
      `The option tablePrefix of knexStorage() is "${prefix}": expected 1 to 30 lower-case letters, digits and ` +
        'underscores, beginning with a letter. Choose one such as "dealroute_".',
    );
  }
  return Object.fromEntries(NAMES.map((name) => [name, prefix + name])) as Tables;
}

/** The longest strings that columns take, in characters; everything else is text without a limit. */
export const SIZE = {
  tenant: 64,
  /** Ids and keys, ours and the host's. */
  id: 200,
  /** Words of our own: statuses, kinds, types. */
  code: 64,
  /** Names of plugins' collections. */
  collection: 64,
  hash: 64,
} as const;

/** What stands for the deadline of an open task without one, so that it sorts last. */
export const NO_DEADLINE = Number.MAX_SAFE_INTEGER;

/** Before any deadline. A comparison with it finds open tasks through indexes; IS NOT NULL would read ended ones too. */
export const BEFORE_ALL = -Number.MAX_SAFE_INTEGER;
