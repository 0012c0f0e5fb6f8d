import { done, type Outcome, refused } from '../outcome.js';
import { checked, type StageQuestion, stageQuestion } from '../requests.js';
import { changeProcess } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

/**
 * Whether a person may change the stage of a deal by hand. The host asks before it does; no one may while a governing
 * process drives the deal, admins included.
 */
export async function mayChangeStage(
  runtime: Runtime,
  scope: Scope,
  request: StageQuestion,
): Promise<Outcome<void>> {
  const { deal } = checked(stageQuestion, request, 'mayChangeStage');
  const context = contextOf(scope);
  const process = (await runtime.ports.queries.governing([deal], context)).get(deal);
  if (process === undefined) return done(undefined);
  const [stored] = await runtime.ports.store.load([{ tenant: scope.tenant, process }], scope.transaction);
  return refused({ code: 'STAGE_IS_GOVERNED', deal, process, stage: stored?.state.stage ?? '' });
}

/**
 * Compares every governed deal with its process and records each stage that came past the guard; how many there were.
 * Needs a host on the same database: of another one, a stage that is still on its way looks like a bypass.
 */
export async function detectBypasses(runtime: Runtime, scope: Scope): Promise<number> {
  if (!runtime.ports.host.joinsTransaction) return 0;
  const context = contextOf(scope);
  let found = 0;
  let after: string | undefined;
  do {
    const page = { limit: 100, ...(after !== undefined && { after }) };
    const { items, next } = await runtime.ports.queries.processes(
      { status: 'running', kind: 'governing' },
      page,
      context,
    );
    const addresses = items.map(({ id }) => ({ tenant: scope.tenant, process: id }));
    const stored = await runtime.ports.store.load(addresses, scope.transaction);
    const deals = await runtime.ports.host.readDeals(
      items.map(({ deal }) => deal),
      context,
    );
    for (const [i, { id: process }] of items.entries()) {
      const state = stored[i]?.state;
      const stage = deals[i]?.stage;
      if (!state || stage === undefined || stage === state.stage || stage === state.bypass) continue;
      const command = { type: 'ReportStage' as const, process, stage };
      const wish = { process, command, actor: null };
      const { change } = await changeProcess(runtime, { ...scope, source: 'reconcile' }, wish);
      // Nothing where the process moved on since it was read.
      if (change?.entry.events.some(({ type }) => type === 'StageBypassed')) found += 1;
    }
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}
