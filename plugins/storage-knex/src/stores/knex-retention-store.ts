import type {
  CallContext,
  FinishedProcess,
  OverThing,
  ProcessId,
  RetainedKind,
  RetentionRange,
  RetentionStore,
} from '@dealroute/core';
import type { Knex } from 'knex';
import { changeOn, queryOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import type { Storage } from '../storage.js';
import { BEFORE_ALL, type TableName } from '../tables.js';
import { deleteProcesses } from './delete-processes.js';

interface Place {
  readonly table: TableName;
  /** Since when a row is over; null while it is not. The database knows an index of it. */
  readonly column: string;
  readonly key: 'id' | 'key';
  /** Whether `column` is the real time of the database. */
  readonly real: boolean;
}

const PLACES: Readonly<Record<RetainedKind, Place>> = {
  messages: { table: 'outbox', column: 'settled_at', key: 'id', real: true },
  replies: { table: 'kept_reply', column: 'kept_at', key: 'key', real: false },
  events: { table: 'inbox', column: 'settled_at', key: 'key', real: true },
  incidents: { table: 'incident', column: 'resolved_at', key: 'id', real: false },
  deferrals: { table: 'deferral', column: 'ended_at', key: 'id', real: false },
  processes: { table: 'process', column: 'ended_at', key: 'id', real: false },
};

/** Finds what is over by an index of its end, and removes it by its key. */
export class KnexRetentionStore implements RetentionStore {
  constructor(private readonly storage: Storage) {}

  over(kind: RetainedKind, range: RetentionRange): Promise<readonly OverThing[]> {
    const { table, column, key, real } = PLACES[kind];
    const { tenant, forMs, now, after, limit } = range;
    const { builder, now: realNow } = this.storage.dialect;
    const latest = real ? builder.raw(`${realNow} - ?`, [forMs]) : now - forMs;
    const query = this.#indexed(table, column)
      .select({ tenant: 'tenant', id: key, at: column })
      .where(column, '<=', latest)
      .where(column, '>=', after?.at ?? BEFORE_ALL)
      .orderBy([column, 'tenant', key])
      .limit(limit);
    if (tenant !== undefined) query.where({ tenant });
    if (after) query.where((later) => isAfter(later, after, [column, key]));
    return this.storage.query<OverThing>({}, query);
  }

  async openIncidents(keys: readonly string[], context: CallContext): Promise<ReadonlySet<string>> {
    const query = this.storage
      .table('incident')
      .select({ key: 'open_key' })
      .where({ tenant: context.tenant })
      .whereIn('open_key', keys);
    const rows = await this.storage.query<{ key: string }>(context, query);
    return new Set(rows.map(({ key }) => key));
  }

  referredTo(processes: readonly FinishedProcess[], context: CallContext): Promise<ReadonlySet<ProcessId>> {
    return this.storage.use(context, (session) => this.#referredTo(session, context.tenant, processes));
  }

  async remove(kind: RetainedKind, ids: readonly string[], context: CallContext): Promise<number> {
    if (ids.length === 0) return 0;
    const { table, column, key } = PLACES[kind];
    const { tenant } = context;
    const work = (session: Session): Promise<number> => {
      if (kind === 'processes') return this.#removeProcesses(session, tenant, ids);
      const gone = this.storage.table(table).where({ tenant }).whereIn(key, ids).whereNotNull(column);
      return changeOn(session, gone.delete());
    };
    if (context.transaction) return this.storage.write(context, work);
    // Two that remove the same rows at once could wait for each other.
    return this.storage.exclusively(`${this.storage.tables.process}_retention`, work);
  }

  async #removeProcesses(session: Session, tenant: string, ids: readonly string[]): Promise<number> {
    const over = this.storage
      .table('process')
      .select('id', 'deal')
      .where({ tenant, status: 'ended' })
      .whereIn('id', ids)
      .forUpdate();
    const found = await queryOn<FinishedProcess>(session, over);
    const referred = await this.#referredTo(session, tenant, found);
    const gone = found.filter(({ id }) => !referred.has(id));
    await deleteProcesses(this.storage, session, tenant, gone);
    return gone.length;
  }

  async #referredTo(
    session: Session,
    tenant: string,
    processes: readonly FinishedProcess[],
  ): Promise<ReadonlySet<ProcessId>> {
    if (processes.length === 0) return new Set();
    const { builder, member } = this.storage.dialect;
    const process = member('body', 'process');
    const ids = processes.map(({ id }) => id);
    const deals = [...new Set(processes.map(({ deal }) => deal))];
    const found = [
      this.storage
        .table('incident')
        .select({ id: 'process' })
        .where({ tenant, status: 'open' })
        .whereIn('process', ids),
      this.#indexed('outbox', 'due')
        .select({ id: builder.raw(process) })
        .where({ tenant })
        .where('due_at', '>', BEFORE_ALL)
        .whereRaw(`${process} in (${ids.map(() => '?').join(', ')})`, ids),
      this.storage
        .table('process')
        .select({ id: 'former' })
        .where({ tenant, status: 'running' })
        .whereIn('deal', deals)
        .whereIn('former', ids),
    ];
    const named = new Set<ProcessId>();
    for (const query of found)
      for (const { id } of await queryOn<{ id: ProcessId }>(session, query)) named.add(id);
    return named;
  }

  /** A table that is read through one index, whatever else the planner finds: a tenant may own nearly all of it. */
  #indexed(table: TableName, index: string): Knex.QueryBuilder {
    const { dialect, tables } = this.storage;
    return dialect.builder.from(
      dialect.builder.raw(dialect.indexed(tables[table], `${tables[table]}_${index}`)),
    );
  }
}

/** Goes on behind a row, in the order of the index. */
function isAfter(
  query: Knex.QueryBuilder,
  { at, tenant, id }: OverThing,
  [column, key]: readonly [string, string],
): void {
  query
    .where(column, '>', at)
    .orWhere('tenant', '>', tenant)
    .orWhere((same) => same.where('tenant', tenant).where(key, '>', id));
}
