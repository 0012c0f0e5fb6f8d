import { type CallContext, SdkError, type StageWrite } from '@dealroute/core';
import type { Knex } from 'knex';
import { type IdKind, textOf, toColumn, toColumns } from './column-value.js';
import type { From, HostDatabase } from './host-database.js';
import type { IdKinds } from './host-tables.js';
import type { DealTable } from './options/host-sql-options.js';
import { hasTenant, ofTenant } from './tenant-rows.js';

/**
 * Gives deals their stages: one statement reads what is there, one writes them all.
 *
 * @throws SdkError DEAL_MISSING, before anything is written, when one of the deals is gone
 */
export async function writeStages(
  database: HostDatabase,
  deals: DealTable,
  kinds: IdKinds,
  writes: readonly StageWrite[],
  context: CallContext,
): Promise<void> {
  const refs = toColumns(
    kinds.ref,
    writes.map(({ deal }) => deal),
  );
  const rows = (from: From): Knex.QueryBuilder => {
    const { table, ref, tenant } = deals;
    return ofTenant(from(table).whereIn(ref, refs), tenant, context);
  };
  await database.whole(context, async (from, own) => {
    if (!hasTenant(deals.tenant, context)) throw missing(writes[0]?.deal, context);
    // A write takes the lock at once in every database; to read first could lose it to somebody else's write.
    if (own) await rows(from).update({ [deals.stage]: database.knex.ref(deals.stage) });
    const known = await lastWrites(rows(from), deals);
    const gone = writes.find(({ deal }) => !known.has(deal));
    if (gone) throw missing(gone.deal, context);
    const fresh = freshWrites(writes, known);
    if (fresh.size === 0) return;
    await rows(from)
      .whereIn(deals.ref, toColumns(kinds.ref, [...fresh.keys()]))
      .update(changesOf(database.knex, deals, kinds, [...fresh.values()]));
  });
}

/** The last stage write of each deal that is there; null where it is not kept or there was none. */
async function lastWrites(
  rows: Knex.QueryBuilder,
  { ref, stageSeq }: DealTable,
): Promise<ReadonlyMap<string, string | null>> {
  const columns = { ref, ...(stageSeq !== undefined && { seq: stageSeq }) };
  const found: { ref: unknown; seq?: unknown }[] = await rows.select(columns).forUpdate();
  return new Map(found.map(({ ref, seq }) => [String(ref), textOf(seq)]));
}

/** The write of each deal that counts: the last one, unless it or a later one of its process was written before. */
function freshWrites(
  writes: readonly StageWrite[],
  known: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, StageWrite> {
  const last = new Map(known);
  const fresh = new Map<string, StageWrite>();
  for (const write of writes) {
    if (isOld(write, last.get(write.deal) ?? null)) continue;
    last.set(write.deal, markOf(write));
    fresh.set(write.deal, write);
  }
  return fresh;
}

const markOf = ({ process, seq }: StageWrite): string => `${process}:${seq}`;

/** Numbers of different processes say nothing about one another. */
function isOld({ process, seq }: StageWrite, last: string | null): boolean {
  if (last === null) return false;
  const end = last.lastIndexOf(':');
  return last.slice(0, end) === process && seq <= Number(last.slice(end + 1));
}

function changesOf(knex: Knex, deals: DealTable, kinds: IdKinds, writes: readonly StageWrite[]) {
  const { ref, stage, stageSeq } = deals;
  const perDeal = (values: readonly (string | number)[], kind: IdKind) => {
    const keys = writes.map(({ deal }) => toColumn(kinds.ref, deal) ?? deal);
    // A parameter counts as text in some databases, so whole numbers stand in the statement.
    const arms = values.map((value) => (kind === 'integer' ? `WHEN ? THEN ${value}` : 'WHEN ? THEN ?'));
    const bindings = values.flatMap((value, i) => [
      keys[i] as string,
      ...(kind === 'integer' ? [] : [value]),
    ]);
    return knex.raw(`CASE ?? ${arms.join(' ')} END`, [ref, ...bindings]);
  };
  return {
    [stage]: perDeal(
      writes.map((write) => stageValue(kinds.stage, write)),
      kinds.stage,
    ),
    ...(stageSeq !== undefined && { [stageSeq]: perDeal(writes.map(markOf), 'text') }),
  };
}

function stageValue(kind: IdKind, { stage, deal }: StageWrite): string | number {
  const value = toColumn(kind, stage);
  if (value !== undefined) return value;
  throw new SdkError(
    'HOST_FAILED',
    `Deal ${deal} gets the stage "${stage}": expected a whole number, since the column of stages holds numbers. ` +
      "Use the pipeline's own keys in the map.",
    { deal, stage },
  );
}

function missing(deal = '', { tenant }: CallContext): SdkError {
  return new SdkError(
    'DEAL_MISSING',
    `Deal ${deal} gets a stage: expected a row in the host's table. End its process, or bring the deal back.`,
    { deal, tenant },
  );
}
