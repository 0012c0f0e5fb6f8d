import type {
  CallContext,
  DealRef,
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
import { cursorOf, limitOf, newestFirst, pageOf } from './page.js';
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
    const query = this.#found(filter, context)
      .select(PROCESS_COLUMNS)
      .limit(limit + 1);
    newestFirst(query, 'started_at', cursorOf(page, 2));
    const rows = await this.storage.query<ProcessRow>(context, query);
    return pageOf(rows, limit, processRecord, (row) => [row.started_at, row.id]);
  }

  async countProcesses(filter: ProcessFilter, context: CallContext): Promise<number> {
    const query = this.#found(filter, context).count({ found: '*' });
    const [row] = await this.storage.query<{ found: number | string }>(context, query);
    return Number(row?.found ?? 0);
  }

  #found({ map, versions, ...filter }: ProcessFilter, { tenant }: CallContext): Knex.QueryBuilder {
    const query = this.storage.table('process').where({ tenant, ...given(filter) });
    if (map !== undefined) query.where('map_key', map);
    if (versions !== undefined) query.whereIn('map_version', versions);
    return query;
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
    const query = this.storage
      .table('process')
      .distinct('deal')
      .where({ tenant: context.tenant, kind: 'governing' })
      .whereIn('deal', deals);
    const rows = await this.storage.query<{ deal: DealRef }>(context, query);
    return new Set(rows.map(({ deal }) => deal));
  }

  async failed(deals: readonly DealRef[], context: CallContext): Promise<ReadonlyMap<DealRef, ProcessId>> {
    const query = this.storage
      .table('process')
      .select('deal', 'id', 'outcome')
      .where({ tenant: context.tenant, kind: 'governing', status: 'ended' })
      .whereIn('deal', deals)
      .orderBy(['started_at', 'id']);
    const rows = await this.storage.query<{ deal: DealRef; id: ProcessId; outcome: string }>(context, query);
    const last = new Map(rows.map((row) => [row.deal, row]));
    return new Map(
      [...last].flatMap(([deal, { id, outcome }]) => (outcome === 'failure' ? [[deal, id]] : [])),
    );
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

const given = (filter: ProcessFilter): object =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
