import type { Bot, Partner } from '../bot.js';
import { clipped, html } from '../texts/html.js';
import type { Question } from './prompt-book.js';

/** Asks for a text: a message that wants a reply, below the message whose button led to it. */
export async function ask(
  bot: Bot,
  { user, chat, reader }: Partner,
  board: { readonly token: string; readonly at: { readonly message: number } | null },
  text: string,
  question: Question,
): Promise<void> {
  const { field, howToCancel } = reader.words.ask;
  const replyTo = board.at ? { replyTo: board.at.message } : {};
  const sent = await bot.out.send(chat, {
    text: html`${clipped(text, 1_000)}\n<i>${howToCancel}</i>`,
    ask: field,
    ...replyTo,
  });
  await bot.prompts.put(sent.chat, sent.message, { user: user.id, board: board.token, question });
}
