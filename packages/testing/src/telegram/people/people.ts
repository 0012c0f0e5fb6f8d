import { FakeChat } from '../state/fake-chat.js';
import type { World } from '../state/world.js';
import { Group, type GroupOptions } from './group.js';
import { Person } from './person.js';

export interface PersonOptions {
  /** Given by the server when left out. */
  readonly id?: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** A language tag such as `ru`; Telegram leaves it out when it does not know. */
  readonly languageCode?: string;
}

const FIRST_PERSON_ID = 700_001;
const FIRST_GROUP_ID = 5001;

/** Everybody who plays. */
export class People {
  readonly #world: World;
  readonly #people = new Map<number, Person>();
  #groups = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get all(): readonly Person[] {
    return [...this.#people.values()];
  }

  find(id: number): Person | undefined {
    return this.#people.get(id);
  }

  add(options: PersonOptions): Person {
    const { id = FIRST_PERSON_ID + this.#people.size, firstName, lastName, username, languageCode } = options;
    if (this.#world.chats.has(id)) throw new Error(`The id ${id} is taken: give ${firstName} another one.`);
    const names = {
      first_name: firstName,
      ...(lastName ? { last_name: lastName } : {}),
      ...(username ? { username } : {}),
    };
    const user = { id, is_bot: false, ...names, ...(languageCode ? { language_code: languageCode } : {}) };
    const chat = new FakeChat({ id, type: 'private', ...names }, new Map([[id, user]]));
    this.#world.chats.set(id, chat);
    const person = new Person(this.#world, user, chat);
    this.#people.set(id, person);
    this.#world.changes.announce({ kind: 'person' });
    return person;
  }

  addGroup(options: GroupOptions): Group {
    return new Group(this.#world, FIRST_GROUP_ID + this.#groups++, options);
  }
}
