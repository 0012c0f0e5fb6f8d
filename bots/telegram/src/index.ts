export type { TelegramBotOptions } from './options.js';
export { type TelegramBot, type TelegramLinks, telegramBot } from './telegram-bot.js';
