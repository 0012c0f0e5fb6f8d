import type { Notice } from '@dealroute/core';
import { saying } from '../api/outbound.js';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { nameIn } from '../cards/card-ending.js';
import { type CardFacts, cardFacts, roleOf } from '../cards/card-facts.js';
import { redrawCopies, sendCard } from '../cards/show-card.js';
import { clipped } from '../texts/html.js';

/** A task for the person, or one that they may take. */
export async function newTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const facts = await factsOf(bot, notice);
  const { notices, card } = partner.reader.words;
  if (!facts) return say(bot, partner, notices.task(dealOf(notice)));
  // Delivered late: somebody else has it, or it has ended.
  if (facts.card.ended || roleOf(facts.card, partner.user.id) === 'watcher') return;
  await sendCard(bot, partner, facts, { head: notice.kind === 'taskOffered' ? card.offered : card.newTask });
}

/** The task ended, or another candidate took it: the cards say so; who has none gets a sentence, unless they did it. */
export async function closedTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const known = await hasCard(bot, partner, notice);
  if (notice.task !== undefined) await redrawCopies(bot, notice.task);
  if (known || notice.details.by === partner.user.id) return;
  const facts = await factsOf(bot, notice);
  await say(bot, partner, partner.reader.words.notices.taskClosed(titleOf(partner, notice, facts)));
}

/** The task went to another person; whoever did that themselves has been told. */
export async function handedOverTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  if (notice.task !== undefined) await redrawCopies(bot, notice.task);
  const facts = await factsOf(bot, notice);
  if (facts?.card.ended?.by === partner.user.id && (await hasCard(bot, partner, notice))) return;
  const to = facts?.heir ?? (typeof notice.details.to === 'string' ? notice.details.to : null);
  const heir = to === null ? null : nameIn(await namesOf(bot, [to]), to, partner.reader);
  await say(bot, partner, partner.reader.words.notices.taskHandedOver(titleOf(partner, notice, facts), heir));
}

/** Nobody fits a task: an admin gives it to somebody. */
export async function unassignedTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const facts = await factsOf(bot, notice);
  const head = partner.reader.words.notices.taskUnassigned(titleOf(partner, notice, facts));
  if (!facts) return say(bot, partner, head);
  if (facts.card.ended || facts.card.assignee !== null) return;
  await sendCard(bot, partner, facts, { kind: 'watch', head });
}

/** The process waits, or goes on: the cards say so, and so does a sentence, unless the person did it. */
export async function pausedTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  if (notice.task !== undefined) await redrawCopies(bot, notice.task);
  if (notice.details.by === partner.user.id) return;
  const facts = await factsOf(bot, notice);
  if (facts?.card.ended) return;
  const { notices } = partner.reader.words;
  const title = titleOf(partner, notice, facts);
  if (notice.kind === 'taskSuspended') return say(bot, partner, notices.taskSuspended(title));
  const { reader } = partner;
  const due = facts?.card.dueAt ?? null;
  const until = due === null || !facts ? null : reader.deadline(due, facts.now);
  await say(bot, partner, notices.taskResumed(title, until));
}

/** A rung of the reminder ladder: the card anew for who has the task, who and how late for those above. */
export async function overdueTask(bot: Bot, partner: Partner, notice: Notice): Promise<void> {
  const facts = await factsOf(bot, notice);
  const { deadline, as, assignee } = notice.details;
  const now = bot.clock.now();
  const due = typeof deadline === 'number' ? deadline : (facts?.card.dueAt ?? now);
  const { words } = partner.reader;
  const span = words.time.span(Math.abs(now - due));
  const own = due > now ? words.notices.reminderAhead(span) : words.notices.reminder(span);
  if (!facts) return say(bot, partner, `${own}: ${words.notices.task(dealOf(notice))}`);
  if (facts.card.ended) return;
  if (as === 'assignee') return sendCard(bot, partner, facts, { head: own });
  const holder = facts.card.assignee ?? (typeof assignee === 'string' ? assignee : null);
  const who = holder === null ? words.card.nobody : nameIn(facts.names, holder, partner.reader);
  const head = due > now || who === null ? own : words.notices.lateWithOther(who, span);
  await sendCard(bot, partner, facts, { kind: 'watch', head });
}

const factsOf = async (bot: Bot, { task }: Notice): Promise<CardFacts | undefined> =>
  task === undefined ? undefined : cardFacts(bot, task);

async function hasCard(bot: Bot, { user }: Partner, { task }: Notice): Promise<boolean> {
  if (task === undefined) return false;
  return (await bot.boards.copiesOf(task)).some((copy) => copy.user === user.id);
}

const titleOf = ({ reader }: Partner, notice: Notice, facts: CardFacts | undefined): string =>
  clipped(facts ? reader.label(facts.card.title) : dealOf(notice), 300);

const dealOf = ({ deal }: Notice): string => deal ?? '…';

async function say(bot: Bot, { chat }: Partner, text: string): Promise<void> {
  await bot.out.send(chat, saying(text));
}
