import type {
  CallContext,
  DeferralEnding,
  DeferralFilter,
  DeferralStore,
  DeferredStart,
  DueStart,
  Instant,
  Page,
  PageRequest,
} from '@dealroute/core';
import type { Knex } from 'knex';
import { fit } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { BEFORE_ALL, SIZE } from '../tables.js';
import { cursorOf, limitOf, newestFirstOrder, olderThan, pageOf } from './page.js';

interface DeferralRow {
  readonly tenant: string;
  readonly id: string;
  readonly deal: string;
  readonly wish: string;
  readonly deferred_at: Instant;
  readonly due_at: Instant;
  readonly ended: string | null;
}

/** Starts that wait for their business time. They are few, so each is a statement of its own. */
export class KnexDeferralStore implements DeferralStore {
  constructor(private readonly storage: Storage) {}

  async defer(start: DeferredStart, context: CallContext): Promise<boolean> {
    const row = rowOf(start, context);
    const statement = this.storage.table('deferral').insert(row).onConflict(['tenant', 'id']).ignore();
    return (await this.storage.change(context, statement)) > 0;
  }

  async find(id: string, context: CallContext): Promise<DeferredStart | undefined> {
    const query = this.storage.table('deferral').where({ tenant: context.tenant, id });
    const [row] = await this.storage.query<DeferralRow>(context, query);
    return row && startOf(row);
  }

  async list(
    { deal, status }: DeferralFilter,
    page: PageRequest,
    context: CallContext,
  ): Promise<Page<DeferredStart>> {
    const limit = limitOf(page);
    const query = this.storage.table('deferral').limit(limit + 1);
    if (deal !== undefined) query.where({ deal });
    if (status !== 'waiting') query.where({ tenant: context.tenant });
    if (status === 'ended') query.whereNull('waits_until');
    if (status === 'waiting') {
      // Few wait. What is computed has no index, so they are found by themselves, not among all that have ended.
      query.where('waits_until', '>', BEFORE_ALL).whereRaw("coalesce(tenant, '') = ?", [context.tenant]);
      query.orderByRaw('deferred_at + 0 desc, id desc');
    } else query.orderBy([...newestFirstOrder('deferred_at')]);
    olderThan(query, 'deferred_at', cursorOf(page, 2));
    const rows = await this.storage.query<DeferralRow>(context, query);
    return pageOf(rows, limit, startOf, (row) => [row.deferred_at, row.id]);
  }

  async due(now: Instant, limit: number): Promise<readonly DueStart[]> {
    const query = this.storage
      .table('deferral')
      .where('waits_until', '<=', now)
      .orderBy(['waits_until', 'tenant', 'id'])
      .limit(limit);
    const rows = await this.storage.query<DeferralRow>({}, query);
    return rows.map((row) => ({ ...startOf(row), tenant: row.tenant }));
  }

  async begin(id: string, context: CallContext): Promise<boolean> {
    return (await this.storage.change(context, this.#waiting(id, context).update({ begun: 1 }))) > 0;
  }

  async postpone(id: string, until: Instant, context: CallContext): Promise<void> {
    const later = { begun: 0, due_at: until, waits_until: until };
    await this.storage.change(context, this.#waiting(id, context).update(later));
  }

  async end(id: string, ending: DeferralEnding, context: CallContext): Promise<boolean> {
    const waiting = this.#waiting(id, context);
    if (ending.as === 'cancelled') waiting.where('begun', 0);
    const ended = { waits_until: null, ended_at: ending.at, ended: JSON.stringify(ending) };
    return (await this.storage.change(context, waiting.update(ended))) > 0;
  }

  #waiting(id: string, { tenant }: CallContext): Knex.QueryBuilder {
    return this.storage.table('deferral').where({ tenant, id }).whereNotNull('waits_until');
  }
}

function rowOf(start: DeferredStart, { tenant }: CallContext): object {
  const { id, deal, map, variables, actor, until, deferredAt, dueAt, ended } = start;
  return {
    tenant: fit(tenant, SIZE.tenant),
    id: fit(id, SIZE.id),
    deal: fit(deal, SIZE.id),
    wish: JSON.stringify({ map, variables, actor, until }),
    deferred_at: deferredAt,
    due_at: dueAt,
    waits_until: ended === null ? dueAt : null,
    begun: 0,
    ended_at: ended?.at ?? null,
    ended: ended && JSON.stringify(ended),
  };
}

function startOf({ id, deal, wish, deferred_at, due_at, ended }: DeferralRow): DeferredStart {
  const { map, variables, actor, until } = JSON.parse(wish) as Omit<DeferredStart, 'id' | 'deal'>;
  const ending = ended === null ? null : (JSON.parse(ended) as DeferralEnding);
  return { id, deal, map, variables, actor, until, deferredAt: deferred_at, dueAt: due_at, ended: ending };
}
