import type { Lead } from '@dealroute/core';
import type { Bot, Partner } from '../bot.js';
import type { Button } from '../cards/action.js';
import type { Drawn } from '../cards/draw-card.js';
import { redrawBoard, sendBoard } from '../cards/show-card.js';
import { html, lines } from '../texts/html.js';
import { leadTitle } from './lead-card.js';
import type { Press, Reaction } from './press.js';

const PER_PAGE = 5;
const MOST_LISTED = 200;

/** `/leads`: a person's open leads and those that nobody has, in a message that is paged in place. */
export async function sendLeadList(bot: Bot, partner: Partner): Promise<void> {
  await sendBoard(bot, partner, { kind: 'list', task: null }, await drawLeadList(bot, partner, 0));
}

/** Another page was pressed. */
export function turnLeadList({ bot, partner, board }: Press, page: number): Reaction {
  const after = async () => void (await redrawBoard(bot, board, await drawLeadList(bot, partner, page)));
  return { toast: '', after };
}

async function drawLeadList(bot: Bot, partner: Partner, wanted: number): Promise<Drawn> {
  const all = await leadsOf(bot, partner);
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const page = Math.min(Math.max(wanted, 0), pages - 1);
  const first = page * PER_PAGE;
  const shown = all.slice(first, first + PER_PAGE);
  const { leads, list, buttons } = partner.reader.words;
  const text = lines(
    html`<b>${leads.title}</b>`,
    shown.length === 0 && leads.none,
    ...shown.map((lead, i) => entry(bot, partner, lead, first + i + 1)),
    pages > 1 && html`\n${list.page(page + 1, pages)}`,
  );
  const rows = shown.map(({ id, ...lead }, i): Button[] => [
    {
      label: `${first + i + 1}. ${leadTitle({ id, ...lead }, partner.reader)}`,
      action: { do: 'lead', lead: id },
    },
  ]);
  const turn = (label: string, to: number): Button => ({ label, action: { do: 'leads', page: to } });
  const turns = [
    ...(page > 0 ? [turn(buttons.previous, page - 1)] : []),
    ...(page < pages - 1 ? [turn(buttons.next, page + 1)] : []),
  ];
  return { text, rows: turns.length > 0 ? [...rows, turns] : rows };
}

/** Those that wait for a reaction first, by their limits. */
async function leadsOf(bot: Bot, { user }: Partner): Promise<readonly Lead[]> {
  const page = { limit: MOST_LISTED };
  const [own, free] = await Promise.all([
    bot.engine.leads({ status: 'active', responsible: user.id }, page),
    bot.engine.leads({ status: 'active', responsible: null }, page),
  ]);
  const waits = ({ status }: Lead) => Number(status !== 'open');
  return [...own.items, ...free.items].sort((a, b) => waits(a) - waits(b) || a.dueAt - b.dueAt);
}

function entry(bot: Bot, { reader }: Partner, lead: Lead, n: number) {
  const now = bot.clock.now();
  const { card, leads } = reader.words;
  const isLate = lead.status === 'open' && lead.dueAt < now;
  const due =
    lead.status === 'open' ? leads.reactBy(reader.deadline(lead.dueAt, now)) : leads.statuses[lead.status];
  const free = lead.responsible === null ? ` · ${card.responsible(card.nobody)}` : '';
  return html`\n${n}. <b>${leadTitle(lead, reader)}</b>\n${isLate ? '❗ ' : ''}${due}${free}`;
}
