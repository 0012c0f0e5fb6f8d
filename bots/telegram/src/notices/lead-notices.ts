import type { Lead, Notice, OverdueDigestDetails } from '@dealroute/core';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { nameIn } from '../cards/card-ending.js';
import { sendBoard } from '../cards/show-card.js';
import { drawLead, leadTitle } from '../conversations/lead-card.js';
import { clipped, type Html, html } from '../texts/html.js';

/** A lead for the person, or one that nobody has. */
export async function newLead(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const lead = await leadOf(bot, notice);
  const { leads } = partner.reader.words;
  const wanted = notice.kind === 'leadAssigned' ? partner.user.id : null;
  // Delivered late: somebody else has it.
  if (lead?.responsible === wanted)
    await show(bot, partner, lead, wanted === null ? leads.unassigned : leads.assigned);
}

/** A rung of the reminder ladder: nobody has reacted to a lead. */
export async function overdueLead(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const lead = await leadOf(bot, notice);
  if (lead?.status !== 'open') return;
  const { reader, user } = partner;
  const { responsible, dueAt } = lead;
  const span = reader.words.time.span(Math.max(0, bot.clock.now() - dueAt));
  const names = await namesOf(bot, [responsible]);
  const who = responsible === null ? reader.words.card.nobody : nameIn(names, responsible, reader);
  const { overdue, overdueOf } = reader.words.leads;
  const head = responsible === user.id || who === null ? overdue(span) : overdueOf(who, span);
  await show(bot, partner, lead, head);
}

/** The part of a digest that is about leads; nothing where all have had a reaction. */
export async function digestLeadLines(bot: Bot, partner: Partner, notice: Notice): Promise<Html[]> {
  const details = notice.details as unknown as Partial<OverdueDigestDetails>;
  const { leads: listed = [], totalLeads = 0 } = details;
  if (totalLeads === 0) return [];
  const { reader } = partner;
  const { leads: words, card, time } = reader.words;
  const now = bot.clock.now();
  const all: Html[] = [html`${details.total ? '\n' : ''}<b>${words.digest(totalLeads)}</b>`];
  for (const { lead: id, deadline } of listed) {
    const lead = await bot.engine.lead(id);
    const late = card.overdueBy(time.span(now - deadline));
    all.push(html`• ${clipped(lead ? leadTitle(lead, reader) : id, 150)}: ${late}`);
  }
  const more = totalLeads - listed.length;
  return more > 0 ? [...all, html`\n${words.digestMore(more)}`] : all;
}

const leadOf = async (bot: Bot, { lead }: Notice): Promise<Lead | undefined> =>
  lead === undefined ? undefined : bot.engine.lead(lead);

async function show(bot: Bot, partner: Partner, lead: Lead, head: string): Promise<void> {
  const drawn = await drawLead(bot, partner, lead, { head });
  await sendBoard(bot, partner, { kind: 'lead', task: null }, drawn);
}
