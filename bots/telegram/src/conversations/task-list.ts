import type { Instant, TaskCard } from '@dealroute/core';
import type { Bot, Partner } from '../bot.js';
import type { Button, Rows, TaskListFilter } from '../cards/action.js';
import type { Drawn } from '../cards/draw-card.js';
import { redrawBoard, sendBoard } from '../cards/show-card.js';
import { clipped, html, lines } from '../texts/html.js';
import type { Press, Reaction } from './press.js';

const PER_PAGE = 5;
const MOST_LISTED = 500;
const MOST_COUNTED = 99;

/** `/tasks`: a person's open tasks in a message that is paged in place. */
export async function sendTaskList(bot: Bot, partner: Partner): Promise<void> {
  await sendBoard(bot, partner, { kind: 'list', task: null }, await drawTaskList(bot, partner, 'all', 0));
}

/** Another page or filter was pressed. */
export function turnTaskList(press: Press, filter: TaskListFilter, page: number): Reaction {
  const { bot, partner, board } = press;
  const after = async () =>
    void (await redrawBoard(bot, board, await drawTaskList(bot, partner, filter, page)));
  return { toast: '', after };
}

type Filtered = Readonly<Record<TaskListFilter, readonly TaskCard[]>>;

/** A page of a list, counted from 0. */
interface Page {
  readonly filter: TaskListFilter;
  readonly page: number;
  readonly pages: number;
}

async function drawTaskList(
  bot: Bot,
  partner: Partner,
  filter: TaskListFilter,
  wanted: number,
): Promise<Drawn> {
  const { items, next } = await bot.engine.myTasks(partner.user.id, { limit: MOST_LISTED });
  const now = bot.clock.now();
  const tasks = filtered(partner, items, now);
  const pages = Math.max(1, Math.ceil(tasks[filter].length / PER_PAGE));
  const page = Math.min(Math.max(wanted, 0), pages - 1);
  const shown = tasks[filter].slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const { list } = partner.reader.words;
  const text = lines(
    html`<b>${list.title(filter)}</b>`,
    shown.length === 0 && list.none,
    ...shown.map((card, i) => entry(partner, card, now, i + 1 + page * PER_PAGE)),
    pages > 1 && html`\n${list.page(page + 1, pages)}`,
    next !== null && list.restInCrm,
  );
  const turns = turnRows(partner, tasks, { filter, page, pages });
  return { text, rows: [...entryRows(partner, shown, page), ...turns] };
}

function filtered({ reader }: Partner, all: readonly TaskCard[], now: Instant): Filtered {
  const today = reader.day(now);
  return {
    today: all.filter(({ dueAt }) => dueAt !== null && reader.day(dueAt) === today),
    overdue: all.filter(({ overdue }) => overdue),
    all,
  };
}

function entry({ reader }: Partner, card: TaskCard, now: Instant, n: number) {
  const due = card.dueAt === null ? reader.words.card.noDeadline : reader.deadline(card.dueAt, now);
  const minimal = reader.settings.privacy === 'minimal';
  const deal = minimal ? card.deal : (card.dealSnapshot?.title ?? card.deal);
  const title = clipped(reader.label(card.title), 150);
  return html`\n${n}. <b>${title}</b>\n${clipped(deal, 150)}\n${card.overdue ? '❗ ' : ''}${due}`;
}

function entryRows({ reader }: Partner, shown: readonly TaskCard[], page: number): Rows {
  return shown.map(({ id, title }, i) => [
    { label: `${i + 1 + page * PER_PAGE}. ${reader.label(title)}`, action: { do: 'open', task: id } },
  ]);
}

function turnRows({ reader }: Partner, of: Filtered, { filter, page, pages }: Page): Rows {
  const { buttons } = reader.words;
  const turn = (label: string, to: number): Button => ({ label, action: { do: 'list', filter, page: to } });
  const choose = (name: TaskListFilter): Button => ({
    label: `${name === filter ? '· ' : ''}${buttons[name](count(of[name].length))}`,
    action: { do: 'list', filter: name, page: 0 },
  });
  const turns = [
    ...(page > 0 ? [turn(buttons.previous, page - 1)] : []),
    ...(page < pages - 1 ? [turn(buttons.next, page + 1)] : []),
  ];
  return [...(turns.length > 0 ? [turns] : []), [choose('today'), choose('overdue')], [choose('all')]];
}

const count = (n: number): string => (n > MOST_COUNTED ? `${MOST_COUNTED}+` : String(n));
