import type { CallContext } from '../ports/call-context.js';
import {
  checkRecordKeys,
  checkRecordRange,
  checkRecordWrites,
  type KeptRecord,
  type RecordRange,
  type RecordStore,
  type RecordWrite,
} from '../ports/record-store.js';
import type { MemoryDatabase, RecordRow } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

/** Records that one write looks at to remove expired ones. */
const SWEEP = 20;

/** What plugins remember, in memory. */
export class MemoryRecordStore implements RecordStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;
  #swept: Iterator<{ readonly tenant: string; readonly row: RecordRow }> | undefined;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  async get(
    collection: string,
    keys: readonly string[],
    { tenant, transaction }: CallContext,
  ): Promise<readonly (KeptRecord | undefined)[]> {
    checkRecordKeys(collection, keys);
    return this.#database.run(transaction, () =>
      keys.map((key) => {
        const row = this.#living(tenant, collection, key);
        return row && recordOf(row);
      }),
    );
  }

  async list(
    collection: string,
    range: RecordRange,
    { tenant, transaction }: CallContext,
  ): Promise<readonly KeptRecord[]> {
    checkRecordRange(collection, range);
    const { prefix = '', after, limit } = range;
    return this.#database.run(transaction, () =>
      this.#database.records
        .rows(placeOf(tenant, collection))
        .filter((row) => this.#isLiving(row))
        .filter(({ key }) => key.startsWith(prefix) && (after === undefined || compareIds(key, after) > 0))
        .sort((a, b) => compareIds(a.key, b.key))
        .slice(0, limit)
        .map(recordOf),
    );
  }

  async write(writes: readonly RecordWrite[], { tenant, transaction }: CallContext): Promise<boolean> {
    checkRecordWrites(writes);
    return this.#database.run(transaction, (own) => {
      this.#sweep(own);
      const met = writes.every(({ collection, key, expected }) => {
        const revision = this.#living(tenant, collection, key)?.revision;
        return expected === undefined || revision === (expected === 'absent' ? undefined : expected);
      });
      if (met) for (const write of writes) this.#write(own, tenant, write);
      return met;
    });
  }

  #write(own: MemoryTransaction, tenant: string, { collection, key, value, keepMs }: RecordWrite): void {
    const { records } = this.#database;
    const place = placeOf(tenant, collection);
    const revision = (this.#living(tenant, collection, key)?.revision ?? 0) + 1;
    const endsAt = keepMs === undefined ? null : this.#realNow() + keepMs;
    if (value === null) records.delete(own, place, key);
    else records.put(own, place, key, { key, value, revision, endsAt });
  }

  /** Goes on where the write before stopped, and begins anew at the end. */
  #sweep(own: MemoryTransaction): void {
    this.#swept ??= this.#database.records.everywhere()[Symbol.iterator]();
    for (let looked = 0; looked < SWEEP; looked++) {
      const { done, value } = this.#swept.next();
      if (done) {
        this.#swept = undefined;
        return;
      }
      if (!this.#isLiving(value.row)) this.#database.records.delete(own, value.tenant, value.row.key);
    }
  }

  #living(tenant: string, collection: string, key: string): RecordRow | undefined {
    const row = this.#database.records.get(placeOf(tenant, collection), key);
    return row && this.#isLiving(row) ? row : undefined;
  }

  #isLiving({ endsAt }: RecordRow): boolean {
    return endsAt === null || endsAt > this.#realNow();
  }
}

const placeOf = (tenant: string, collection: string): string => JSON.stringify([tenant, collection]);

const recordOf = ({ key, value, revision }: RecordRow): KeptRecord => ({ key, value, revision });
