import type { Chat, User } from '../wire.js';
import { FakeMessage, type MessageContent, type MessageOrigin } from './fake-message.js';

/** What stands between the bot and a chat. */
export type BotAccess = 'unknown' | 'open' | 'blocked' | 'kicked' | 'deactivated';

/** A private chat of one person with the bot, or a group. */
export class FakeChat {
  readonly #all: FakeMessage[] = [];
  readonly #topics = new Map<number, string>();
  // Ids are unique only within a chat: every chat begins at 1, so that tests notice who forgets it.
  #nextId = 1;
  access: BotAccess = 'unknown';
  /** The supergroup that a basic group has become. */
  migratedTo: number | undefined;

  constructor(
    readonly description: Chat,
    readonly members: Map<number, User>,
  ) {}

  get id(): number {
    return this.description.id;
  }

  get isPrivate(): boolean {
    return this.description.type === 'private';
  }

  /** The messages that are not deleted, in the order they were sent. */
  get messages(): readonly FakeMessage[] {
    return this.#all.filter((message) => !message.deleted);
  }

  /** Deleted messages too. */
  get everything(): readonly FakeMessage[] {
    return this.#all;
  }

  get last(): FakeMessage | undefined {
    return this.messages.at(-1);
  }

  get pinned(): readonly FakeMessage[] {
    return this.messages.filter((message) => message.pinned);
  }

  get topics(): ReadonlyMap<number, string> {
    return this.#topics;
  }

  find(messageId: number): FakeMessage | undefined {
    return this.messages.find((message) => message.id === messageId);
  }

  append(origin: Omit<MessageOrigin, 'id' | 'chat'>, content: MessageContent): FakeMessage {
    const message = new FakeMessage({ ...origin, id: this.#nextId++, chat: this }, content);
    this.#all.push(message);
    return message;
  }

  /** Opens a topic in a forum; its id is the one of its first service message. */
  addTopic(name: string): number {
    const id = this.#nextId++;
    this.#topics.set(id, name);
    return id;
  }

  toWire(): Chat {
    return this.description;
  }
}
