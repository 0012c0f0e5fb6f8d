import type { UserId } from '@dealroute/domain';
import { ADMIN_ROLE } from '../../defaults/default-policy.js';
import type {
  CallContext,
  Lead,
  LeadEntry,
  LeadFilter,
  LeadWrite,
  OutboxMessage,
  Page,
  PageRequest,
} from '../../ports/index.js';
import { mayServeClient } from '../client-authority.js';
import { leadFilter, type RegisterLeadRequest, registerLeadRequest } from '../client-requests.js';
import { given } from '../given.js';
import { noticeMessage } from '../outbox/notice-message.js';
import { done, type Outcome, refused } from '../outcome.js';
import { checked, pageOf } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { withinTime } from '../within-time.js';
import { wordsOf } from '../words.js';

/**
 * Keeps a client's first request until it becomes a deal or is discarded. Its limit counts in the calendar of the
 * responsible. A repetition under the same external key gives the first one.
 */
export async function registerLead(
  runtime: Runtime,
  scope: Scope,
  request: RegisterLeadRequest,
): Promise<Outcome<Lead>> {
  const wish = checked(registerLeadRequest, request, 'registerLead');
  const { actor, responsible = null } = wish;
  const context = contextOf(scope);
  const action = { action: 'registerLead', actor, to: responsible } as const;
  const denied = await mayServeClient(runtime, context, action);
  if (denied) return refused(denied);
  const id = runtime.ports.ids.next();
  const details = wordsOf(`${id}#contactDetails`, wish.contactDetails);
  if (!details.ok) return details;
  const now = runtime.ports.clock.now();
  const dueAt = await limitOf(runtime, context, wish, now);
  const lead: Lead = {
    id,
    title: wish.title,
    source: wish.source,
    contactDetails: details.value.id,
    status: 'open',
    responsible,
    assignedAt: now,
    createdAt: now,
    dueAt,
    firstReactionAt: null,
    deal: null,
    reason: null,
    externalKey: wish.externalKey ?? null,
    version: 1,
  };
  const event = { type: 'LeadRegistered', responsible, dueAt } as const;
  const entry: LeadEntry = { n: 1, at: now, actor, source: scope.source, event };
  return done(await keep(runtime, scope, { lead, entry, texts: details.value.texts }));
}

async function limitOf(
  { ports, tuned }: Runtime,
  context: CallContext,
  { reactWithin = tuned.leadReaction, responsible }: RegisterLeadRequest,
  start: number,
): Promise<number> {
  const asked = ports.calendar.deadline(
    { start, limit: reactWithin, user: responsible ?? undefined },
    context,
  );
  return (await withinTime(asked, tuned.resolveTimeoutMs, 'working calendar')).dueAt;
}

/** Writes the lead with the notice of it, unless its external key is known. */
async function keep(runtime: Runtime, { tenant, transaction }: Scope, write: LeadWrite): Promise<Lead> {
  const { ports } = runtime;
  const work = async (context: CallContext) => {
    const kept = await ports.leads.register(write, context);
    if (kept.id === write.lead.id)
      await ports.outbox.post(leadNotices(runtime, kept, write.entry.actor), context);
    return kept;
  };
  const kept = await (transaction
    ? work({ tenant, transaction })
    : ports.store.transact((own) => work({ tenant, transaction: own })));
  runtime.background.announce(transaction);
  return kept;
}

/** Tells who got a lead; of one that nobody has the admins. Nobody is told of what they did themselves. */
export function leadNotices(
  { ports }: Runtime,
  { id: lead, responsible }: Lead,
  actor: UserId | null,
): OutboxMessage[] {
  if (responsible !== null && responsible === actor) return [];
  const about = { lead, details: { by: actor } };
  return [
    noticeMessage(
      ports.ids.next(),
      responsible === null
        ? { kind: 'leadUnassigned', to: { role: ADMIN_ROLE }, ...about }
        : { kind: 'leadAssigned', to: responsible, ...about },
    ),
  ];
}

/** Leads: those that wait for a reaction first. */
export async function leads(
  runtime: Runtime,
  scope: Scope,
  filter: LeadFilter,
  page?: PageRequest,
): Promise<Page<Lead>> {
  const wish = given(checked(leadFilter, filter, 'leads'));
  return runtime.ports.leads.list(wish, pageOf(page), contextOf(scope));
}
