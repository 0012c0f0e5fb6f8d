import { CONTACT_CHANNELS, CONTACT_DIRECTIONS } from '@dealroute/domain';
import { z } from 'zod';
import { actor, id } from './requests.js';
import { timeLimit } from './time-limit.js';

/** Of a deal or of a lead. */
export const registerContactRequest = z
  .strictObject({
    deal: id.optional(),
    lead: id.optional(),
    direction: z.enum(CONTACT_DIRECTIONS),
    channel: z.enum(CONTACT_CHANNELS),
    at: z.int().optional(),
    by: id.optional(),
    summary: z.string().optional(),
    externalKey: id.optional(),
    actor,
  })
  .refine(({ deal, lead }) => (deal === undefined) !== (lead === undefined), {
    message: 'expected either a deal or a lead',
    path: ['deal'],
  })
  .refine((wish) => wish.by === undefined || wish.actor === null, {
    message: 'expected only from the host: a person registers their own contacts',
    path: ['by'],
  });
export const contactFilter = z.strictObject({
  deal: id.optional(),
  lead: id.optional(),
  direction: z.enum(CONTACT_DIRECTIONS).optional(),
  channel: z.enum(CONTACT_CHANNELS).optional(),
  externalKey: id.optional(),
  since: z.int().optional(),
});
export const registerLeadRequest = z.strictObject({
  title: z.string().trim().min(1).max(200),
  source: id,
  contactDetails: z.string().optional(),
  responsible: id.nullable().optional(),
  reactWithin: timeLimit.optional(),
  externalKey: id.optional(),
  actor,
});
export const assignLeadRequest = z.strictObject({ lead: id, to: id, actor });
export const reactToLeadRequest = z.strictObject({ lead: id, note: z.string(), actor });
export const convertLeadRequest = z.strictObject({ lead: id, deal: id, map: id.optional(), actor });
export const discardLeadRequest = z.strictObject({ lead: id, reason: z.string(), actor });
export const nextActionRequest = z.strictObject({ deal: id, actor: actor.optional() });
export const leadFilter = z.strictObject({
  status: z.enum(['open', 'inWork', 'converted', 'discarded', 'active']).optional(),
  responsible: id.nullable().optional(),
  dueBefore: z.int().optional(),
});

export type RegisterContactRequest = z.input<typeof registerContactRequest>;
export type RegisterLeadRequest = z.input<typeof registerLeadRequest>;
export type AssignLeadRequest = z.input<typeof assignLeadRequest>;
export type ReactToLeadRequest = z.input<typeof reactToLeadRequest>;
export type ConvertLeadRequest = z.input<typeof convertLeadRequest>;
export type DiscardLeadRequest = z.input<typeof discardLeadRequest>;
export type NextActionRequest = z.input<typeof nextActionRequest>;
