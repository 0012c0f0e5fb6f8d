import type {
  CallContext,
  DealFinder,
  DealRef,
  DealSnapshot,
  HostCrm,
  LossReason,
  OpenDealsRequest,
  Pipeline,
  StageWrite,
} from '@dealroute/core';
import { plainValue, textOf, toColumns } from './column-value.js';
import { findDeals } from './find-deals.js';
import type { HostDatabase } from './host-database.js';
import type { IdKinds } from './host-tables.js';
import type { HostSqlOptions } from './options/host-sql-options.js';
import { readLossReasons, readPipelines } from './read-lists.js';
import { hasTenant, ofTenant } from './tenant-rows.js';
import { writeStages } from './write-stages.js';

type Row = Readonly<Record<string, unknown>>;

/** Deals and pipelines in the host's own tables. */
export class SqlHostCrm implements HostCrm, DealFinder {
  readonly joinsTransaction: boolean;
  readonly #fields: readonly (readonly [name: string, alias: string])[];
  readonly #columns: Readonly<Record<string, string>>;

  constructor(
    private readonly database: HostDatabase,
    private readonly options: HostSqlOptions,
    private readonly kinds: () => IdKinds,
  ) {
    const { fields = {}, ref, title = ref, pipeline, stage, responsible } = options.deals;
    this.joinsTransaction = options.joinsTransaction ?? true;
    // Aliases of one plain word come back unchanged through a host's own mapping of names.
    const columns = Object.entries(fields).map(([name, column], i) => ({ name, column, alias: `f${i}` }));
    this.#fields = columns.map(({ name, alias }) => [name, alias]);
    this.#columns = {
      ...{ ref, title, stage, responsible, ...(pipeline !== undefined && { pipeline }) },
      ...Object.fromEntries(columns.map(({ column, alias }) => [alias, column])),
    };
  }

  async readDeals(
    deals: readonly DealRef[],
    context: CallContext,
  ): Promise<readonly (DealSnapshot | undefined)[]> {
    const { table, view = table, ref, tenant } = this.options.deals;
    const refs = toColumns(this.kinds().ref, deals);
    if (refs.length === 0 || !hasTenant(tenant, context)) return deals.map(() => undefined);
    const query = this.database.from(context)(view).select(this.#columns).whereIn(ref, refs);
    const rows: Row[] = await ofTenant(query, tenant, context);
    const found = new Map(rows.map((row) => [String(row.ref), row]));
    return deals.map((one) => {
      const row = found.get(one);
      return row && this.#snapshotOf(row);
    });
  }

  async openDeals(request: OpenDealsRequest, context: CallContext): Promise<readonly DealSnapshot[]> {
    const pipeline = (await this.pipelines(context)).find(({ key }) => key === request.pipeline);
    const { deals } = this.options;
    const finding = { database: this.database, deals, columns: this.#columns, kinds: this.kinds() };
    const rows = await findDeals(finding, request, pipeline, context);
    return rows.map((row) => this.#snapshotOf(row));
  }

  async applyStages(writes: readonly StageWrite[], context: CallContext): Promise<void> {
    if (writes.length === 0) return;
    await writeStages(this.database, this.options.deals, this.kinds(), writes, context);
  }

  pipelines(context: CallContext): Promise<readonly Pipeline[]> {
    return readPipelines(this.database, this.options, context);
  }

  lossReasons(context: CallContext): Promise<readonly LossReason[] | null> {
    return readLossReasons(this.database, this.options.lossReasons, context);
  }

  #snapshotOf(row: Row): DealSnapshot {
    const { pipelines, deals } = this.options;
    const only = deals.pipeline === undefined && Array.isArray(pipelines) ? pipelines[0]?.key : undefined;
    const ref = String(row.ref);
    return {
      ref,
      title: textOf(row.title) ?? ref,
      pipeline: only ?? textOf(row.pipeline) ?? '',
      stage: textOf(row.stage) ?? '',
      responsible: textOf(row.responsible),
      fields: Object.fromEntries(this.#fields.map(([name, alias]) => [name, plainValue(row[alias])])),
    };
  }
}
