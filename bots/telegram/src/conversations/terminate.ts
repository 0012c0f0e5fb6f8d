import { type DealRef, type ProcessId, rejectionText } from '@dealroute/core';
import { type Button, inRows } from '../cards/action.js';
import { redrawBoard } from '../cards/show-card.js';
import { ask } from './ask.js';
import { drawDeal, lossReasonsOf } from './deal-card.js';
import type { Press, Reaction } from './press.js';

/** Early termination, as far as the person has said it. */
export interface TerminateWish {
  readonly process: ProcessId;
  readonly deal: DealRef;
  readonly reason?: string;
  readonly sure?: boolean;
  readonly comment?: string;
}

/** Asks for the reason, asks once more, then terminates. */
export async function terminate(press: Press, wish: TerminateWish): Promise<Reaction> {
  if (wish.reason === undefined) return askReason(press, wish);
  return wish.sure
    ? run(press, { ...wish, reason: wish.reason })
    : askOnceMore(press, { ...wish, reason: wish.reason });
}

/** Asks for a comment to it. */
export function askTerminationComment(
  press: Press,
  wish: TerminateWish & { readonly reason: string },
): Reaction {
  const { bot, partner, board } = press;
  const { process, deal, reason } = wish;
  const text = partner.reader.words.ask.terminateComment;
  const question = { for: 'terminateComment', process, deal, reason } as const;
  return { toast: '', after: () => ask(bot, partner, board, text, question) };
}

async function askReason(press: Press, { process, deal }: TerminateWish): Promise<Reaction> {
  const { bot, partner, board } = press;
  const { reader } = partner;
  const reasons = await lossReasonsOf(bot, process);
  if (reasons === null) {
    const text = reader.words.ask.terminateReasonText;
    return {
      toast: '',
      after: () => ask(bot, partner, board, text, { for: 'terminateReason', process, deal }),
    };
  }
  const each = reasons.map(
    ({ key, title }): Button => ({
      label: reader.label(title),
      action: { do: 'terminate', process, deal, reason: key },
    }),
  );
  return redrawing(press, deal, reader.words.ask.terminateReason, [...inRows(each), [back(press, deal)]]);
}

async function askOnceMore(
  press: Press,
  wish: TerminateWish & { readonly reason: string },
): Promise<Reaction> {
  const { bot, partner } = press;
  const { words } = partner.reader;
  const { process, deal, reason } = wish;
  const [snapshot] = await bot.host.readDeals([deal], bot.context);
  const known = (await lossReasonsOf(bot, process))?.find(({ key }) => key === reason);
  const why = known ? partner.reader.label(known.title) : reason;
  const minimal = partner.reader.settings.privacy === 'minimal';
  const note = words.ask.terminate((minimal ? undefined : snapshot?.title) ?? deal, why);
  return redrawing(press, deal, note, [
    [
      { label: words.buttons.yes, action: { do: 'terminate', process, deal, reason, sure: true } },
      back(press, deal),
    ],
    [{ label: words.buttons.withComment, action: { do: 'terminateComment', process, deal, reason } }],
  ]);
}

async function run(press: Press, wish: TerminateWish & { readonly reason: string }): Promise<Reaction> {
  const { bot, partner, board, key } = press;
  const { process, deal, reason, comment } = wish;
  const outcome = await bot.engine.terminateEarly({
    process,
    lossReason: reason,
    actor: partner.user.id,
    key,
    ...(comment !== undefined && { comment }),
  });
  const { words } = partner.reader;
  const after = async () => void (await redrawBoard(bot, board, await drawDeal(bot, partner, deal)));
  if (outcome.ok) return { toast: words.toasts.terminated, after };
  return { toast: rejectionText(outcome.rejection, words.locale), alert: true, after };
}

function redrawing(
  press: Press,
  deal: DealRef,
  note: string,
  rows: readonly (readonly Button[])[],
): Reaction {
  const { bot, partner, board } = press;
  const redraw = async () =>
    void (await redrawBoard(bot, board, await drawDeal(bot, partner, deal, { note, rows })));
  return { toast: '', after: redraw };
}

const back = ({ partner }: Press, deal: DealRef): Button => ({
  label: partner.reader.words.buttons.back,
  action: { do: 'backToDeal', deal },
});
