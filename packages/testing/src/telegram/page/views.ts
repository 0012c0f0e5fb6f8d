import { scopeKey } from '../methods/profile.js';
import type { Person } from '../people/person.js';
import type { BotCommand } from '../state/bot-profile.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { FakeMessage } from '../state/fake-message.js';
import type { World } from '../state/world.js';
import type { InlineKeyboardButton } from '../wire.js';

/** A person as a column of the page. */
export function viewPerson(world: World, person: Person) {
  return {
    id: person.id,
    name: person.name,
    username: person.user.username,
    access: person.chat.access,
    commands: commandsFor(world, person),
    chats: [...world.chats.values()]
      .filter((chat) => chat.members.has(person.id) && chat.migratedTo === undefined)
      .map((chat) => ({
        id: chat.id,
        title: chat.isPrivate ? world.bot.first_name : chat.description.title,
      })),
  };
}

export function viewChat(chat: FakeChat) {
  return { id: chat.id, isPrivate: chat.isPrivate, messages: chat.messages.map(viewMessage) };
}

function viewMessage(message: FakeMessage) {
  const { content, replyTo } = message;
  const photo = content.photo?.at(-1);
  const { document } = content;
  return {
    id: message.id,
    from: { id: message.from.id, name: message.from.first_name, isBot: message.from.is_bot },
    date: message.date,
    edited: message.edited,
    pinned: message.pinned,
    text: message.text,
    entities: message.entities,
    topic: message.threadId === undefined ? undefined : message.chat.topics.get(message.threadId),
    photo: photo && { file: photo.file_id, width: photo.width, height: photo.height },
    document: document && { file: document.file_id, name: document.file_name, size: document.file_size },
    buttons: message.buttons.map((row) => row.map(viewButton)),
    keyboard: content.replyMarkup?.keyboard?.map((row) => row.map((button) => button.text)),
    removesKeyboard: content.replyMarkup?.remove_keyboard,
    forceReply: content.replyMarkup?.force_reply && {
      placeholder: content.replyMarkup.input_field_placeholder,
    },
    replyTo: replyTo && {
      id: replyTo.id,
      name: replyTo.from.first_name,
      text: replyTo.deleted ? '' : replyTo.text,
    },
    service: content.service && { isPin: content.service.pinned_message !== undefined },
  };
}

/** What a button carries for the bot stays on the server. */
function viewButton({ text, style, url, copy_text: copied }: InlineKeyboardButton) {
  return { text, style, url, copied: copied?.text };
}

function commandsFor(world: World, person: Person): readonly BotCommand[] {
  const scopes = [{ type: 'chat', chat_id: person.id }, { type: 'all_private_chats' }, { type: 'default' }];
  return world.profile.commandsFor(scopes.map(scopeKey), person.user.language_code ?? '');
}
