import type { Rejection } from '@dealroute/core';
import { rejectionText } from '@dealroute/core';
import type { Bot, Partner } from '../bot.js';
import type { KnownBoard } from '../cards/board-book.js';
import { endingWords, nameIn, resultTitle } from '../cards/card-ending.js';
import { type CardFacts, cardFacts } from '../cards/card-facts.js';
import { redrawCard, redrawCopies } from '../cards/show-card.js';

/** A pressed button whose person is known. */
export interface Press {
  readonly bot: Bot;
  readonly partner: Partner;
  readonly board: KnownBoard;
  /** A repetition of the press has the same one. */
  readonly key: string;
}

/** A pressed button on the card of a task. */
export interface TaskPress extends Press {
  readonly facts: CardFacts;
}

/** What a press leads to: the toast first, then what takes longer. */
export interface Reaction {
  readonly toast?: string;
  /** A window that the person closes. */
  readonly alert?: boolean;
  readonly after?: () => Promise<void>;
}

/** What a late person must know: how the task ended, by whom and when. */
export function truth(facts: CardFacts, { reader }: Partner): string {
  const { ended } = facts.card;
  const { words } = reader;
  const by = endingWords(facts, reader);
  if (ended?.as === 'withdrawn') return words.ended.withdrawn(by.when);
  if (ended?.as !== 'handedOver') return words.ended.alreadyCompleted(resultTitle(facts, reader), by);
  return words.ended.handedOver(facts.heir === null ? null : nameIn(facts.names, facts.heir, reader), by);
}

/** The answer to a press on a task that has ended: the truth, and every copy of the card as it is. */
export function late({ bot, partner, board, facts }: TaskPress): Reaction {
  return { toast: truth(facts, partner), alert: true, after: () => redrawWith(bot, partner, board, facts) };
}

/** Draws the pressed card, also when it was closed, and every other copy. */
async function redrawWith(bot: Bot, partner: Partner, board: KnownBoard, facts: CardFacts): Promise<void> {
  await redrawCard(bot, partner, board, facts);
  await redrawCopies(bot, facts.card.id);
}

/** The answer to a press that the engine refused: why, on the card too, with the link to where it is mended. */
export async function refusal(press: TaskPress, rejection: Rejection): Promise<Reaction> {
  const { bot, partner, board, facts } = press;
  const current = (await cardFacts(bot, facts.card.id)) ?? facts;
  if (current.card.ended) return late({ ...press, facts: current });
  const note = sentence(rejection, current, partner);
  return { toast: note, alert: true, after: () => redrawCard(bot, partner, board, current, { note }) };
}

/** A refusal in the person's words; steps of a checklist by their titles. */
function sentence(rejection: Rejection, facts: CardFacts, { reader }: Partner): string {
  const text = rejectionText(rejection, reader.words.locale);
  if (rejection.code !== 'CHECKLIST_OPEN') return text;
  const titles = rejection.steps.map((step) => {
    const title = facts.card.checklist.find(({ key }) => key === step)?.title;
    return `☐ ${title === undefined ? step : reader.label(title)}`;
  });
  return [text, ...titles].join('\n');
}
