import { CONTACT_CHANNELS, CONTACT_DIRECTIONS } from '@dealroute/core';
import { z } from 'zod';
import { dealOfLead, readClients } from '../crm/deals.js';
import { leadsPage } from '../pages/leads.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const text = z.string().trim().max(10_000);
const contactForm = z.object({
  direction: z.enum(CONTACT_DIRECTIONS),
  channel: z.enum(CONTACT_CHANNELS),
  summary: text,
});
const leadForm = z.object({
  title: z.string().trim().min(1).max(200),
  source: z.string().min(1).max(64),
  contactDetails: text,
  responsible: z.string().max(64),
});
const convertForm = z.object({
  title: z.string().trim().min(1).max(120),
  client: z.coerce.number().int(),
  amount: z.coerce.number().int().min(1).max(1_000_000_000),
});
const nothing = z.object({});

/** Contacts with clients, and leads. */
export function clientRoutes({ get, post, office }: Routes): void {
  const engine = office.engine.through('web');
  get('/leads', (reader) => leadsPage(office, reader));
  post('/deals/:id/contacts', contactForm, async (form, { id: deal }, reader) =>
    answerOf(await engine.registerContact({ deal, ...form, actor: reader.me.id }), reader),
  );
  post('/leads/:id/contacts', contactForm, async (form, { id: lead }, reader) =>
    answerOf(await engine.registerContact({ lead, ...form, actor: reader.me.id }), reader),
  );
  post('/leads', leadForm, async ({ responsible, ...form }, _, reader) => {
    const wish = { ...form, responsible: responsible || null, actor: reader.me.id };
    return answerOf(await engine.registerLead(wish), reader);
  });
  post('/leads/:id/take', nothing, async (_, { id: lead }, reader) => {
    const { id } = reader.me;
    return answerOf(await engine.assignLead({ lead, to: id, actor: id }), reader);
  });
  post('/leads/:id/note', z.object({ note: text }), async ({ note }, { id: lead }, reader) =>
    answerOf(await engine.reactToLead({ lead, note, actor: reader.me.id }), reader),
  );
  post('/leads/:id/discard', z.object({ reason: text }), async ({ reason }, { id: lead }, reader) =>
    answerOf(await engine.discardLead({ lead, reason, actor: reader.me.id }), reader),
  );
  post('/leads/:id/convert', convertForm, (form, { id }, reader) => convert(office, id, form, reader));
}

/** The deal is its reader's; its process starts by itself, as with any other deal. */
async function convert(
  { db, engine, clock }: Office,
  lead: string,
  form: z.output<typeof convertForm>,
  reader: Reader,
): Promise<Answer> {
  const clients = await readClients(db);
  if (!clients.some(({ id }) => id === form.client)) return refusedWith(reader.t.errors.form);
  const made = { ...form, responsible: reader.me.id, by: reader.me.id, at: clock.now() };
  const outcome = await dealOfLead(db, engine.through('web'), lead, made);
  return outcome.ok ? { ok: true, go: `/deals/${outcome.value}` } : answerOf(outcome, reader);
}
