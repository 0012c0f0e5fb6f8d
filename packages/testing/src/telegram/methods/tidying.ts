import { badRequest } from '../refusal.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { FakeMessage } from '../state/fake-message.js';
import type { World } from '../state/world.js';
import type { Method, MethodCall } from './method.js';

const DELETABLE_SECONDS = 48 * 3600;

export const tidying: Readonly<Record<string, Method>> = {
  deleteMessage: (call) => {
    const chat = chatOf(call);
    const message = chat.find(call.parameters.integer('message_id') ?? 0);
    if (!message) throw badRequest('message to delete not found');
    if (!mayDelete(call.world, chat, message)) throw badRequest("message can't be deleted");
    remove(call.world, message);
    return true;
  },

  deleteMessages: (call) => {
    const chat = chatOf(call);
    const ids = call.parameters.structure<number[]>('message_ids') ?? [];
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    const found = ids.map((id) => chat.find(id)).filter((message) => message !== undefined);
    for (const message of found) if (mayDelete(call.world, chat, message)) remove(call.world, message);
    return true;
  },

  pinChatMessage: (call) => {
    const chat = chatOf(call);
    const message = chat.find(call.parameters.integer('message_id') ?? 0);
    if (!message || message.content.service) throw badRequest('message to pin not found');
    if (message.pinned) return true;
    message.pinned = true;
    const { bot: from, unixTime: date } = call.world;
    chat.append({ from, date }, { service: { pinned_message: message.toWire(false) } });
    call.world.announceMessage(message);
    return true;
  },

  unpinChatMessage: (call) => {
    const chat = chatOf(call);
    const id = call.parameters.integer('message_id');
    const message = id === undefined ? chat.pinned.at(-1) : chat.pinned.find((each) => each.id === id);
    if (!message) throw badRequest('message to unpin not found');
    unpin(call.world, message);
    return true;
  },

  unpinAllChatMessages: (call) => {
    for (const message of chatOf(call).pinned) unpin(call.world, message);
    return true;
  },
};

function chatOf({ world, parameters }: MethodCall): FakeChat {
  return world.writableChatOf(parameters.values.chat_id);
}

/** Own messages everywhere, others' in private chats, both within 48 hours. */
function mayDelete(world: World, chat: FakeChat, message: FakeMessage): boolean {
  const isOwn = message.from.id === world.bot.id;
  return (isOwn || chat.isPrivate) && world.unixTime - message.date < DELETABLE_SECONDS;
}

function remove(world: World, message: FakeMessage): void {
  message.deleted = true;
  world.announceMessage(message);
}

function unpin(world: World, message: FakeMessage): void {
  message.pinned = false;
  world.announceMessage(message);
}
