import type { Lead, LeadEntry, LeadWrite } from '@dealroute/core';
import { HOUR, T0 } from './samples.js';

const REGISTERED: LeadEntry = {
  n: 1,
  at: T0,
  actor: 'ann',
  source: 'api',
  event: { type: 'LeadRegistered', responsible: 'ann', dueAt: T0 + HOUR },
};

/** The write that registers a lead. */
export const leadOf = (id: string, rest: Partial<Lead> = {}): LeadWrite => ({
  lead: {
    id,
    title: `Lead ${id}`,
    source: 'website',
    contactDetails: null,
    status: 'open',
    responsible: 'ann',
    assignedAt: T0,
    createdAt: T0,
    dueAt: T0 + HOUR,
    firstReactionAt: null,
    deal: null,
    reason: null,
    externalKey: null,
    version: 1,
    ...rest,
  },
  entry: REGISTERED,
  texts: [],
});

/** The write after another one. */
export function nextOf({ lead }: LeadWrite, rest: Partial<Lead>, event?: LeadEntry['event']): LeadWrite {
  const n = lead.version + 1;
  const what = event ?? { type: 'LeadContacted', contact: `c-${n}` };
  return {
    lead: { ...lead, ...rest, version: n },
    entry: { n, at: T0 + n, actor: null, source: 'telegram', event: what },
    texts: [],
  };
}
