import type { Locale } from '@dealroute/core';
import type { Bot } from '../bot.js';
import { WORDS } from '../texts/words.js';

/** Tells Telegram the commands for its menu, in both languages. Without them the bot works as well. */
export async function announceCommands(bot: Bot): Promise<void> {
  const other: Locale = bot.settings.locale === 'ru' ? 'en' : 'ru';
  try {
    await bot.out.api.call('setMyCommands', { commands: commandsIn(bot.settings.locale) });
    await bot.out.api.call('setMyCommands', { commands: commandsIn(other), language_code: other });
  } catch {
    bot.logger.debug('Telegram did not take the menu of commands.');
  }
}

function commandsIn(locale: Locale): readonly { readonly command: string; readonly description: string }[] {
  return Object.entries(WORDS[locale].commands).map(([command, description]) => ({ command, description }));
}
