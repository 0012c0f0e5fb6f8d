import { findEntities } from '../entities/find-entities.js';
import type { CallbackAnswer } from '../state/callback-query.js';
import type { BotAccess, FakeChat } from '../state/fake-chat.js';
import type { FakeMessage } from '../state/fake-message.js';
import { type Deadline, waitFor } from '../state/wait-for.js';
import type { World } from '../state/world.js';
import { startCodeOf, startCodeProblem } from '../validation/start-parameter.js';
import type { InlineKeyboardButton, User } from '../wire.js';
import { ButtonPress } from './button-press.js';
import { describeMessages, type MessageMatch, matchMessage } from './match-message.js';

/** A group, or a message that stands in the chat. */
export interface Place {
  readonly chat: FakeChat;
}

export interface SendOptions {
  /** The private chat when left out. */
  readonly in?: Place;
  /** The topic of a forum. */
  readonly topic?: number | undefined;
  readonly replyTo?: FakeMessage;
}

export interface WaitOptions extends Deadline {
  /** The private chat when left out. */
  readonly in?: Place;
}

const remedies: Partial<Record<BotAccess, string>> = {
  unknown: 'Call open() or start() first.',
  blocked: 'Call unblock() first.',
  deactivated: 'The account is deleted for good.',
};

/** Someone with Telegram on their phone. Whatever a real person could not do throws an Error that says why. */
export class Person {
  readonly #world: World;
  /** What the bot's answers to pressed buttons have shown, the first one first. */
  readonly toasts: CallbackAnswer[] = [];

  constructor(
    world: World,
    readonly user: User,
    /** The private chat with the bot. */
    readonly chat: FakeChat,
  ) {
    this.#world = world;
    world.changes.subscribe((change) => {
      if (change.kind === 'answer' && change.press.by.id === user.id) this.toasts.push(change.answer);
    });
  }

  get id(): number {
    return this.user.id;
  }

  get name(): string {
    return [this.user.first_name, this.user.last_name].filter(Boolean).join(' ');
  }

  get blocked(): boolean {
    return this.chat.access === 'blocked';
  }

  /** Lets the bot write, as after an earlier `/start`; the bot hears nothing of it. */
  open(): this {
    if (this.chat.access === 'unknown') this.chat.access = 'open';
    this.#world.changes.announce({ kind: 'chat', chat: this.chat });
    return this;
  }

  /** Presses Start: sends `/start`, or `/start <code>` as after a deep link; unblocks the bot. */
  start(code?: string): FakeMessage {
    const problem = code === undefined ? undefined : startCodeProblem(code);
    if (problem) throw new Error(`${this.name} cannot start the bot: ${problem}.`);
    if (this.blocked) this.unblock();
    return this.open().send(code === undefined ? '/start' : `/start ${code}`);
  }

  /** Follows a deep link such as `https://t.me/deal_bot?start=code`. */
  followLink(link: string): FakeMessage {
    const { username = '' } = this.#world.bot;
    const code = URL.canParse(link) ? startCodeOf(new URL(link), username) : undefined;
    if (code === undefined)
      throw new Error(`${link} does not lead to the bot: expected https://t.me/${username}?start=...`);
    return this.start(code || undefined);
  }

  send(text: string, options: SendOptions = {}): FakeMessage {
    const { chat } = options.in ?? this;
    this.#mustReach(chat);
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.length > 4096) {
      throw new Error(`A message has 1-4096 characters, this one of ${this.name} has ${trimmed.length}.`);
    }
    const origin = {
      from: this.user,
      date: this.#world.unixTime,
      replyTo: options.replyTo,
      threadId: options.topic,
    };
    const entities = findEntities({ text: trimmed, entities: [] });
    const message = chat.append(origin, { text: trimmed, entities });
    if (this.#botSees(message)) this.#world.updates.push({ message: message.toWire() });
    this.#world.announceMessage(message);
    return message;
  }

