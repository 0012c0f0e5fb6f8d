import type { LossReason } from '@dealroute/core';
import { type Action, type Button, inRows, type Rows } from '../cards/action.js';
import { type CompleteWish, completeQuestion } from '../cards/complete-question.js';
import { redrawCard, redrawCopies } from '../cards/show-card.js';
import { ask } from './ask.js';
import { late, type Reaction, refusal, type TaskPress } from './press.js';

/** A result was pressed: what is still to be asked is asked, then the task is completed. */
export async function complete(press: TaskPress, wish: CompleteWish): Promise<Reaction> {
  const { facts } = press;
  if (facts.card.ended) return late(press);
  switch (completeQuestion(facts.card, facts.map, wish)) {
    case 'reason':
      return askReason(press, wish);
    case 'sure':
      return askOnceMore(press, wish);
    case 'comment':
      return askComment(press, wish);
    case null:
      return run(press, wish);
  }
}

async function run(press: TaskPress, wish: CompleteWish): Promise<Reaction> {
  const { bot, partner, facts, key } = press;
  const outcome = await bot.engine.completeTask({
    task: facts.card.id,
    actor: partner.user.id,
    key,
    ...(wish.result !== null && { result: wish.result }),
    ...(wish.reason !== undefined && { lossReason: wish.reason }),
    ...(wish.comment !== undefined && { comment: wish.comment }),
  });
  if (outcome.ok) {
    const toast = partner.reader.words.toasts.completed(titleOf(press, wish));
    return { toast, after: async () => void (await redrawCopies(bot, facts.card.id)) };
  }
  if (outcome.rejection.code === 'COMMENT_REQUIRED') return askComment(press, wish);
  if (outcome.rejection.code === 'LOSS_REASON_REQUIRED') return askReason(press, wish);
  return refusal(press, outcome.rejection);
}

function askComment(press: TaskPress, wish: CompleteWish): Reaction {
  const { bot, partner, board, facts } = press;
  const text = partner.reader.words.ask.comment(titleOf(press, wish));
  return {
    toast: '',
    after: async () => {
      await ask(bot, partner, board, text, { for: 'comment', wish });
      await redrawCard(bot, partner, board, facts);
    },
  };
}

function askReason(press: TaskPress, wish: CompleteWish): Reaction {
  const { bot, partner, board, facts } = press;
  const { words } = partner.reader;
  const reasons = facts.card.lossReasons;
  if (reasons === null) {
    const text = words.ask.reasonText(titleOf(press, wish));
    return { toast: '', after: () => ask(bot, partner, board, text, { for: 'reason', wish }) };
  }
  const choose = (reason: string): Action => ({ do: 'complete', result: wish.result, reason });
  const note = [titleOf(press, wish), words.ask.reason].filter((part) => part !== null).join(': ');
  return redrawWith(press, note, reasonRows(press, reasons, choose));
}

function askOnceMore(press: TaskPress, wish: CompleteWish): Reaction {
  const { reader } = press.partner;
  const { ask: words, buttons } = reader.words;
  const reason = press.facts.card.lossReasons?.find(({ key }) => key === wish.reason);
  const why = reason ? reader.label(reason.title) : (wish.reason ?? null);
  const { result, reason: key } = wish;
  const sure: Action = { do: 'complete', result, ...(key !== undefined && { reason: key }), sure: true };
  const note = words.sure(titleOf(press, wish) ?? buttons.complete, why);
  return redrawWith(press, note, [[{ label: buttons.yes, action: sure }, back(press)]]);
}

/** Buttons for reasons of a loss, and the way back. */
function reasonRows(
  press: Pick<TaskPress, 'partner'>,
  reasons: readonly LossReason[],
  choose: (reason: string) => Action,
): Rows {
  const { reader } = press.partner;
  const each = reasons.map(({ key, title }) => ({ label: reader.label(title), action: choose(key) }));
  return [...inRows(each), [back(press)]];
}

/** The way back to the card. */
export const back = ({ partner }: Pick<TaskPress, 'partner'>): Button => ({
  label: partner.reader.words.buttons.back,
  action: { do: 'card' },
});

/** Asks on the card itself, with these buttons in the place of its own. */
export function redrawWith({ bot, partner, board, facts }: TaskPress, note: string, rows: Rows): Reaction {
  return { toast: '', after: () => redrawCard(bot, partner, board, facts, { note, rows }) };
}

function titleOf({ facts, partner }: TaskPress, wish: CompleteWish): string | null {
  const result = facts.card.results.find(({ key }) => key === wish.result);
  return result ? partner.reader.label(result.title) : null;
}
