import type { Lead } from '@dealroute/core';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { type Button, inRows, type Rows } from '../cards/action.js';
import type { Drawn } from '../cards/draw-card.js';
import { clipped, html, lines } from '../texts/html.js';
import type { Reader } from '../texts/reader.js';

/** Draws a lead: who wants what, until when somebody must react, and what may be pressed. */
export async function drawLead(
  bot: Bot,
  { reader }: Partner,
  lead: Lead,
  { head, note }: { readonly head?: string; readonly note?: string } = {},
): Promise<Drawn> {
  const { card, leads } = reader.words;
  const minimal = reader.settings.privacy === 'minimal';
  const { responsible, contactDetails, status } = lead;
  const [names, words] = await Promise.all([
    namesOf(bot, [responsible]),
    contactDetails === null || minimal ? new Map<string, string>() : bot.engine.texts([contactDetails]),
  ]);
  const who = responsible === null ? card.nobody : (names.get(responsible) ?? responsible);
  const details = words.get(contactDetails ?? '');
  const text = lines(
    head !== undefined && html`<i>${clipped(head, 300)}</i>`,
    html`<b>${leadTitle(lead, reader)}</b>`,
    !minimal && leads.source(clipped(lead.source, 100)),
    details !== undefined && clipped(details, 1_000),
    !minimal && card.responsible(clipped(who, 100)),
    status === 'open' && leads.reactBy(reader.deadline(lead.dueAt, bot.clock.now())),
    html`<b>${leads.statuses[status]}</b>`,
    note !== undefined && html`\n⚠️ ${clipped(note, 400)}`,
  );
  return { text, rows: buttons(lead, reader) };
}

/** What a lead is called; where nothing may leave the CRM, the end of its id. */
export const leadTitle = ({ id, title }: Lead, { settings, words }: Reader): string =>
  settings.privacy === 'minimal' ? words.leads.nameless(id.slice(-6)) : clipped(title, 200);

/** A lead that nobody has is taken first; whether one may do the rest, the engine says. */
function buttons({ id: lead, status, responsible }: Lead, { words }: Reader): Rows {
  if (status === 'converted' || status === 'discarded') return [];
  const { buttons: labels } = words;
  if (responsible === null) return [[{ label: labels.take, action: { do: 'takeLead', lead } }]];
  const contact: Button = { label: labels.contact, action: { do: 'contact', of: { lead } } };
  return inRows([contact, { label: labels.discard, action: { do: 'discardLead', lead } }]);
}
