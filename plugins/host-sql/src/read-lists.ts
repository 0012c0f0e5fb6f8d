import { type CallContext, type LossReason, type Pipeline, SdkError, type Stage } from '@dealroute/core';
import { labelOf } from './column-value.js';
import type { HostDatabase } from './host-database.js';
import type { HostSqlOptions, LossReasonTable, PipelineTables } from './options/host-sql-options.js';
import { hasTenant, ofTenant } from './tenant-rows.js';

type Row = Readonly<Record<string, unknown>>;

/** The pipelines of the options or of the tables, each with the fields that deals have. */
export async function readPipelines(
  database: HostDatabase,
  { pipelines, deals }: HostSqlOptions,
  context: CallContext,
): Promise<readonly Pipeline[]> {
  const fields = Object.keys(deals.fields ?? {});
  const found = 'table' in pipelines ? await fromTables(database, pipelines, context) : pipelines;
  return structuredClone(found.map((pipeline) => ({ fields, ...pipeline })));
}

/** The loss reasons of the options or of the table; null where the host names none. */
export async function readLossReasons(
  database: HostDatabase,
  reasons: readonly LossReason[] | LossReasonTable | undefined,
  context: CallContext,
): Promise<readonly LossReason[] | null> {
  if (!reasons) return null;
  if (!('table' in reasons)) return structuredClone(reasons);
  const { table, key, title, order = key, tenant } = reasons;
  const rows = await list(database, context, table, { key, title }, order, tenant);
  return rows.map((row) => ({ key: String(row.key), title: labelOf(row.title) }));
}

async function fromTables(
  database: HostDatabase,
  { table, key, title, tenant, stages }: PipelineTables,
  context: CallContext,
): Promise<readonly Pipeline[]> {
  const { pipeline, kind } = stages;
  const columns = { pipeline, key: stages.key, title: stages.title, kind };
  const rows = await list(database, context, table, { key, title }, key, tenant);
  const parts = await list(database, context, stages.table, columns, stages.order, stages.tenant);
  return rows.map((row) => ({
    key: String(row.key),
    title: labelOf(row.title),
    stages: parts.filter((part) => String(part.pipeline) === String(row.key)).map(stageOf),
  }));
}

async function list(
  database: HostDatabase,
  context: CallContext,
  table: string,
  columns: Readonly<Record<string, string>>,
  order: string,
  tenant: string | undefined,
): Promise<readonly Row[]> {
  if (!hasTenant(tenant, context)) return [];
  return ofTenant(database.from(context)(table).select(columns).orderBy(order), tenant, context);
}

function stageOf({ key, title, kind }: Row): Stage {
  if (kind === 'open' || kind === 'won' || kind === 'lost')
    return { key: String(key), title: labelOf(title), kind };
  throw new SdkError(
    'HOST_FAILED',
    `Stage ${key} has the kind "${kind}": expected open, won or lost. Correct the host's table of stages.`,
    { stage: String(key) },
  );
}
