import type { MemoryTransaction } from './memory-transaction.js';

/**
 * Rows by tenant and key. A row is kept as a frozen copy of its JSON: whoever holds the original or a row that was
 * read can't change what is stored.
 */
export class MemoryTable<Row> {
  readonly #tenants = new Map<string, Map<string, Row>>();

  get(tenant: string, key: string): Row | undefined {
    return this.#tenants.get(tenant)?.get(key);
  }

  rows(tenant: string): Row[] {
    return [...(this.#tenants.get(tenant)?.values() ?? [])];
  }

  keys(tenant: string): string[] {
    return [...(this.#tenants.get(tenant)?.keys() ?? [])];
  }

  /** The rows of all tenants, for the background work that serves all. */
  *everywhere(): Iterable<{ readonly tenant: string; readonly row: Row }> {
    for (const [tenant, rows] of this.#tenants) for (const row of rows.values()) yield { tenant, row };
  }

  /** Writes a row that must be new; throws an Error when its key is taken. */
  insert(transaction: MemoryTransaction, tenant: string, key: string, row: Row): void {
    if (this.get(tenant, key) !== undefined)
      throw new Error(`The key "${key}" is taken: expected a new one.`);
    this.put(transaction, tenant, key, row);
  }

  put(transaction: MemoryTransaction, tenant: string, key: string, row: Row): void {
    this.#write(transaction, tenant, key, frozenCopy(row));
  }

  delete(transaction: MemoryTransaction, tenant: string, key: string): boolean {
    if (this.get(tenant, key) === undefined) return false;
    this.#write(transaction, tenant, key, undefined);
    return true;
  }

  #write(transaction: MemoryTransaction, tenant: string, key: string, row: Row | undefined): void {
    const before = this.get(tenant, key);
    transaction.onRollback(() => this.#set(tenant, key, before));
    this.#set(tenant, key, row);
  }

  #set(tenant: string, key: string, row: Row | undefined): void {
    const rows = this.#tenants.get(tenant) ?? new Map<string, Row>();
    this.#tenants.set(tenant, rows);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
  }
}

function frozenCopy<T>(value: T): T {
  return freeze(JSON.parse(JSON.stringify(value)) as T);
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
