import { FakeTelegram, type FakeTelegramOptions } from './fake-telegram.js';

/**
 * Starts a Bot API server on this machine's loopback that refuses what Telegram refuses, with people who answer, and
 * a page where one can play them. End it with `close()`.
 */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const telegram = new FakeTelegram(options);
  await telegram.listen(options.port ?? 0);
  return telegram;
}
