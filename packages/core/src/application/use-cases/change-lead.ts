import type { Instant, LeadId, Rejection, UserId, WrittenText } from '@dealroute/domain';
import { SdkError } from '../../errors/sdk-error.js';
import type { CallContext, ClientAction, Lead, LeadEvent } from '../../ports/index.js';
import { mayServeClient } from '../client-authority.js';
import { done, type Outcome, refused } from '../outcome.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

const ATTEMPTS = 8;

/** One wish to change one lead. */
export interface LeadWish {
  readonly lead: LeadId;
  readonly action: ClientAction;
  readonly actor: UserId | null;
  /** To whom it is to be given. */
  readonly to?: UserId;
  /** Whether it is as wished already: then nothing changes. */
  readonly isDone?: (lead: Lead) => boolean;
}

/** What a change makes of a lead, and what is written with it. */
interface LeadChange {
  readonly event: LeadEvent;
  readonly lead: Partial<Lead>;
  readonly texts?: readonly WrittenText[];
  /** More to write in the same transaction. */
  readonly also?: (context: CallContext) => Promise<unknown>;
}

type Decide = (lead: Lead, now: Instant) => LeadChange;

/** Changes a lead that is not closed, by those who may. Who comes second decides on what the first one made of it. */
export async function changeLead(
  runtime: Runtime,
  scope: Scope,
  wish: LeadWish,
  decide: Decide,
): Promise<Outcome<Lead>> {
  const context = contextOf(scope);
  for (let n = 1; n <= ATTEMPTS; n++) {
    const lead = await runtime.ports.leads.find(wish.lead, context);
    if (!lead) return refused({ code: 'LEAD_NOT_FOUND', lead: wish.lead });
    const denied = await mayServeClient(runtime, context, { ...wish, lead });
    if (denied) return refused(denied);
    if (wish.isDone?.(lead)) return done(lead);
    if (lead.status === 'converted' || lead.status === 'discarded') {
      return refused(await closed(runtime, context, lead, lead.status));
    }
    const now = runtime.ports.clock.now();
    const after = await write(runtime, scope, wish, { lead, now, change: decide(lead, now) });
    if (after) {
      runtime.background.announce(scope.transaction);
      return done(after);
    }
  }
  throw new SdkError(
    'CONTENTION',
    `Lead ${wish.lead} was changed by others at every attempt: expected a free moment. Try again later.`,
    { lead: wish.lead },
  );
}

interface Decided {
  readonly lead: Lead;
  readonly now: Instant;
  readonly change: LeadChange;
}

/** Undefined, and nothing written, when somebody else was faster. */
async function write(
  { ports }: Runtime,
  { tenant, transaction, source }: Scope,
  { actor }: LeadWish,
  { lead, now: at, change }: Decided,
): Promise<Lead | undefined> {
  const version = lead.version + 1;
  const after: Lead = { ...lead, ...change.lead, version };
  const entry = { n: version, at, actor, source, event: change.event };
  const work = async (context: CallContext) => {
    const written = await ports.leads.change({ lead: after, entry, texts: change.texts ?? [] }, context);
    if (written) await change.also?.(context);
    return written ? after : undefined;
  };
  if (transaction) return work({ tenant, transaction });
  return ports.store.transact((own) => work({ tenant, transaction: own }));
}

async function closed(
  { ports }: Runtime,
  context: CallContext,
  { id, deal, createdAt }: Lead,
  as: 'converted' | 'discarded',
): Promise<Rejection> {
  const last = (await ports.leads.history(id, context)).at(-1);
  const { actor: by, at } = last ?? { actor: null, at: createdAt };
  return { code: 'LEAD_CLOSED', lead: id, as, deal, by, at };
}
