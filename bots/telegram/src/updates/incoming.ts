import { z } from 'zod';
import type { Account } from '../links/link-book.js';

/** What an update says to the bot, with nothing else of it. */
export type Incoming =
  | {
      readonly kind: 'text';
      readonly from: Account;
      readonly chat: number;
      readonly isPrivate: boolean;
      readonly message: number;
      /** Null for a picture, a voice message, and so on. */
      readonly text: string | null;
      /** The bot's message that it answers. */
      readonly replyTo: number | null;
    }
  | {
      readonly kind: 'press';
      readonly from: Account;
      readonly chat: number;
      readonly press: string;
      readonly data: string;
    }
  | { readonly kind: 'blocked'; readonly from: Account; readonly chat: number }
  /** Said by the bot itself: the link of this person was confirmed. */
  | { readonly kind: 'linked'; readonly user: string; readonly chat: number };

/** The kinds of updates to ask Telegram for. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

const account = z
  .object({ id: z.int(), first_name: z.string().optional(), last_name: z.string().optional() })
  .transform(({ id, first_name, last_name }) => ({
    id,
    name: [first_name, last_name].filter(Boolean).join(' '),
  }));
const chat = z.object({ id: z.int(), type: z.string() });

const message = z
  .object({
    message_id: z.int(),
    from: account,
    chat,
    text: z.string().optional(),
    reply_to_message: z.object({ message_id: z.int() }).optional(),
  })
  .transform(
    (said): Incoming => ({
      kind: 'text',
      from: said.from,
      chat: said.chat.id,
      isPrivate: said.chat.type === 'private',
      message: said.message_id,
      text: said.text ?? null,
      replyTo: said.reply_to_message?.message_id ?? null,
    }),
  );

const press = z
  .object({
    id: z.string(),
    from: account,
    data: z.string().max(64),
    message: z.object({ chat }).optional(),
  })
  .transform(
    ({ id, from, data, message }): Incoming => ({
      kind: 'press',
      from,
      chat: message?.chat.id ?? from.id,
      press: id,
      data,
    }),
  );

const membership = z
  .object({
    chat: chat.extend({ type: z.literal('private') }),
    from: account,
    new_chat_member: z.object({ status: z.literal('kicked') }),
  })
  .transform(({ chat, from }): Incoming => ({ kind: 'blocked', from, chat: chat.id }));

const readers = { message, callback_query: press, my_chat_member: membership } as const;

/** Reads an update; undefined for one that says nothing to the bot. */
export function readUpdate(update: Readonly<Record<string, unknown>>): Incoming | undefined {
  for (const [name, reader] of Object.entries(readers)) {
    if (update[name] === undefined) continue;
    const read = reader.safeParse(update[name]);
    return read.success ? read.data : undefined;
  }
  return undefined;
}
