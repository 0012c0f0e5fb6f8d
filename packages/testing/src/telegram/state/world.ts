import { badRequest, refuse } from '../refusal.js';
import type { UpdateQueue } from '../updates/update-queue.js';
import type { User } from '../wire.js';
import { BotProfile } from './bot-profile.js';
import type { PressedButton } from './callback-query.js';
import type { Changes } from './change.js';
import type { FakeChat } from './fake-chat.js';
import type { FakeMessage } from './fake-message.js';
import { FileStore } from './file-store.js';

export interface WorldParts {
  readonly bot: User;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly changes: Changes;
  readonly updates: UpdateQueue;
  readonly strict: boolean;
}

/** Everything that Telegram would know: one bot, its chats, what was pressed and uploaded. */
export class World {
  readonly chats = new Map<number, FakeChat>();
  readonly presses = new Map<string, PressedButton>();
  readonly files = new FileStore();
  readonly profile = new BotProfile();
  readonly bot: User;
  readonly now: () => number;
  readonly changes: Changes;
  readonly updates: UpdateQueue;
  readonly strict: boolean;

  constructor(parts: WorldParts) {
    this.bot = parts.bot;
    this.now = parts.now;
    this.changes = parts.changes;
    this.updates = parts.updates;
    this.strict = parts.strict;
  }

  /** Unix time in seconds, as the Bot API writes dates. */
  get unixTime(): number {
    return Math.floor(this.now() / 1000);
  }

  /** The chat that the bot names, when it may look at it; else a Refusal. */
  chatOf(id: unknown): FakeChat {
    const chat = typeof id === 'number' ? this.chats.get(id) : this.#chatByUsername(id);
    if (!chat) throw badRequest('chat not found');
    if (chat.migratedTo !== undefined) {
      const parameters = { migrate_to_chat_id: chat.migratedTo };
      throw refuse(400, 'group chat was upgraded to a supergroup chat', parameters);
    }
    if (chat.access === 'unknown') throw this.#unopened(chat);
    return chat;
  }

  /** The chat that the bot names, when it may write there; else a Refusal. */
  writableChatOf(id: unknown): FakeChat {
    const chat = this.chatOf(id);
    if (chat.access === 'blocked') throw refuse(403, 'bot was blocked by the user');
    if (chat.access === 'deactivated') throw refuse(403, 'user is deactivated');
    if (chat.access === 'kicked') throw refuse(403, `bot was kicked from the ${chat.description.type} chat`);
    return chat;
  }

  announceMessage(message: FakeMessage): void {
    this.changes.announce({ kind: 'message', chat: message.chat, message });
  }

  /** A bot knows the people of its groups, but may not write first; the others do not exist for it. */
  #unopened(chat: FakeChat) {
    const shared = [...this.chats.values()].some(
      (group) => !group.isPrivate && group.access === 'open' && group.members.has(chat.id),
    );
    return shared ? refuse(403, "bot can't initiate conversation with a user") : badRequest('chat not found');
  }

  #chatByUsername(name: unknown): FakeChat | undefined {
    if (typeof name !== 'string' || !name.startsWith('@')) return undefined;
    return [...this.chats.values()].find(
      (chat) => !chat.isPrivate && `@${chat.description.username}` === name,
    );
  }
}
