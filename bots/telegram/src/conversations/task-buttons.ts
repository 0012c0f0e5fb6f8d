import { type Outcome, type Receipt, type RejectionOf, rejectionText } from '@dealroute/core';
import { cardFacts } from '../cards/card-facts.js';
import { redrawCard, redrawCopies } from '../cards/show-card.js';
import { ask } from './ask.js';
import { back, redrawWith } from './complete.js';
import { late, type Reaction, refusal, type TaskPress } from './press.js';

/** A checklist step was pressed; one that wants a comment asks for it. */
export async function completeStep(press: TaskPress, step: string, comment?: string): Promise<Reaction> {
  const { bot, partner, board, facts, key } = press;
  if (facts.card.ended) return late(press);
  const found = facts.card.checklist.find((each) => each.key === step);
  if (found?.evidence?.kind === 'comment' && comment === undefined && !facts.done.includes(step)) {
    const text = partner.reader.words.ask.step(partner.reader.label(found.title));
    return { toast: '', after: () => ask(bot, partner, board, text, { for: 'step', step }) };
  }
  const wish = { task: facts.card.id, step, actor: partner.user.id, key };
  const outcome = await bot.engine.completeStep({ ...wish, ...(comment !== undefined && { comment }) });
  if (
    !outcome.ok &&
    outcome.rejection.code === 'EVIDENCE_MISSING' &&
    outcome.rejection.evidence === 'contact'
  ) {
    return offerContact(press, outcome.rejection);
  }
  return settled(press, outcome, partner.reader.words.toasts.stepDone);
}

/** "Take": an atomic claim. */
export async function claim(press: TaskPress): Promise<Reaction> {
  const { bot, partner, facts, key } = press;
  if (facts.card.ended) return late(press);
  const outcome = await bot.engine.claimTask({ task: facts.card.id, actor: partner.user.id, key });
  return settled(press, outcome, partner.reader.words.toasts.taken);
}

/** "Give back": the task is offered to its candidates again. */
export async function release(press: TaskPress): Promise<Reaction> {
  const { bot, partner, facts, key } = press;
  if (facts.card.ended) return late(press);
  const outcome = await bot.engine.releaseTask({ task: facts.card.id, actor: partner.user.id, key });
  return settled(press, outcome, partner.reader.words.toasts.givenBack);
}

/** Draws the pressed card and its copies as things stand after a command that did not end the task. */
async function settled(press: TaskPress, outcome: Outcome<Receipt>, toast: string): Promise<Reaction> {
  const { bot, partner, board, facts } = press;
  if (!outcome.ok) return refusal(press, outcome.rejection);
  const after = async () => {
    const current = await cardFacts(bot, facts.card.id);
    if (current) await redrawCard(bot, partner, board, current);
    await redrawCopies(bot, facts.card.id);
  };
  return { toast, after };
}

/** The step wants a contact: says so, with the button that registers one. */
function offerContact(press: TaskPress, rejection: RejectionOf<'EVIDENCE_MISSING'>): Reaction {
  const { facts, partner } = press;
  const { locale, buttons } = partner.reader.words;
  const { direction, channel } = rejection;
  const of = { deal: facts.card.deal };
  const wish = { of, ...(direction && { direction }), ...(channel && { channel }) };
  const note = rejectionText(rejection, locale);
  const rows = [[{ label: buttons.contact, action: { do: 'contact', ...wish } as const }, back(press)]];
  return { ...redrawWith(press, note, rows), toast: note, alert: true };
}
