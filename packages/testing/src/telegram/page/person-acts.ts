import type { Person } from '../people/person.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { FakeMessage } from '../state/fake-message.js';
import type { World } from '../state/world.js';

type Fields = Readonly<Record<string, unknown>>;
type Act = (person: Person, fields: Fields, world: World) => void;

/** What the one who plays a person can do on the page; each throws an Error with a sentence when it cannot be done. */
export const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['start', (person, { code }) => void person.start(textOf(code) || undefined)],
  ['block', (person) => person.block()],
  ['unblock', (person) => person.unblock()],
  ['send', send],
  ['press', press],
]);

function send(person: Person, fields: Fields, world: World): void {
  const chat = chatOf(world, fields);
  const replyTo = fields.replyTo === undefined ? undefined : messageIn(chat, fields.replyTo);
  const answer = replyTo ? { replyTo, topic: replyTo.threadId } : {};
  person.send(textOf(fields.text), { in: { chat }, ...answer });
}

/** By place and label: the message may have been edited since the page has shown it. */
function press(person: Person, fields: Fields, world: World): void {
  const message = messageIn(chatOf(world, fields), fields.message);
  const button = message.buttons[Number(fields.row)]?.[Number(fields.column)];
  if (!button || button.text !== fields.label) throw new Error('The message has changed in the meantime.');
  if (button.callback_data === undefined) {
    if (button.url) person.followLink(button.url);
    return;
  }
  person.pressData(message, button.callback_data);
}

function chatOf(world: World, fields: Fields): FakeChat {
  const chat = world.chats.get(Number(fields.chat));
  if (!chat) throw new Error('There is no such chat.');
  return chat;
}

function messageIn(chat: FakeChat, id: unknown): FakeMessage {
  const message = chat.find(Number(id));
  if (!message) throw new Error('The message has been deleted in the meantime.');
  return message;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
