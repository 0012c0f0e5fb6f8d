import { FakeChat } from '../state/fake-chat.js';
import type { World } from '../state/world.js';
import type { Chat } from '../wire.js';
import type { Person } from './person.js';

export interface GroupOptions {
  readonly title: string;
  readonly members: readonly Person[];
  /** A basic group when left out; topics make a supergroup. */
  readonly kind?: 'group' | 'supergroup';
  readonly username?: string;
  /** Names of topics: the group becomes a forum. */
  readonly topics?: readonly string[];
}

/** A group with people and the bot; the first member is its creator. */
export class Group {
  readonly #world: World;
  #chat: FakeChat;

  constructor(world: World, id: number, options: GroupOptions) {
    this.#world = world;
    const { title, username, topics = [] } = options;
    const isForum = topics.length > 0;
    const type = isForum || username ? 'supergroup' : (options.kind ?? 'group');
    this.#chat = this.#open({
      id: type === 'group' ? -id : supergroupId(id),
      type,
      title,
      ...(username ? { username } : {}),
      ...(isForum ? { is_forum: true } : {}),
    });
    for (const member of options.members) this.join(member);
    for (const topic of topics) this.#chat.addTopic(topic);
  }

  /** The chat as it is now: another one after `migrate`. */
  get chat(): FakeChat {
    return this.#chat;
  }

  get id(): number {
    return this.#chat.id;
  }

  /** The `message_thread_id` of a topic. */
  topic(name: string): number {
    const found = [...this.#chat.topics].find(([, each]) => each === name);
    if (!found)
      throw new Error(`The group has no topic ${JSON.stringify(name)}: name it in the option topics.`);
    return found[0];
  }

  join(person: Person): void {
    this.#chat.members.set(person.id, person.user);
  }

  leave(person: Person): void {
    this.#chat.members.delete(person.id);
  }

  /** Takes the bot out of the group: what it writes is refused with 403. */
  kickBot(): void {
    this.#chat.access = 'kicked';
  }

  /** Makes a supergroup of a basic group: the old id is refused with `migrate_to_chat_id`. */
  migrate(): void {
    const before = this.#chat;
    if (before.description.type !== 'group') throw new Error('Only a basic group can become a supergroup.');
    const after = this.#open({ ...before.description, id: supergroupId(-before.id), type: 'supergroup' });
    for (const [id, user] of before.members) after.members.set(id, user);
    before.migratedTo = after.id;
    this.#chat = after;
    this.#tell(before, { migrate_to_chat_id: after.id });
    this.#tell(after, { migrate_from_chat_id: before.id });
  }

  #open(description: Chat): FakeChat {
    const chat = new FakeChat(description, new Map());
    chat.access = 'open';
    this.#world.chats.set(chat.id, chat);
    return chat;
  }

  #tell(chat: FakeChat, service: { migrate_to_chat_id?: number; migrate_from_chat_id?: number }): void {
    const [creator = this.#world.bot] = chat.members.values();
    const message = chat.append({ from: creator, date: this.#world.unixTime }, { service });
    this.#world.updates.push({ message: message.toWire() });
    this.#world.announceMessage(message);
  }
}

/** How the Bot API writes ids of supergroups: -100 before ten digits. */
function supergroupId(id: number): number {
  return -1_000_000_000_000 - id;
}
