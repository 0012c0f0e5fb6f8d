import { type FormattedText, formatText } from '../entities/formatted-text.js';
import { badRequest } from '../refusal.js';
import { types } from '../specification/bot-api.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { FakeMessage } from '../state/fake-message.js';
import { checkReplyMarkup } from '../validation/check-reply-markup.js';
import type { InlineKeyboardButton, MessageEntity, ReplyMarkup } from '../wire.js';
import type { MethodCall } from './method.js';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_ENTITIES = 100;

/** The text of a message after parsing its entities: 1-4096 characters. */
export function readText({ parameters }: MethodCall, tooLong = 'message is too long'): FormattedText {
  const formatted = formatText({
    text: parameters.text('text') ?? '',
    parseMode: parameters.text('parse_mode'),
    entities: parameters.structure<MessageEntity[]>('entities'),
  });
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > MAX_TEXT) throw badRequest(tooLong);
  return limitEntities(formatted);
}

/** The caption of a picture or document: 0-1024 characters. */
export function readCaption({ parameters }: MethodCall): FormattedText {
  const formatted = formatText({
    text: parameters.text('caption') ?? '',
    parseMode: parameters.text('parse_mode'),
    entities: parameters.structure<MessageEntity[]>('caption_entities'),
  });
  if (formatted.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return limitEntities(formatted);
}

/** Telegram ignores the formatting beyond the hundredth entity. */
function limitEntities({ text, entities }: FormattedText): FormattedText {
  return { text, entities: entities.slice(0, MAX_ENTITIES) };
}

export function readMarkup({ parameters, world }: MethodCall): ReplyMarkup | undefined {
  const markup = parameters.structure<ReplyMarkup>('reply_markup');
  if (!markup) return undefined;
  checkReplyMarkup(markup, { strict: world.strict, botUsername: world.bot.username ?? '' });
  const rows = markup.inline_keyboard?.filter((row) => row.length > 0);
  return rows ? { ...markup, inline_keyboard: rows.map((row) => row.map(knownFields)) } : markup;
}

/** The button as Telegram keeps it: without foreign fields, in one order, so that equal buttons are equal texts. */
function knownFields(button: InlineKeyboardButton): InlineKeyboardButton {
  const known = Object.entries(button).filter(([name]) => types.InlineKeyboardButton?.[name] !== undefined);
  const { text } = button;
  return { text, ...Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Which message a new one answers, and in which topic it stands. */
export function readPlace(call: MethodCall, chat: FakeChat) {
  const threadId = call.parameters.integer('message_thread_id');
  if (threadId !== undefined && !chat.topics.has(threadId)) throw badRequest('message thread not found');
  return { replyTo: readReply(call, chat), threadId };
}

function readReply({ parameters }: MethodCall, chat: FakeChat): FakeMessage | undefined {
  const reply = parameters.structure<ReplyTarget>('reply_parameters');
  if (!reply) return undefined;
  if (reply.chat_id !== undefined && reply.chat_id !== chat.id) {
    throw badRequest('[strict] the fake server plays replies within one chat only');
  }
  const target = chat.find(reply.message_id);
  if (target) return target;
  if (reply.allow_sending_without_reply) return undefined;
  throw badRequest('message to be replied not found');
}

interface ReplyTarget {
  readonly message_id: number;
  readonly chat_id?: number | string;
  readonly allow_sending_without_reply?: boolean;
}
