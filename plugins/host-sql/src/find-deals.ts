import type { CallContext, Instant, OpenDealsRequest, Pipeline } from '@dealroute/core';
import type { Knex } from 'knex';
import { type IdKind, toColumn } from './column-value.js';
import type { HostDatabase } from './host-database.js';
import type { IdKinds } from './host-tables.js';
import type { DealTable } from './options/host-sql-options.js';
import { hasTenant, ofTenant } from './tenant-rows.js';

/** The rows of a page of open deals in the order of their ids; `columns` by alias. */
export async function findDeals(
  { database, deals, columns, kinds }: FindingDeals,
  { created, after, limit }: OpenDealsRequest,
  pipeline: Pipeline | undefined,
  context: CallContext,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { table, view = table, ref, stage, tenant, createdAt } = deals;
  const open = (pipeline?.stages ?? []).filter(({ kind }) => kind === 'open').map(({ key }) => key);
  if (open.length === 0 || !hasTenant(tenant, context) || (created && createdAt === undefined)) return [];
  const last = after === null ? undefined : toColumn(kinds.ref, after);
  if (after !== null && last === undefined) return [];
  const query = database.from(context)(view).select(columns).whereIn(stage, open).orderBy(ref).limit(limit);
  if (deals.pipeline !== undefined) query.where(deals.pipeline, pipeline?.key ?? null);
  if (last !== undefined) query.where(ref, '>', last);
  if (created && createdAt !== undefined) within(query, createdAt, kinds.createdAt, created);
  return ofTenant(query, tenant, context);
}

interface FindingDeals {
  readonly database: HostDatabase;
  readonly deals: DealTable;
  readonly columns: Readonly<Record<string, string>>;
  readonly kinds: IdKinds;
}

function within(
  query: Knex.QueryBuilder,
  column: string,
  kind: IdKind,
  { from, before }: { readonly from: Instant; readonly before: Instant },
): void {
  const inColumn = (at: Instant) => (kind === 'integer' ? at : new Date(at));
  query.where(column, '>=', inColumn(from)).where(column, '<', inColumn(before));
}
