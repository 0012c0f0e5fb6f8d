import type { Instant, Notice, OverdueDigestDetails, OverdueTask, TaskCard } from '@dealroute/core';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { clipped, type Html, html, messagesOf } from '../texts/html.js';
import { digestLeadLines } from './lead-notices.js';

/** What brings a notice: messages to be sent one after the other. */
export type Messages = readonly (() => Promise<void>)[];

/** The digest of overdue tasks, by person and deal, and of leads without a reaction: one message, or as many as its lines need. */
export async function digestMessages(bot: Bot, partner: Partner, notice: Notice): Promise<Messages> {
  const { total, tasks } = notice.details as unknown as OverdueDigestDetails;
  const more = total - tasks.length;
  const { notices } = partner.reader.words;
  const texts = messagesOf([
    ...(total > 0 ? [html`<b>${notices.digest(total)}</b>`] : []),
    ...(await groupLines(bot, partner, tasks)),
    ...(more > 0 ? [html`\n${notices.digestMore(more)}`] : []),
    ...(await digestLeadLines(bot, partner, notice)),
  ]);
  return texts.map((text) => async () => void (await bot.out.send(partner.chat, { text })));
}

async function groupLines(bot: Bot, partner: Partner, tasks: readonly OverdueTask[]): Promise<Html[]> {
  const { reader } = partner;
  const names = await namesOf(
    bot,
    tasks.map(({ assignee }) => assignee),
  );
  const cards = new Map<string, TaskCard | undefined>();
  for (const { task } of tasks) cards.set(task, await bot.engine.task(task));
  const now = bot.clock.now();
  const minimal = reader.settings.privacy === 'minimal';
  const all: Html[] = [];
  for (const [assignee, theirs] of grouped(tasks, (task) => task.assignee)) {
    const name = assignee === null ? reader.words.card.nobody : (names.get(assignee) ?? assignee);
    all.push(minimal ? html`` : html`\n<b>${clipped(name, 100)}</b>`);
    for (const [deal, some] of grouped(theirs, (task) => task.deal)) {
      const title = minimal ? undefined : cards.get(some[0]?.task ?? '')?.dealSnapshot?.title;
      all.push(dealLine(partner, deal, title ?? deal));
      for (const task of some) all.push(taskLine(partner, task, cards.get(task.task), now));
    }
  }
  return all;
}

function dealLine({ reader }: Partner, deal: string, title: string): Html {
  const url = reader.settings.dealUrl?.(deal);
  const shown = clipped(title, 150);
  return url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a href="${url}">${shown}</a>`
    : html`${shown}`;
}

function taskLine({ reader }: Partner, task: OverdueTask, card: TaskCard | undefined, now: Instant): Html {
  const title = card ? reader.label(card.title) : task.task;
  const late = reader.words.card.overdueBy(reader.words.time.span(now - task.deadline));
  return html`• ${clipped(title, 150)}: ${late}`;
}

/** Groups in the order in which each first occurs. */
function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
