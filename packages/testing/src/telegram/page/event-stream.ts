import type { ServerResponse } from 'node:http';
import type { People } from '../people/people.js';
import type { Change } from '../state/change.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { World } from '../state/world.js';
import { viewChat, viewPerson } from './views.js';

/** Tells open pages what has changed, by Server-Sent Events. Changes of one turn of the event loop go together. */
export class EventStream {
  readonly #world: World;
  readonly #people: People;
  readonly #pages = new Set<ServerResponse>();
  readonly #changedChats = new Set<FakeChat>();
  readonly #end: () => void;
  #peopleChanged = false;
  #scheduled = false;

  constructor(world: World, people: People) {
    this.#world = world;
    this.#people = people;
    this.#end = world.changes.subscribe((change) => this.#note(change));
  }

  /** Sends everything once and then what changes. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 500\n\n');
    this.#pages.add(response);
    response.on('close', () => this.#pages.delete(response));
    const { bot, chats } = this.#world;
    const hello = { bot: { name: bot.first_name, username: bot.username }, people: this.#viewPeople() };
    response.write(event('hello', { ...hello, chats: [...chats.values()].map(viewChat) }));
  }

  close(): void {
    this.#end();
    for (const page of this.#pages) page.end();
  }

  #note(change: Change): void {
    if (this.#pages.size === 0 || change.kind === 'traffic') return;
    if (change.kind === 'answer') {
      const { press, answer } = change;
      this.#send('toast', {
        person: press.by.id,
        chat: press.message.chat.id,
        message: press.message.id,
        ...answer,
      });
      return;
    }
    if (change.kind === 'action') {
      this.#send('action', { chat: change.chat.id, action: change.action });
      return;
    }
    if (change.kind === 'message' || change.kind === 'chat') this.#changedChats.add(change.chat);
    if (change.kind !== 'message') this.#peopleChanged = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#peopleChanged) this.#send('people', this.#viewPeople());
    for (const chat of this.#changedChats) this.#send('chat', viewChat(chat));
    this.#peopleChanged = false;
    this.#changedChats.clear();
  }

  #viewPeople() {
    return this.#people.all.map((person) => viewPerson(this.#world, person));
  }

  #send(name: string, data: unknown): void {
    for (const page of this.#pages) page.write(event(name, data));
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
