import type { IdSource } from '@dealroute/core';

const DIGITS = 8;

/**
 * Ids that count: `id-00000001`, `id-00000002`, … The same run gives the same ids, and they sort as they were made.
 * Give each source a prefix of its own where several write into one database.
 */
export class SequentialIds implements IdSource {
  readonly #prefix: string;
  #last = 0;

  constructor(prefix = 'id') {
    this.#prefix = prefix;
  }

  next(): string {
    this.#last += 1;
    return `${this.#prefix}-${String(this.#last).padStart(DIGITS, '0')}`;
  }
}
