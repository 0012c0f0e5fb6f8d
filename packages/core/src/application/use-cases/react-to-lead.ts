import type { Lead } from '../../ports/index.js';
import { type ReactToLeadRequest, reactToLeadRequest } from '../client-requests.js';
import { type Outcome, refused } from '../outcome.js';
import { checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { wordsOf } from '../words.js';
import { changeLead } from './change-lead.js';

/** Notes what was done about a lead. A reaction that was a contact with the client is registered as one. */
export async function reactToLead(
  runtime: Runtime,
  scope: Scope,
  request: ReactToLeadRequest,
): Promise<Outcome<Lead>> {
  const { lead: id, note, actor } = checked(reactToLeadRequest, request, 'reactToLead');
  const words = wordsOf(`${runtime.ports.ids.next()}#note`, note);
  if (!words.ok) return words;
  const { id: text, texts } = words.value;
  if (text === null) return refused({ code: 'COMMENT_REQUIRED' });
  const wish = { lead: id, action: 'reactToLead', actor } as const;
  return changeLead(runtime, scope, wish, (lead, now) => ({
    event: { type: 'LeadNoted', note: text },
    lead: { status: 'inWork', firstReactionAt: lead.firstReactionAt ?? now },
    texts,
  }));
}
