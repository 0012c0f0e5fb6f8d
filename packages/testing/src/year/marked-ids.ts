import type { IdSource } from '@dealroute/core';

/** Ids of one sale after another: all those of a sale begin with its stem, so that a copy of it gets its own. */
export class MarkedIds implements IdSource {
  #sale: number;
  #last = 0;

  constructor(sale: number) {
    this.#sale = sale;
  }

  /** As long as what a ULID has before its last four characters. */
  get stem(): string {
    return `SALE${String(this.#sale).padStart(18, '0')}`;
  }

  /** What the keys of the sale's callers begin with. */
  get salt(): string {
    return `salt${String(this.#sale).padStart(12, '0')}`;
  }

  /** Begins the next sale. */
  turn(): void {
    this.#sale += 1;
    this.#last = 0;
  }

  next(): string {
    this.#last += 1;
    return `${this.stem}${String(this.#last).padStart(4, '0')}`;
  }
}
