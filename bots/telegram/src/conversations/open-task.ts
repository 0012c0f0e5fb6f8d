import type { TaskId } from '@dealroute/core';
import type { Bot, Partner } from '../bot.js';
import { type CardFacts, cardFacts } from '../cards/card-facts.js';
import { sendCard } from '../cards/show-card.js';
import { permits } from '../permits.js';
import { type Press, type Reaction, truth } from './press.js';

/** "Open" in a list or a reminder: the card of a task as a message of its own. */
export async function openTask({ bot, partner }: Press, task: TaskId): Promise<Reaction> {
  const { toasts } = partner.reader.words;
  const facts = await cardFacts(bot, task);
  if (!facts) return { toast: toasts.buttonOld, alert: true };
  if (!(await maySee(bot, partner, facts))) return { toast: toasts.notYours, alert: true };
  if (facts.card.ended) return { toast: truth(facts, partner), alert: true };
  return { toast: '', after: () => sendCard(bot, partner, facts) };
}

/** Those who work on a task, who may take it, who look after it, and who owns its deal. */
async function maySee(bot: Bot, { user }: Partner, { card, map }: CardFacts): Promise<boolean> {
  if (card.assignee === user.id || card.candidates.includes(user.id)) return true;
  const deal = card.dealSnapshot;
  if (!deal || !map) return false;
  return deal.responsible === user.id || permits(bot, user, 'CompleteTask', { map, deal, task: card });
}