  reply(message: FakeMessage, text: string): FakeMessage {
    return this.send(text, { in: message, topic: message.threadId, replyTo: message });
  }

  /** Presses the inline button with this label, as the message shows it now. */
  press(message: FakeMessage, label: string): ButtonPress {
    const buttons = message.buttons.flat();
    const button = buttons.find((each) => each.text === label);
    if (button && !message.deleted) return this.#pressButton(message, button);
    const shown = message.deleted ? 'is deleted' : `shows ${JSON.stringify(message.labels)}`;
    throw new Error(`${this.name} finds no button ${JSON.stringify(label)}: message ${message.id} ${shown}.`);
  }

  /** Sends a callback query with any data: a press on an old copy of the message, or a forged one. */
  pressData(message: FakeMessage, data: string): ButtonPress {
    this.#mustReach(message.chat);
    const press = {
      id: String(BigInt(this.id) * 1_000_000n + BigInt(this.#world.presses.size + 1)),
      by: this.user,
      message,
      data,
      at: this.#world.now(),
    };
    this.#world.presses.set(press.id, press);
    const wire = {
      id: press.id,
      from: this.user,
      message: message.toWire(),
      chat_instance: String(message.chat.id),
      data,
    };
    this.#world.updates.push({ callback_query: wire });
    return new ButtonPress(this.#world.changes, press, undefined);
  }

  /** Blocks the bot: what it writes is refused with 403. */
  block(): void {
    this.#changeAccess('blocked', 'member', 'kicked');
  }

  unblock(): void {
    this.#changeAccess('open', 'kicked', 'member');
  }

  /** Deletes the account: what the bot writes is refused with 403. */
  deactivate(): void {
    this.chat.access = 'deactivated';
  }

  /**
   * Waits for a message of the bot: a part of its text, a pattern or a predicate. Messages that are already there
   * count, the newest first; edits count too.
   */
  waitFor(match: MessageMatch, options: WaitOptions = {}): Promise<FakeMessage> {
    const { chat } = options.in ?? this;
    return waitFor(this.#world.changes, {
      ...options,
      find: () => [...chat.messages].reverse().find((each) => each.from.is_bot && matchMessage(match, each)),
      failure: () => `${this.name} waited for ${String(match)} and has ${describeMessages(chat.messages)}`,
    });
  }

  #mustReach(chat: FakeChat): void {
    const remedy = chat.isPrivate ? remedies[chat.access] : undefined;
    if (remedy)
      throw new Error(`${this.name} cannot write to the bot: the chat is ${chat.access}. ${remedy}`);
    if (!chat.members.has(this.id))
      throw new Error(`${this.name} is no member of ${chat.description.title ?? chat.id}.`);
  }

  #pressButton(message: FakeMessage, button: InlineKeyboardButton): ButtonPress {
    if (button.callback_data !== undefined) return this.pressData(message, button.callback_data);
    return new ButtonPress(this.#world.changes, undefined, button);
  }

  /** In groups, a bot in privacy mode sees commands, answers to itself, and where it is mentioned. */
  #botSees(message: FakeMessage): boolean {
    if (message.chat.isPrivate || message.chat.access !== 'open') return message.chat.isPrivate;
    const { bot } = this.#world;
    const isCommand = message.text.startsWith('/');
    return isCommand || message.replyTo?.from.id === bot.id || message.text.includes(`@${bot.username}`);
  }

  #changeAccess(access: 'open' | 'blocked', before: string, after: string): void {
    if (this.chat.access === access) return;
    this.chat.access = access;
    const { bot, unixTime: date } = this.#world;
    this.#world.updates.push({
      my_chat_member: {
        chat: this.chat.toWire(),
        from: this.user,
        date,
        old_chat_member: { user: bot, status: before },
        new_chat_member: { user: bot, status: after },
      },
    });
    this.#world.changes.announce({ kind: 'chat', chat: this.chat });
  }
}
