import { ApiError } from '../api/api-error.js';
import { saying } from '../api/outbound.js';
import { type Bot, unreachable } from '../bot.js';
import { greet } from '../links/start-command.js';
import { wordsFor } from '../links/welcome.js';
import type { Incoming } from '../updates/incoming.js';
import { onPress } from './on-press.js';
import { onText } from './on-text.js';

/** Treats one update. Throws when it is worth trying again. */
export async function treat(bot: Bot, incoming: Incoming): Promise<void> {
  try {
    await treatNow(bot, incoming);
  } catch (error) {
    if (!ApiError.is(error, 'chatGone')) throw error;
    await block(bot, incoming.chat);
  }
}

/** The last word about an update that could not be treated, as far as it can still be said. */
export async function giveUp(bot: Bot, incoming: Incoming): Promise<void> {
  if (incoming.kind !== 'press' && incoming.kind !== 'text') return;
  const { toasts } = await wordsFor(bot, incoming.from.id);
  try {
    if (incoming.kind === 'press') await bot.out.toast(incoming.press, toasts.failed, true);
    else await bot.out.send(incoming.chat, saying(toasts.failed));
  } catch {
    bot.logger.warn('A person could not be told that their message was given up.');
  }
}

async function treatNow(bot: Bot, incoming: Incoming): Promise<void> {
  switch (incoming.kind) {
    case 'press':
      return onPress(bot, incoming);
    case 'text':
      return onText(bot, incoming);
    case 'linked':
      return greet(bot, incoming.user);
    case 'blocked':
      return block(bot, incoming.chat);
  }
}

async function block(bot: Bot, account: number): Promise<void> {
  const user = await bot.links.ownerOf(account);
  if (user !== undefined) await unreachable(bot, user, account);
}
