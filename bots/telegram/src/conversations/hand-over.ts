import type { User, UserId } from '@dealroute/core';
import { findUser } from '../bot.js';
import { type Button, inRows, type Rows } from '../cards/action.js';
import { redrawCard, redrawCopies } from '../cards/show-card.js';
import { ask } from './ask.js';
import { back, redrawWith } from './complete.js';
import { late, type Reaction, refusal, type TaskPress } from './press.js';

const MOST_BUTTONS = 10;

/** "Hand over": the colleagues of the department, and the search for others. */
export async function chooseHeir(press: TaskPress): Promise<Reaction> {
  const { bot, partner, facts } = press;
  if (facts.card.ended) return late(press);
  const { words } = partner.reader;
  const colleagues = await bot.directory.colleagues(partner.user.id, null, bot.context);
  const some = without(colleagues, facts.card.assignee);
  const note = some.length === 0 ? words.ask.nobodyToHand : words.ask.toWhom;
  return redrawWith(press, note, heirRows(press, some));
}

/** Asks for a part of a name. */
export function searchHeir({ bot, partner, board }: TaskPress): Reaction {
  const text = partner.reader.words.ask.search;
  return { toast: '', after: () => ask(bot, partner, board, text, { for: 'search' }) };
}

/** Shows on the card who was found. */
export async function foundHeirs(press: TaskPress, query: string): Promise<Reaction> {
  const { bot, partner, board, facts } = press;
  if (facts.card.ended) return late(press);
  const { words } = partner.reader;
  const found = without(
    await bot.directory.colleagues(partner.user.id, query, bot.context),
    facts.card.assignee,
  );
  const note = found.length === 0 ? words.ask.nobodyFound(query) : words.ask.found(query);
  const redraw = () => redrawCard(bot, partner, board, facts, { note, rows: heirRows(press, found) });
  return { toast: note, after: redraw };
}

/** Asks once more before a task goes to somebody, with a comment if wished. */
export async function confirmHeir(press: TaskPress, to: UserId): Promise<Reaction> {
  if (press.facts.card.ended) return late(press);
  const { buttons, ask: words } = press.partner.reader.words;
  const heir = await findUser(press.bot, to);
  if (!heir?.active) return refusal(press, { code: heir ? 'PERSON_INACTIVE' : 'PERSON_UNKNOWN', user: to });
  const rows: Rows = [
    [{ label: buttons.handOver, action: { do: 'handOver', to } }],
    [{ label: buttons.withComment, action: { do: 'handOverComment', to } }, back(press)],
  ];
  return redrawWith(press, words.handOver(heir.name), rows);
}

/** Asks for the comment of a hand-over. */
export async function commentHeir({ bot, partner, board }: TaskPress, to: UserId): Promise<Reaction> {
  const heir = await findUser(bot, to);
  const text = partner.reader.words.ask.handOverComment(heir?.name ?? to);
  return { toast: '', after: () => ask(bot, partner, board, text, { for: 'handOver', to }) };
}

/** Hands the task over; the heir gets a card by a notice. */
export async function handOver(press: TaskPress, to: UserId, comment?: string): Promise<Reaction> {
  const { bot, partner, facts, key } = press;
  if (facts.card.ended) return late(press);
  const wish = { task: facts.card.id, to, actor: partner.user.id, key };
  const outcome = await bot.engine.handOverTask({ ...wish, ...(comment !== undefined && { comment }) });
  if (!outcome.ok) return refusal(press, outcome.rejection);
  const toast = partner.reader.words.toasts.handedOver((await findUser(bot, to))?.name ?? to);
  return { toast, after: async () => void (await redrawCopies(bot, facts.card.id)) };
}

function heirRows(press: TaskPress, people: readonly User[]): Rows {
  const { buttons } = press.partner.reader.words;
  const each = people
    .slice(0, MOST_BUTTONS)
    .map(({ id, name }): Button => ({ label: name, action: { do: 'heir', to: id } }));
  return [...inRows(each), [{ label: buttons.search, action: { do: 'search' } }, back(press)]];
}

const without = (people: readonly User[], holder: UserId | null): readonly User[] =>
  people.filter(({ id }) => id !== holder);
