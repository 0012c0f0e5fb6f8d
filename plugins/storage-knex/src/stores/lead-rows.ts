import { type Lead, leadPlace } from '@dealroute/core';
import { fit, fitOrNull } from '../process/row-shape.js';
import { SIZE } from '../tables.js';

/** The columns of a lead as the database gives them. */
export interface LeadRow {
  readonly tenant: string;
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly contact_details: string | null;
  readonly status: Lead['status'];
  readonly responsible: string | null;
  readonly assigned_at: number;
  readonly created_at: number;
  readonly due_at: number;
  readonly place: number;
  readonly first_reaction_at: number | null;
  readonly deal: string | null;
  readonly reason: string | null;
  readonly external_key: string | null;
  readonly version: number;
  readonly reminded: number;
}

export const leadRow = (lead: Lead) => ({
  id: fit(lead.id, SIZE.id),
  title: fit(lead.title, SIZE.id),
  source: fit(lead.source, SIZE.id),
  contact_details: fitOrNull(lead.contactDetails, SIZE.id),
  status: lead.status,
  responsible: fitOrNull(lead.responsible, SIZE.id),
  assigned_at: lead.assignedAt,
  created_at: lead.createdAt,
  due_at: lead.dueAt,
  place: leadPlace(lead),
  first_reaction_at: lead.firstReactionAt,
  deal: fitOrNull(lead.deal, SIZE.id),
  reason: fitOrNull(lead.reason, SIZE.id),
  external_key: fitOrNull(lead.externalKey, SIZE.id),
  version: lead.version,
});

export function leadOf(row: LeadRow): Lead {
  const { id, title, source, status, responsible, deal, reason, version } = row;
  return {
    id,
    title,
    source,
    contactDetails: row.contact_details,
    status,
    responsible,
    assignedAt: row.assigned_at,
    createdAt: row.created_at,
    dueAt: row.due_at,
    firstReactionAt: row.first_reaction_at,
    deal,
    reason,
    externalKey: row.external_key,
    version,
  };
}
