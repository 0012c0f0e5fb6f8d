import type { Instant } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type {
  DeferralEnding,
  DeferralFilter,
  DeferralStore,
  DeferredStart,
  DueStart,
} from '../ports/deferral-store.js';
import type { Page, PageRequest } from '../ports/process-queries.js';
import type { DeferralRow, MemoryDatabase } from './memory-database.js';
import { compareIds, type Order, pageOf } from './paging.js';

/** Deferred starts in memory. */
export class MemoryDeferralStore implements DeferralStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  defer(start: DeferredStart, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      const { deferrals } = this.#database;
      if (deferrals.get(tenant, start.id)) return false;
      deferrals.put(own, tenant, start.id, { ...start, tenant, begun: false });
      return true;
    });
  }

  find(id: string, { tenant, transaction }: CallContext): Promise<DeferredStart | undefined> {
    return this.#database.run(transaction, () => {
      const row = this.#database.deferrals.get(tenant, id);
      return row && startOf(row);
    });
  }

  list(
    { deal, status }: DeferralFilter,
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<DeferredStart>> {
    return this.#database.run(transaction, () => {
      const found = this.#database.deferrals
        .rows(tenant)
        .filter((row) => deal === undefined || row.deal === deal)
        .filter(({ ended }) => status === undefined || (ended === null) === (status === 'waiting'));
      const { items, next } = pageOf(found, newestFirst, page);
      return { items: items.map(startOf), next };
    });
  }

  due(now: Instant, limit: number): Promise<readonly DueStart[]> {
    return this.#database.run(undefined, () =>
      [...this.#database.deferrals.everywhere()]
        .map(({ row }) => row)
        .filter(({ ended, dueAt }) => ended === null && dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt || compareIds(a.id, b.id))
        .slice(0, limit)
        .map((row) => ({ ...startOf(row), tenant: row.tenant })),
    );
  }

  begin(id: string, context: CallContext): Promise<boolean> {
    return this.#change(id, context, (row) => ({ ...row, begun: true }));
  }

  async postpone(id: string, until: Instant, context: CallContext): Promise<void> {
    await this.#change(id, context, (row) => ({ ...row, begun: false, dueAt: until }));
  }

  end(id: string, ending: DeferralEnding, context: CallContext): Promise<boolean> {
    return this.#change(id, context, (row) =>
      ending.as === 'cancelled' && row.begun ? undefined : { ...row, ended: ending },
    );
  }

  /** Changes one that waits; false where there is none, or nothing came of it. */
  #change(
    id: string,
    { tenant, transaction }: CallContext,
    change: (row: DeferralRow) => DeferralRow | undefined,
  ): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      const row = this.#database.deferrals.get(tenant, id);
      const changed = row?.ended === null ? change(row) : undefined;
      if (changed) this.#database.deferrals.put(own, tenant, id, changed);
      return changed !== undefined;
    });
  }
}

const newestFirst: Order<DeferralRow> = {
  position: ({ deferredAt, id }) => [deferredAt, id],
  descending: true,
};

const startOf = ({ tenant: _tenant, begun: _begun, ...start }: DeferralRow): DeferredStart => start;
