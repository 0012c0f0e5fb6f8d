import { badRequest } from '../refusal.js';
import type { FakeChat } from '../state/fake-chat.js';
import type { World } from '../state/world.js';
import type { Method, MethodCall } from './method.js';

export const chats: Readonly<Record<string, Method>> = {
  getChat: (call) => {
    const chat = chatOf(call);
    const pinned = chat.pinned.at(-1);
    return {
      ...chat.toWire(),
      accent_color_id: 0,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
      },
      ...(pinned ? { pinned_message: pinned.toWire() } : {}),
    };
  },

  getChatMember: (call) => {
    const chat = chatOf(call);
    const id = call.parameters.integer('user_id') ?? 0;
    if (id === call.world.bot.id) return { user: call.world.bot, status: 'member' };
    const user = chat.members.get(id);
    if (user) return { user, status: 'member' };
    const known = call.world.chats.get(id)?.members.get(id);
    if (known) return { user: known, status: 'left' };
    throw badRequest('user not found');
  },

  getChatMemberCount: (call) => chatOf(call).members.size + 1,

  getChatAdministrators: (call) => {
    const chat = chatOf(call);
    if (chat.isPrivate) throw badRequest('there are no administrators in the private chat');
    const [creator] = chat.members.values();
    return creator ? [{ user: creator, status: 'creator', is_anonymous: false }] : [];
  },

  leaveChat: (call) => {
    const chat = chatOf(call);
    if (chat.isPrivate) throw badRequest("chat member status can't be changed in private chats");
    chat.access = 'kicked';
    return true;
  },
};

function chatOf({ world, parameters }: MethodCall): FakeChat {
  return readable(world, parameters.values.chat_id);
}

function readable(world: World, id: unknown): FakeChat {
  const chat = world.chatOf(id);
  return chat.access === 'kicked' ? world.writableChatOf(id) : chat;
}
