import type { Contact, ContactFilter, Page, PageRequest } from '../../ports/index.js';
import { mayServeClient } from '../client-authority.js';
import { contactFilter, type RegisterContactRequest, registerContactRequest } from '../client-requests.js';
import { given } from '../given.js';
import { done, type Outcome, refused } from '../outcome.js';
import { checked, pageOf } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { type Words, wordsOf } from '../words.js';
import { changeLead } from './change-lead.js';

/**
 * Registers a communication with the client on a deal or on a lead. On a lead it counts as a reaction, except what came
 * in and no person registered. A repetition under the same external key gives the first one.
 */
export async function registerContact(
  runtime: Runtime,
  scope: Scope,
  request: RegisterContactRequest,
): Promise<Outcome<Contact>> {
  const wish = checked(registerContactRequest, request, 'registerContact');
  const now = runtime.ports.clock.now();
  const { at = now } = wish;
  if (at > now) return refused({ code: 'INSTANT_IN_FUTURE', at, now });
  const id = runtime.ports.ids.next();
  const words = wordsOf(`${id}#summary`, wish.summary);
  if (!words.ok) return words;
  const contact: Contact = {
    id,
    deal: wish.deal ?? null,
    lead: wish.lead ?? null,
    direction: wish.direction,
    channel: wish.channel,
    at,
    by: wish.by ?? wish.actor,
    summary: words.value.id,
    registeredAt: now,
    source: scope.source,
    externalKey: wish.externalKey ?? null,
  };
  const register = contact.lead === null ? onDeal : onLead;
  return register(runtime, scope, { contact, words: words.value, actor: wish.actor });
}

interface Registration {
  readonly contact: Contact;
  readonly words: Words;
  /** Who registers it; null is the host. */
  readonly actor: string | null;
}

async function onDeal(
  runtime: Runtime,
  scope: Scope,
  { contact, words, actor }: Registration,
): Promise<Outcome<Contact>> {
  const context = contextOf(scope);
  const ref = contact.deal as string;
  const deal = await runtime.deals.read(ref, context);
  if (!deal) return refused({ code: 'DEAL_NOT_FOUND', deal: ref });
  const denied = await mayServeClient(runtime, context, { action: 'registerContact', actor, deal });
  if (denied) return refused(denied);
  return done(await runtime.ports.contacts.register(contact, words.texts, context));
}

async function onLead(
  runtime: Runtime,
  scope: Scope,
  { contact, words, actor }: Registration,
): Promise<Outcome<Contact>> {
  const { contacts } = runtime.ports;
  const { externalKey } = contact;
  const isReaction = contact.direction === 'outgoing' || actor !== null;
  let kept: Contact | undefined;
  const before = async () =>
    externalKey === null
      ? undefined
      : (await contacts.list({ externalKey }, { limit: 1 }, contextOf(scope))).items[0];
  kept = await before();
  if (kept) return done(kept);
  const wish = { lead: contact.lead as string, action: 'registerContact', actor } as const;
  const outcome = await changeLead(runtime, scope, wish, (lead, now) => ({
    event: { type: 'LeadContacted', contact: contact.id },
    lead: isReaction ? { status: 'inWork', firstReactionAt: lead.firstReactionAt ?? now } : {},
    also: async (context) => {
      kept = await contacts.register(contact, words.texts, context);
    },
  }));
  return outcome.ok ? done(kept ?? contact) : outcome;
}

/** Contacts, the latest first. */
export async function contacts(
  runtime: Runtime,
  scope: Scope,
  filter: ContactFilter,
  page?: PageRequest,
): Promise<Page<Contact>> {
  const wish = given(checked(contactFilter, filter, 'contacts'));
  return runtime.ports.contacts.list(wish, pageOf(page), contextOf(scope));
}
