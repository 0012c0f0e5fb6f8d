import { type Bot, findUser, type Partner } from '../bot.js';
import { Reader } from '../texts/reader.js';
import type { Words } from '../texts/words.js';
import type { Account } from './link-book.js';

/** Whose account it is, or the sentence for somebody who is nobody's. */
export async function welcome(
  bot: Bot,
  account: Account,
): Promise<{ partner: Partner } | { refused: string }> {
  const id = await bot.links.userOf(account.id);
  const user = id === undefined ? undefined : await findUser(bot, id);
  if (!user) return { refused: bot.fallback.linking.notLinked };
  const reader = new Reader(user, bot.settings);
  if (!user.active) return { refused: reader.words.linking.personInactive };
  return { partner: { user, chat: account.id, reader } };
}

/** The words for an account, also when its person can't be looked up at the moment. */
export async function wordsFor(bot: Bot, account: number): Promise<Words> {
  try {
    const owner = await bot.links.ownerOf(account);
    const user = owner === undefined ? undefined : await findUser(bot, owner);
    return user ? new Reader(user, bot.settings).words : bot.fallback;
  } catch {
    bot.logger.debug('A person could not be looked up; they are spoken to in the language of the bot.');
    return bot.fallback;
  }
}
