import { type Lead, type LeadId, type Outcome, rejectionText } from '@dealroute/core';
import { redrawBoard, sendBoard } from '../cards/show-card.js';
import { ask } from './ask.js';
import { drawLead } from './lead-card.js';
import type { Press, Reaction } from './press.js';

/** A lead was chosen from the list: it comes as a message of its own. */
export async function openLead({ bot, partner }: Press, id: LeadId): Promise<Reaction> {
  const lead = await bot.engine.lead(id);
  if (!lead) return { toast: partner.reader.words.toasts.buttonOld, alert: true };
  const drawn = await drawLead(bot, partner, lead);
  return { toast: '', after: () => sendBoard(bot, partner, { kind: 'lead', task: null }, drawn) };
}

/** "Take": of those who press at once one gets it. */
export async function takeLead(press: Press, lead: LeadId): Promise<Reaction> {
  const { bot, partner } = press;
  const { id } = partner.user;
  const outcome = await bot.engine.assignLead({ lead, to: id, actor: id });
  return settled(press, lead, outcome, partner.reader.words.leads.taken);
}

/** "Discard": asks why. */
export function askDiscardReason({ bot, partner, board }: Press, lead: LeadId): Reaction {
  const text = partner.reader.words.leads.discardReason;
  return { toast: '', after: () => ask(bot, partner, board, text, { for: 'discardLead', lead }) };
}

export async function discardLead(press: Press, lead: LeadId, reason: string): Promise<Reaction> {
  const { bot, partner } = press;
  const outcome = await bot.engine.discardLead({ lead, reason, actor: partner.user.id });
  return settled(press, lead, outcome, partner.reader.words.leads.discarded);
}

/** Draws the lead as it is after a command, or as it was found. */
async function settled(
  { bot, partner, board }: Press,
  id: LeadId,
  outcome: Outcome<Lead>,
  toast: string,
): Promise<Reaction> {
  const after = async () => {
    const lead = await bot.engine.lead(id);
    if (lead) await redrawBoard(bot, board, await drawLead(bot, partner, lead));
  };
  if (outcome.ok) return { toast, after };
  return { toast: rejectionText(outcome.rejection, partner.reader.words.locale), alert: true, after };
}
