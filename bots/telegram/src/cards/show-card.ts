import type { TaskId } from '@dealroute/core';
import { type Bot, type Partner, partnerOf, reaching } from '../bot.js';
import type { KnownBoard } from './board-book.js';
import { isOver } from './card-ending.js';
import { type CardFacts, cardFacts } from './card-facts.js';
import { type Drawn, type DrawOptions, drawCard } from './draw-card.js';

type Extra = Pick<DrawOptions, 'head' | 'note' | 'rows'>;
type CardKind = DrawOptions['kind'];

/** Sends a message with buttons. */
export async function sendBoard(
  bot: Bot,
  { user, chat }: Partner,
  board: Pick<KnownBoard, 'kind' | 'task'>,
  { text, rows }: Drawn,
): Promise<void> {
  const known = await bot.boards.open({ user: user.id, ...board });
  const keyboard = await bot.boards.bind(known, rows);
  await bot.boards.sent(known, await bot.out.send(chat, { text, keyboard }));
}

/** Draws a message with buttons anew, in place. False when the message is gone. */
export async function redrawBoard(bot: Bot, board: KnownBoard, { text, rows }: Drawn): Promise<boolean> {
  if (!board.at) return false;
  const keyboard = await bot.boards.bind(board, rows);
  return bot.out.edit(board.at, { text, keyboard });
}

/** Sends the card of a task as a message of its own. */
export async function sendCard(
  bot: Bot,
  partner: Partner,
  facts: CardFacts,
  { kind = 'card', ...extra }: Extra & { readonly kind?: CardKind } = {},
): Promise<void> {
  const { user, reader } = partner;
  const drawn = drawCard(facts, { user: user.id, reader, kind, ...extra });
  await sendBoard(bot, partner, { kind, task: facts.card.id }, drawn);
}

/** Draws one card anew. */
export async function redrawCard(
  bot: Bot,
  { user, reader }: Partner,
  board: KnownBoard,
  facts: CardFacts,
  extra: Extra = {},
): Promise<void> {
  const kind = board.kind === 'watch' ? 'watch' : 'card';
  await redrawBoard(bot, board, drawCard(facts, { user: user.id, reader, kind, ...extra }));
  if (isOver(facts, user.id)) await bot.boards.close(board);
}

/** Draws every copy of a task's card as things stand; how many were not closed before. */
export async function redrawCopies(bot: Bot, task: TaskId): Promise<number> {
  const copies = (await bot.boards.copiesOf(task)).filter(({ closed }) => !closed);
  const facts = copies.length === 0 ? undefined : await cardFacts(bot, task);
  if (!facts) return 0;
  for (const copy of copies) {
    const partner = await partnerOf(bot, copy.user);
    // A copy in a former account of the person is out of reach.
    if (partner && partner.chat === copy.at?.chat)
      await reaching(bot, partner, () => redrawCard(bot, partner, copy, facts));
  }
  return copies.length;
}
