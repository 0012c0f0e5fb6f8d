import { badRequest } from '../refusal.js';
import type { FakeMessage, MessageContent } from '../state/fake-message.js';
import type { Message, ReplyMarkup } from '../wire.js';
import { readCaption, readMarkup, readText } from './message-parts.js';
import type { Method, MethodCall } from './method.js';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

export const editing: Readonly<Record<string, Method>> = {
  editMessageText: (call) => {
    const message = editable(call);
    if (!call.parameters.has('text')) throw badRequest('message text is empty');
    const formatted = readText(call, 'MESSAGE_TOO_LONG');
    if (message.content.text === undefined) throw badRequest('there is no text in the message to edit');
    return edit(call, message, { ...formatted, ...inline(readMarkup(call)) });
  },

  editMessageCaption: (call) => {
    const message = editable(call);
    const { photo, document } = message.content;
    const media = { ...(photo ? { photo } : {}), ...(document ? { document } : {}) };
    if (!photo && !document) throw badRequest('there is no caption in the message to edit');
    const { text, entities } = readCaption(call);
    const caption = text === '' ? {} : { caption: text, captionEntities: entities };
    return edit(call, message, { ...media, ...caption, ...inline(readMarkup(call)) });
  },

  editMessageReplyMarkup: (call) => {
    const message = editable(call);
    const { replyMarkup: _, since: __, ...content } = message.content;
    return edit(call, message, { ...content, ...inline(readMarkup(call)) });
  },
};

function editable({ world, parameters }: MethodCall): FakeMessage {
  if (!parameters.has('chat_id')) throw badRequest('chat_id is empty');
  const chat = world.writableChatOf(parameters.values.chat_id);
  const id = parameters.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = chat.find(id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from.id !== world.bot.id || message.content.service)
    throw badRequest("message can't be edited");
  const other = message.content.replyMarkup;
  if (other && !other.inline_keyboard) throw badRequest("message can't be edited");
  return message;
}

function edit(call: MethodCall, message: FakeMessage, content: MessageContent): Message {
  const { since: _, ...current } = message.content;
  if (fingerprint(current) === fingerprint(content)) throw badRequest(NOT_MODIFIED);
  message.edit(content, call.world.unixTime);
  call.world.announceMessage(message);
  return message.toWire();
}

/** An edit without a keyboard takes the old one away, and so does one with an empty keyboard. */
function inline(markup: ReplyMarkup | undefined): MessageContent {
  return markup?.inline_keyboard?.some((row) => row.length > 0) ? { replyMarkup: markup } : {};
}

function fingerprint({
  text,
  entities = [],
  caption,
  captionEntities = [],
  replyMarkup,
}: MessageContent): string {
  return JSON.stringify([text, entities, caption, captionEntities, replyMarkup?.inline_keyboard ?? []]);
}
