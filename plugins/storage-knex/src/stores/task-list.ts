import type { TaskFilter, UserId } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Storage } from '../storage.js';
import { BEFORE_ALL, NO_DEADLINE } from '../tables.js';
import { type Cursor, inOneList, type Order } from './page.js';

/** What a task list is asked for. */
export interface TaskListRequest {
  readonly tenant: string;
  readonly filter: TaskFilter;
  readonly cursor: Cursor | undefined;
  readonly limit: number;
}

/**
 * The query of a task list, by deadline and id, from a cursor on. Open tasks are read in the order of an index, ended
 * ones are sorted. A person's own tasks and those on offer come from two indexes and are merged.
 */
export function taskList(storage: Storage, request: TaskListRequest): Knex.QueryBuilder {
  const { person, status } = request.filter;
  if (person === undefined) return part(storage, request);
  const mine = part(storage, request).where('t.assignee', person);
  if (status === 'ended') return mine;
  const { builder } = storage.dialect;
  const offered = onOffer(part(storage, request, 'open'), storage, request.tenant, person);
  return inOneList(builder, [mine, offered], { order: BY_DUE, limit: request.limit });
}

const BY_DUE: Order = [
  { column: 'sort_due', order: 'asc' },
  { column: 'id', order: 'asc' },
];

function onOffer(
  tasks: Knex.QueryBuilder,
  { tables }: Storage,
  tenant: string,
  person: UserId,
): Knex.QueryBuilder {
  return tasks
    .join(`${tables.candidate} as c`, (on) => on.on('c.tenant', 't.tenant').on('c.task', 't.id'))
    .where({ 'c.tenant': tenant, 'c.user_id': person })
    .whereNull('t.assignee');
}

function part(
  storage: Storage,
  { tenant, filter, cursor, limit }: TaskListRequest,
  status = filter.status ?? 'open',
): Knex.QueryBuilder {
  const { builder } = storage.dialect;
  // A deadline before an instant is something that only open tasks have.
  const onlyOpen = status === 'open' || filter.dueBefore !== undefined;
  const due = onlyOpen ? openDue(builder, filter) : builder.raw('coalesce(t.due_at, ?)', [NO_DEADLINE]);
  const query = builder(`${storage.tables.task} as t`)
    .select('t.*', builder.raw('? as sort_due', [due]))
    .where('t.tenant', tenant)
    .orderByRaw('?, ?', [due, builder.ref('t.id')])
    .limit(limit);
  if (onlyOpen && !cursor) query.whereRaw('? > ?', [due, BEFORE_ALL]);
  if (status === 'ended') query.whereNull('t.open_due');
  narrow(query, storage, filter, tenant);
  if (cursor) {
    const [lastDue = 0, lastId = ''] = cursor;
    query.whereRaw('? >= ? and (? > ? or t.id > ?)', [due, lastDue, due, lastDue, lastId]);
  }
  return query;
}

/**
 * A deal has few tasks, and a planner without statistics would rather look for them among all that are open, because
 * those stand in order: what is computed has no index.
 */
function openDue(builder: Knex, { deal, process }: TaskFilter): Knex.Raw {
  const column = builder.ref('t.open_due');
  return deal === undefined && process === undefined ? column : builder.raw('? + 0', [column]);
}

function narrow(query: Knex.QueryBuilder, storage: Storage, filter: TaskFilter, tenant: string): void {
  const { deal, process, dueBefore } = filter;
  if (deal !== undefined) query.where('t.deal', deal);
  if (process !== undefined) query.where('t.process', process);
  if (dueBefore !== undefined) query.where('t.open_due', '<', dueBefore);
  // A process's tasks are found among those of its deal, so that one index serves both.
  if (process !== undefined && deal === undefined) {
    query.where('t.deal', storage.table('process').select('deal').where({ tenant, id: process }));
  }
}
