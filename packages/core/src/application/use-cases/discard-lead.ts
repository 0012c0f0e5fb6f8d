import type { Lead } from '../../ports/index.js';
import { type DiscardLeadRequest, discardLeadRequest } from '../client-requests.js';
import { type Outcome, refused } from '../outcome.js';
import { checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { wordsOf } from '../words.js';
import { changeLead } from './change-lead.js';

/** Closes a lead that becomes no deal, with the reason. */
export async function discardLead(
  runtime: Runtime,
  scope: Scope,
  request: DiscardLeadRequest,
): Promise<Outcome<Lead>> {
  const { lead: id, reason, actor } = checked(discardLeadRequest, request, 'discardLead');
  const words = wordsOf(`${runtime.ports.ids.next()}#reason`, reason);
  if (!words.ok) return words;
  const { id: text, texts } = words.value;
  if (text === null) return refused({ code: 'REASON_REQUIRED' });
  const wish = { lead: id, action: 'discardLead', actor } as const;
  return changeLead(runtime, scope, wish, (lead, now) => ({
    event: { type: 'LeadDiscarded', reason: text },
    lead: { status: 'discarded', reason: text, firstReactionAt: lead.firstReactionAt ?? now },
    texts,
  }));
}
