import type {
  Document,
  InlineKeyboardButton,
  Message,
  MessageEntity,
  PhotoSize,
  ReplyMarkup,
  User,
} from '../wire.js';
import type { FakeChat } from './fake-chat.js';

/** What a message says: replaced as a whole by an edit. */
export interface MessageContent {
  readonly text?: string;
  readonly entities?: readonly MessageEntity[];
  readonly caption?: string;
  readonly captionEntities?: readonly MessageEntity[];
  readonly photo?: readonly PhotoSize[];
  readonly document?: Document;
  readonly replyMarkup?: ReplyMarkup;
  readonly service?: Pick<Message, 'pinned_message' | 'migrate_to_chat_id' | 'migrate_from_chat_id'>;
}

export interface MessageVersion extends MessageContent {
  /** Unix time in seconds. */
  readonly since: number;
}

export interface MessageOrigin {
  readonly id: number;
  readonly chat: FakeChat;
  readonly from: User;
  readonly date: number;
  readonly replyTo?: FakeMessage | undefined;
  readonly threadId?: number | undefined;
  readonly forwardOrigin?: Message['forward_origin'];
}

/** A message as people see it: always its current state; earlier ones are in `history`. */
export class FakeMessage {
  readonly #origin: MessageOrigin;
  readonly #versions: MessageVersion[];
  deleted = false;
  pinned = false;

  constructor(origin: MessageOrigin, content: MessageContent) {
    this.#origin = origin;
    this.#versions = [{ ...content, since: origin.date }];
  }

  get id(): number {
    return this.#origin.id;
  }

  get chat(): FakeChat {
    return this.#origin.chat;
  }

  get from(): User {
    return this.#origin.from;
  }

  /** Unix time in seconds. */
  get date(): number {
    return this.#origin.date;
  }

  get replyTo(): FakeMessage | undefined {
    return this.#origin.replyTo;
  }

  get threadId(): number | undefined {
    return this.#origin.threadId;
  }

  get content(): MessageVersion {
    const current = this.#versions.at(-1);
    if (!current) throw new Error(`Message ${this.id} has no version: it is made with one.`);
    return current;
  }

  /** All states of the message, the first sent one first. */
  get history(): readonly MessageVersion[] {
    return this.#versions;
  }

  get edited(): boolean {
    return this.#versions.length > 1;
  }

  /** The text, or the caption of a picture or document; empty for a service message. */
  get text(): string {
    return this.content.text ?? this.content.caption ?? '';
  }

  get entities(): readonly MessageEntity[] {
    return this.content.entities ?? this.content.captionEntities ?? [];
  }

  /** The inline buttons, row by row; empty when there are none. */
  get buttons(): readonly (readonly InlineKeyboardButton[])[] {
    return this.content.replyMarkup?.inline_keyboard ?? [];
  }

  /** The labels of the inline buttons, row by row. */
  get labels(): string[][] {
    return this.buttons.map((row) => row.map((button) => button.text));
  }

  edit(content: MessageContent, now: number): void {
    this.#versions.push({ ...content, since: now });
  }

  /** The message as the Bot API gives it. A reply shows the message it answers, but not what that one answered. */
  toWire(withReply = true): Message {
    const { content, threadId, replyTo } = this;
    const inline = content.replyMarkup?.inline_keyboard;
    return {
      message_id: this.id,
      ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
      from: this.from,
      chat: this.chat.toWire(),
      date: this.date,
      ...(this.edited ? { edit_date: content.since } : {}),
      ...(this.#origin.forwardOrigin ? { forward_origin: this.#origin.forwardOrigin } : {}),
      ...(replyTo && withReply && !replyTo.deleted ? { reply_to_message: replyTo.toWire(false) } : {}),
      ...wireContent(content),
      ...(inline && inline.length > 0 ? { reply_markup: { inline_keyboard: inline } } : {}),
      ...content.service,
    };
  }
}

function wireContent(content: MessageContent): Partial<Message> {
  const { text, entities = [], caption, captionEntities = [], photo, document } = content;
  return {
    ...(text === undefined ? {} : { text }),
    ...(entities.length > 0 ? { entities } : {}),
    ...(photo ? { photo } : {}),
    ...(document ? { document } : {}),
    ...(caption ? { caption } : {}),
    ...(captionEntities.length > 0 ? { caption_entities: captionEntities } : {}),
  };
}
