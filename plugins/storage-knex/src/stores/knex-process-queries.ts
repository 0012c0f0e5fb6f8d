import type {
  CallContext,
  DealRef,
  Instant,
  JournalEntry,
  Page,
  PageRequest,
  ProcessFilter,
  ProcessId,
  ProcessQueries,
  ProcessRecord,
  TaskFilter,
  TaskId,
  TaskRecord,
  TextId,
} from '@dealroute/core';
import type { Knex } from 'knex';
import type { Storage } from '../storage.js';
import { cursorOf, inOneList, limitOf, newestFirst, newestFirstOrder, pageOf } from './page.js';
import {
  type JournalRow,
  journalEntry,
  type ProcessRow,
  processRecord,
  type TaskRow,
  taskRecord,
} from './records.js';
import { taskList } from './task-list.js';

const PROCESS_COLUMNS = [
  'id',
  'deal',
  'kind',
  'map_key',
  'map_version',
  'status',
  'outcome',
  'loss_reason',
  'starter',
  'former',
  'started_at',
  'ended_at',
] as const;

/** Reads for people and pages. */
export class KnexProcessQueries implements ProcessQueries {
  constructor(private readonly storage: Storage) {}

  async task(id: TaskId, context: CallContext): Promise<TaskRecord | undefined> {
    const [row] = await this.storage.query<TaskRow>(
      context,
      this.storage.table('task').where({ tenant: context.tenant, id }),
    );
    return row && taskRecord(row);
  }

  async tasks(filter: TaskFilter, page: PageRequest, context: CallContext): Promise<Page<TaskRecord>> {
    const limit = limitOf(page);
    const request = { tenant: context.tenant, filter, cursor: cursorOf(page, 2), limit: limit + 1 };
    const rows = await this.storage.query<TaskRow & { sort_due: number }>(
      context,
      taskList(this.storage, request),
    );
    return pageOf(rows, limit, taskRecord, (row) => [row.sort_due, row.id]);
  }

  async processes(
    filter: ProcessFilter,
    page: PageRequest,
    context: CallContext,
  ): Promise<Page<ProcessRecord>> {
    const limit = limitOf(page);
    const cursor = cursorOf(page, 2);
    const parts = partsOf(filter).map((part) => {
      const query = this.#found(part, context)
        .select(PROCESS_COLUMNS)
        .limit(limit + 1);
      newestFirst(query, 'started_at', cursor);
      return query;
    });
    const order = newestFirstOrder('started_at');
    const query = inOneList(this.storage.dialect.builder, parts, { order, limit: limit + 1 });
    const rows = await this.storage.query<ProcessRow>(context, query);
    return pageOf(rows, limit, processRecord, (row) => [row.started_at, row.id]);
  }

  async countProcesses(filter: ProcessFilter, context: CallContext): Promise<number> {
    const query = this.#found(filter, context).count({ found: '*' });
    const [row] = await this.storage.query<{ found: number | string }>(context, query);
    return Number(row?.found ?? 0);
  }

  #found({ deal, map, versions, kind, status }: ProcessFilter, { tenant }: CallContext): Knex.QueryBuilder {
    const query = this.storage.table('process').where({ tenant });
    if (map !== undefined) query.where('map_key', map);
    if (versions !== undefined) query.whereIn('map_version', versions);
    if (deal === undefined) return query.where(given({ kind, status }));
    // A deal has few processes. What is computed has no index, so the others are not searched for their kind and status.
    if (kind !== undefined) query.whereRaw("coalesce(kind, '') = ?", [kind]);
    if (status !== undefined) query.whereRaw("coalesce(status, '') = ?", [status]);
    return query.where({ deal });
  }

  async governing(deals: readonly DealRef[], context: CallContext): Promise<ReadonlyMap<DealRef, ProcessId>> {
    const query = this.storage
      .table('process')
      .select('governs_deal', 'id')
      .where({ tenant: context.tenant })
      .whereIn('governs_deal', deals);
    const rows = await this.storage.query<{ governs_deal: DealRef; id: ProcessId }>(context, query);
    return new Map(rows.map((row) => [row.governs_deal, row.id]));
  }

  async onceGoverned(deals: readonly DealRef[], context: CallContext): Promise<ReadonlySet<DealRef>> {
    return new Set((await this.#governingOf(deals, context)).map(({ deal }) => deal));
  }

  async failed(deals: readonly DealRef[], context: CallContext): Promise<ReadonlyMap<DealRef, ProcessId>> {
    const rows = await this.#governingOf(deals, context);
    const ended = rows.filter(({ status }) => status === 'ended').sort(byStart);
    const last = new Map(ended.map((row) => [row.deal, row]));
    return new Map(
      [...last].flatMap(([deal, { id, outcome }]) => (outcome === 'failure' ? [[deal, id]] : [])),
    );
  }

  /**
   * The governing processes that some deals ever had. Deals have few, so they are chosen and sorted here: asked for more
   * than the deal, a planner without statistics would look for them among all processes of that kind.
   */
  async #governingOf(deals: readonly DealRef[], context: CallContext): Promise<readonly GovernedRow[]> {
    const query = this.storage
      .table('process')
      .select('deal', 'id', 'kind', 'status', 'outcome', 'started_at')
      .where({ tenant: context.tenant })
      .whereIn('deal', deals);
    const rows = await this.storage.query<GovernedRow>(context, query);
    return rows.filter(({ kind }) => kind === 'governing');
  }

  async journal(
    process: ProcessId,
    after: number,
    limit: number,
    context: CallContext,
  ): Promise<readonly JournalEntry[]> {
    const query = this.storage
      .table('journal')
      .where({ tenant: context.tenant, process })
      .where('n', '>', after)
      .orderBy('n')
      .limit(limit);
    return (await this.storage.query<JournalRow>(context, query)).map(journalEntry);
  }

  async texts(ids: readonly TextId[], context: CallContext): Promise<ReadonlyMap<TextId, string>> {
    const query = this.storage
      .table('text')
      .select('id', 'content')
      .where({ tenant: context.tenant })
      .whereIn('id', ids);
    const rows = await this.storage.query<{ id: TextId; content: string }>(context, query);
    return new Map(rows.map(({ id, content }) => [id, content]));
  }
}

interface GovernedRow {
  readonly deal: DealRef;
  readonly id: ProcessId;
  readonly kind: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly started_at: Instant;
}

const byStart = (one: GovernedRow, other: GovernedRow): number =>
  one.started_at - other.started_at || (one.id < other.id ? -1 : 1);

/** The lists that a filter asks for: each stands in the order of an index. A deal has few processes, in one of its own. */
function partsOf(filter: ProcessFilter): readonly ProcessFilter[] {
  if (filter.deal !== undefined) return [filter];
  const statuses = filter.status ? [filter.status] : (['running', 'ended'] as const);
  // A map is of one kind.
  if (filter.map !== undefined) return statuses.map((status) => ({ ...filter, status }));
  const kinds = filter.kind ? [filter.kind] : (['governing', 'independent'] as const);
  return kinds.flatMap((kind) => statuses.map((status) => ({ ...filter, kind, status })));
}

const given = (filter: Readonly<Record<string, string | undefined>>): object =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
