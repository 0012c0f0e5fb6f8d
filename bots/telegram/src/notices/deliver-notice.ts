import type { Notice } from '@dealroute/core';
import { type Bot, partnerOf, reaching } from '../bot.js';
import { DAY, digest } from '../records.js';
import { messagesFor } from './messages-for.js';

const REMEMBERED_MS = 2 * DAY;

/**
 * Brings a notice to its person, each message of it once in 48 hours: as far as that is possible without an answer
 * that got lost. People without a link see it in the CRM. Throws when it may succeed later.
 */
export async function deliverNotice(bot: Bot, notice: Notice): Promise<void> {
  const partner = await partnerOf(bot, notice.to);
  if (!partner) return;
  const key = digest(notice.id, notice.to);
  const before = await bot.records.get<{ sent: number }>('telegram.notice', key);
  await reaching(bot, partner, async () => {
    const messages = await messagesFor(bot, partner, notice);
    for (let sent = before?.value.sent ?? 0; sent < messages.length; sent++) {
      await messages[sent]?.();
      const value = { sent: sent + 1 };
      await bot.records.write({ in: 'telegram.notice', key, value, keepMs: REMEMBERED_MS });
    }
  });
}
