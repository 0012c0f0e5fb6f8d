import type { UploadedFile } from '../http/request-body.js';
import { badRequest, unplayed } from '../refusal.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { FakeMessage, MessageContent } from '../state/fake-message.js';
import { documentOf, photoOf } from '../state/media.js';
import type { Message, ReplyMarkup } from '../wire.js';
import { readCaption, readMarkup, readPlace, readText } from './message-parts.js';
import type { Method, MethodCall } from './method.js';

const chatActions = new Set(
  `typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
   find_location record_video_note upload_video_note`.split(/\s+/),
);

export const sending: Readonly<Record<string, Method>> = {
  sendMessage: (call) => {
    const chat = writable(call);
    return send(call, chat, { ...readText(call), ...markup(readMarkup(call)) }).toWire();
  },

  sendPhoto: (call) => {
    const chat = writable(call);
    const photo = photoOf(call.world.files, upload(call, 'photo'));
    return send(call, chat, { photo, ...caption(call), ...markup(readMarkup(call)) }).toWire();
  },

  sendDocument: (call) => {
    const chat = writable(call);
    const document = documentOf(call.world.files, upload(call, 'document'));
    return send(call, chat, { document, ...caption(call), ...markup(readMarkup(call)) }).toWire();
  },

  copyMessage: (call) => {
    const chat = writable(call);
    const { content } = source(call, 'message to copy not found');
    const { replyMarkup: _, service, ...rest } = content;
    if (service) throw badRequest("message can't be copied");
    const replaced = call.parameters.has('caption') && rest.text === undefined ? caption(call) : {};
    return { message_id: send(call, chat, { ...rest, ...replaced, ...markup(readMarkup(call)) }).id };
  },

  forwardMessage: (call) => {
    const chat = writable(call);
    const message = source(call, 'message to forward not found');
    if (message.content.service) throw badRequest("message can't be forwarded");
    const { replyMarkup: _, ...content } = message.content;
    return send(call, chat, content, {
      type: 'user',
      date: message.date,
      sender_user: message.from,
    }).toWire();
  },

  sendChatAction: (call) => {
    const chat = writable(call);
    const action = call.parameters.text('action') ?? '';
    if (!chatActions.has(action)) throw badRequest('wrong parameter action in request');
    call.world.changes.announce({ kind: 'action', chat, action });
    return true;
  },

  getFile: ({ world, parameters }) => {
    const file = world.files.find(parameters.text('file_id') ?? '');
    if (!file) throw badRequest('invalid file_id');
    return {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.bytes.length,
      file_path: file.path,
    };
  },
};

function writable({ world, parameters }: MethodCall): FakeChat {
  return world.writableChatOf(parameters.values.chat_id);
}

function send(
  call: MethodCall,
  chat: FakeChat,
  content: MessageContent,
  forwardOrigin?: Message['forward_origin'],
): FakeMessage {
  const { bot, unixTime } = call.world;
  const place = readPlace(call, chat);
  const message = chat.append({ ...place, from: bot, date: unixTime, forwardOrigin }, content);
  call.world.announceMessage(message);
  return message;
}

function caption(call: MethodCall): MessageContent {
  const { text, entities } = readCaption(call);
  return text === '' ? {} : { caption: text, captionEntities: entities };
}

function markup(replyMarkup: ReplyMarkup | undefined): MessageContent {
  return replyMarkup ? { replyMarkup } : {};
}

/** An upload, or a file that was sent before by its id; addresses are not fetched. */
function upload({ parameters, world }: MethodCall, name: 'photo' | 'document'): UploadedFile {
  const written = parameters.text(name) ?? '';
  const file = parameters.file(name) ?? world.files.find(written);
  if (!file && /^https?:/i.test(written)) throw unplayed('files by their address: upload them');
  if (!file) throw badRequest('wrong remote file identifier specified: Wrong string length');
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  return file;
}

function source({ world, parameters }: MethodCall, missing: string): FakeMessage {
  const message = world.chatOf(parameters.values.from_chat_id).find(parameters.integer('message_id') ?? 0);
  if (!message) throw badRequest(missing);
  return message;
}
