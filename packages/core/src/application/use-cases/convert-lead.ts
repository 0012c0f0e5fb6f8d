import type { Rejection } from '@dealroute/domain';
import type { DeferredStart, Lead } from '../../ports/index.js';
import { rehearse } from '../attempt-command.js';
import { type ConvertLeadRequest, convertLeadRequest } from '../client-requests.js';
import { keyOf } from '../key-of.js';
import { type Outcome, refused } from '../outcome.js';
import { checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { startNow } from '../timers/start-deferred.js';
import { changeLead } from './change-lead.js';

/**
 * Closes a lead that became a deal of the host; its contacts are shown there, too. With a map it also starts a process
 * on the deal. The start is kept in the same transaction, so it happens once, also after a crash; one that would be
 * refused is refused here, and nothing changes.
 */
export async function convertLead(
  runtime: Runtime,
  scope: Scope,
  request: ConvertLeadRequest,
): Promise<Outcome<Lead>> {
  const wish = checked(convertLeadRequest, request, 'convertLead');
  const { lead: id, deal, map, actor } = wish;
  const { ports } = runtime;
  if (!(await runtime.deals.read(deal, contextOf(scope)))) return refused({ code: 'DEAL_NOT_FOUND', deal });
  const isDone = (lead: Lead) => lead.status === 'converted' && lead.deal === deal;
  const known = await ports.leads.find(id, contextOf(scope));
  const start = map === undefined || (known && isDone(known)) ? undefined : startOf(runtime, wish, map);
  const denied = start && (await refusal(runtime, scope, start));
  if (denied) return refused(denied);
  const outcome = await changeLead(
    runtime,
    scope,
    { lead: id, action: 'convertLead', actor, isDone },
    (lead, now) => ({
      event: { type: 'LeadConverted', deal, ...(map !== undefined && { map }) },
      lead: { status: 'converted', deal, firstReactionAt: lead.firstReactionAt ?? now },
      also: async (context) => {
        await ports.contacts.attach(id, deal, context);
        if (start) await ports.deferrals.defer(start, context);
      },
    }),
  );
  if (outcome.ok && start && !scope.transaction) await startNow(runtime, { ...start, tenant: scope.tenant });
  return outcome;
}

/** A start that is due at once. */
function startOf({ ports }: Runtime, { lead, deal, actor }: ConvertLeadRequest, map: string): DeferredStart {
  const now = ports.clock.now();
  const wish = { id: keyOf('lead', lead, deal), deal, map, variables: {}, actor };
  return { ...wish, until: { at: now }, deferredAt: now, dueAt: now, ended: null };
}

/** Why the start would be refused, also where another process governs the deal. */
async function refusal(
  runtime: Runtime,
  scope: Scope,
  { deal, map, actor }: DeferredStart,
): Promise<Rejection | undefined> {
  const { ids, maps, queries } = runtime.ports;
  const context = contextOf(scope);
  const id = ids.next();
  const command = { type: 'StartProcess' as const, process: id, deal };
  const begun = await rehearse(runtime, scope, { process: id, command, actor, start: { map, deal } });
  if (!begun.ok) return begun.rejection;
  if ((await maps.find(map, undefined, context))?.map.kind !== 'governing') return undefined;
  const process = (await queries.governing([deal], context)).get(deal);
  return process === undefined ? undefined : { code: 'DEAL_ALREADY_GOVERNED', deal, process };
}
