import type { Bot } from '../bot.js';
import { giveUp, treat } from '../conversations/treat.js';
import { Dispatcher } from './dispatcher.js';
import { Inbox } from './inbox.js';
import type { Incoming } from './incoming.js';
import { Lease } from './lease.js';
import { Poller } from './poller.js';

/** Takes in what did not come from Telegram, to be treated like an update. */
export interface ReceivedWords {
  put(incoming: Incoming, id: string): Promise<void>;
}

/** Begins to fetch and treat updates; `ended` resolves after the bot's signal, when what runs has come to its end. */
export function startPolling(bot: Bot): { readonly inbox: ReceivedWords; readonly ended: Promise<void> } {
  const inbox = new Inbox(bot.records);
  const dispatcher = new Dispatcher(
    bot,
    inbox,
    (incoming) => treat(bot, incoming),
    (incoming) => giveUp(bot, incoming),
  );
  const lease = new Lease(bot.records, bot.settings.token.split(':')[0] ?? '', bot.pace.leaseMs);
  const poller = new Poller(bot, lease, inbox, dispatcher);
  const put = async (incoming: Incoming, id: string) => {
    const waiting = await inbox.put(incoming, id);
    // Elsewhere the node that polls finds it with its next poll.
    if (waiting && lease.isHeld) dispatcher.take([waiting]);
  };
  return { inbox: { put }, ended: poller.run() };
}
