import type { CardFacts } from '../cards/card-facts.js';
import { complete } from './complete.js';
import { registerContact } from './contact.js';
import { foundHeirs, handOver } from './hand-over.js';
import { discardLead } from './lead-buttons.js';
import type { Press, Reaction, TaskPress } from './press.js';
import type { Question } from './prompt-book.js';
import { completeStep } from './task-buttons.js';
import { terminate } from './terminate.js';

const LONGEST_REASON = 200;
const LONGEST_QUERY = 100;

/** What an answer led to, and whether its question stays open for another one. */
export interface Answered {
  readonly reaction: Reaction;
  readonly keep: boolean;
}

/** The person has answered a question of the bot. */
export async function answer(
  press: Press,
  facts: CardFacts | undefined,
  question: Question,
  text: string,
): Promise<Answered> {
  if (question.for === 'terminateReason' || question.for === 'terminateComment') {
    const { process, deal } = question;
    const said =
      question.for === 'terminateReason'
        ? { reason: text.slice(0, LONGEST_REASON) }
        : { reason: question.reason, comment: text, sure: true };
    return answered(await terminate(press, { process, deal, ...said }));
  }
  if (question.for === 'contact') return answered(await registerContact(press, question.wish, text));
  if (question.for === 'discardLead') return answered(await discardLead(press, question.lead, text));
  if (!facts) return answered({ toast: press.partner.reader.words.ask.tooLate });
  return answered(await answerOnTask({ ...press, facts }, question, text), facts.card.ended === null);
}

function answerOnTask(
  press: TaskPress,
  question: Exclude<Question, { for: 'terminateReason' | 'terminateComment' | 'contact' | 'discardLead' }>,
  text: string,
): Promise<Reaction> {
  switch (question.for) {
    case 'comment':
      return complete(press, { ...question.wish, comment: text });
    case 'reason':
      return complete(press, { ...question.wish, reason: text.slice(0, LONGEST_REASON) });
    case 'step':
      return completeStep(press, question.step, text);
    case 'search':
      return foundHeirs(press, text.slice(0, LONGEST_QUERY));
    case 'handOver':
      return handOver(press, question.to, text);
  }
}

/** A refusal comes as an alert: what it names can be mended, and the question answered again. */
const answered = (reaction: Reaction, mendable = false): Answered => ({
  reaction,
  keep: mendable && reaction.alert === true,
});
