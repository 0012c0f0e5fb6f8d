import type { Instant, MapPin, MapStatus, RouteMap } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type { MapStore, MapVersion } from '../ports/map-store.js';
import type { MemoryDatabase } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

/** Maps and their versions in memory. */
export class MemoryMapStore implements MapStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  putDraft(map: RouteMap, at: Instant, { tenant, transaction }: CallContext): Promise<MapVersion> {
    return this.#database.run(transaction, (own) => {
      const newest = this.#versions(tenant, map.key)[0];
      const version = newest?.status === 'draft' ? newest.version : (newest?.version ?? 0) + 1;
      return this.#put(own, tenant, {
        key: map.key,
        version,
        status: 'draft',
        map,
        hash: null,
        pins: [],
        changedAt: at,
      });
    });
  }

  activate(
    draft: MapVersion,
    hash: string,
    pins: readonly MapPin[],
    at: Instant,
    { tenant, transaction }: CallContext,
  ): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      const stored = this.#at(tenant, draft.key, draft.version);
      if (stored?.status !== 'draft' || canonical(stored.map) !== canonical(draft.map)) return false;
      this.#retireActive(own, tenant, draft.key, at);
      this.#put(own, tenant, { ...stored, status: 'active', hash, pins, changedAt: at });
      return true;
    });
  }

  retire(key: string, at: Instant, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => this.#retireActive(own, tenant, key, at));
  }

  find(
    key: string,
    version: number | undefined,
    { tenant, transaction }: CallContext,
  ): Promise<MapVersion | undefined> {
    return this.#database.run(transaction, () =>
      version === undefined ? this.#active(tenant, key) : this.#at(tenant, key, version),
    );
  }

  list(key: string | undefined, { tenant, transaction }: CallContext): Promise<readonly MapVersion[]> {
    return this.#database.run(transaction, () => {
      if (key !== undefined) return this.#versions(tenant, key);
      const keys = new Set(this.#database.maps.rows(tenant).map((row) => row.key));
      return [...keys].sort(compareIds).flatMap((each) => {
        const versions = this.#versions(tenant, each);
        return versions.filter(({ status }, i) => i === 0 || status === 'active');
      });
    });
  }

  #retireActive(transaction: MemoryTransaction, tenant: string, key: string, at: Instant): boolean {
    const active = this.#active(tenant, key);
    if (active)
      this.#put(transaction, tenant, { ...active, status: 'retired' satisfies MapStatus, changedAt: at });
    return active !== undefined;
  }

  #put(transaction: MemoryTransaction, tenant: string, row: MapVersion): MapVersion {
    this.#database.maps.put(transaction, tenant, keyOf(row.key, row.version), row);
    return this.#at(tenant, row.key, row.version) as MapVersion;
  }

  #at(tenant: string, key: string, version: number): MapVersion | undefined {
    return this.#database.maps.get(tenant, keyOf(key, version));
  }

  #active(tenant: string, key: string): MapVersion | undefined {
    return this.#versions(tenant, key).find(({ status }) => status === 'active');
  }

  /** Newest first. */
  #versions(tenant: string, key: string): MapVersion[] {
    const versions = this.#database.maps.rows(tenant).filter((row) => row.key === key);
    return versions.sort((a, b) => b.version - a.version);
  }
}

const keyOf = (key: string, version: number): string => JSON.stringify([key, version]);

/** The same text for the same content, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareIds(a, b)))
      : part,
  );
}
