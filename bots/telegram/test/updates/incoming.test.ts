import { describe, expect, it } from 'vitest';
import { onText } from '../../src/conversations/on-text.js';
import { readUpdate } from '../../src/updates/incoming.js';

const from = { id: 7, is_bot: false, first_name: 'Anna', last_name: 'Ivanova', username: 'recycled' };
const chat = { id: 7, type: 'private', first_name: 'Anna' };

describe('reading an update', () => {
  it('takes what a message says, and nothing else of it', () => {
    const message = {
      message_id: 5,
      from,
      chat,
      date: 1,
      text: 'Hello',
      reply_to_message: { message_id: 3, chat },
    };
    expect(readUpdate({ update_id: 1, message })).toEqual({
      kind: 'text',
      from: { id: 7, name: 'Anna Ivanova' },
      chat: 7,
      isPrivate: true,
      message: 5,
      text: 'Hello',
      replyTo: 3,
    });
  });

  it('knows a message without text, such as a picture', () => {
    const read = readUpdate({ update_id: 1, message: { message_id: 5, from, chat, date: 1, photo: [] } });
    expect(read).toMatchObject({ text: null, replyTo: null });
  });

  it('knows a press whose message Telegram no longer shows', () => {
    const read = readUpdate({ update_id: 1, callback_query: { id: '9', from, data: 'x' } });
    expect(read).toEqual({
      kind: 'press',
      from: { id: 7, name: 'Anna Ivanova' },
      chat: 7,
      press: '9',
      data: 'x',
    });
  });

  it('knows who blocked the bot', () => {
    const new_chat_member = { user: { id: 1 }, status: 'kicked' };
    const read = readUpdate({ update_id: 1, my_chat_member: { chat, from, date: 1, new_chat_member } });
    expect(read).toMatchObject({ kind: 'blocked', chat: 7 });
  });

  it.each([
    ['of a kind that was not asked for', { poll: {} }],
    ['without a sender', { message: { message_id: 5, chat, text: 'x' } }],
    ['with nonsense', { callback_query: 'x' }],
    ['of an unblocked bot', { my_chat_member: { chat, from, new_chat_member: { status: 'member' } } }],
    ['with nothing', {}],
  ])('passes over one %s', (_, update) => {
    expect(readUpdate({ update_id: 1, ...update })).toBeUndefined();
  });

  it('makes no command of a message in a group that is none', async () => {
    const incoming = {
      kind: 'text',
      from: { id: 7, name: '' },
      chat: -5,
      isPrivate: false,
      message: 5,
      text: 'hi',
      replyTo: null,
    } as const;
    await expect(onText({} as never, incoming)).resolves.toBeUndefined();
  });
});
