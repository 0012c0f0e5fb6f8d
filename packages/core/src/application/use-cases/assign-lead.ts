import type { Lead } from '../../ports/index.js';
import { type AssignLeadRequest, assignLeadRequest } from '../client-requests.js';
import type { Outcome } from '../outcome.js';
import { checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { changeLead } from './change-lead.js';
import { leadNotices } from './register-lead.js';

/** Makes a person responsible for a lead. The limit of the first reaction stays. */
export async function assignLead(
  runtime: Runtime,
  scope: Scope,
  request: AssignLeadRequest,
): Promise<Outcome<Lead>> {
  const { lead: id, to, actor } = checked(assignLeadRequest, request, 'assignLead');
  const isDone = ({ status, responsible }: Lead) =>
    responsible === to && (status === 'open' || status === 'inWork');
  const wish = { lead: id, action: 'assignLead', actor, to, isDone } as const;
  return changeLead(runtime, scope, wish, (lead, now) => ({
    event: { type: 'LeadAssigned', from: lead.responsible, to },
    lead: { responsible: to, assignedAt: now },
    also: (context) =>
      runtime.ports.outbox.post(leadNotices(runtime, { ...lead, responsible: to }, actor), context),
  }));
}
