import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/telegram/index.js';
import { call, keyboard, png, result, startChat } from './support/telegram.js';

const DAY = 86_400_000;

describe('messages', () => {
  it('carry what the bot sent, and answer one another', async () => {
    const { telegram, ivanova, chat_id } = await startChat({ now: () => 1_772_442_000_500 });
    const asked = ivanova.send('What is new?');
    const reply_parameters = { message_id: asked.id };
    const message = await result<Message>(telegram, 'sendMessage', {
      chat_id,
      text: ' A task ',
      reply_parameters,
    });
    expect(message).toEqual({
      message_id: 2,
      from: { id: 110201543, is_bot: true, first_name: 'Deal bot', username: 'deal_bot' },
      chat: { id: chat_id, type: 'private', first_name: 'Anna', last_name: 'Ivanova' },
      date: 1_772_442_000,
      reply_to_message: expect.objectContaining({ message_id: 1, text: 'What is new?' }),
      text: 'A task',
    });
    expect(ivanova.chat.last?.replyTo).toBe(asked);
  });

  it('are sent without the answered one where that is allowed', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const reply_parameters = { message_id: 99, allow_sending_without_reply: true };
    await result(telegram, 'sendMessage', { chat_id, text: 'A task', reply_parameters });
    expect(ivanova.chat.last?.replyTo).toBeUndefined();
  });

  it('show edits in place and keep their history', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const sent = { chat_id, text: 'A task', reply_markup: keyboard('Done', 'done') };
    const { message_id } = await result<Message>(telegram, 'sendMessage', sent);
    const card = ivanova.chat.find(message_id);
    await result(telegram, 'editMessageReplyMarkup', {
      chat_id,
      message_id,
      reply_markup: keyboard('Undo', 'undo'),
    });
    expect([card?.text, card?.labels]).toEqual(['A task', [['Undo']]]);
    const edited = await result<Message>(telegram, 'editMessageText', { chat_id, message_id, text: 'Done' });
    expect(edited).toMatchObject({ text: 'Done', edit_date: expect.any(Number) });
    expect([card?.text, card?.labels, card?.edited]).toEqual(['Done', [], true]);
    expect(card?.history.map((version) => version.text)).toEqual(['A task', 'A task', 'Done']);
    expect(ivanova.chat.messages).toHaveLength(1);
  });

  it('are not modified by the same buttons in another order of fields', async () => {
    const { telegram, chat_id } = await startChat();
    const [first, second] = [
      { text: 'A', callback_data: 'x' },
      { callback_data: 'x', hide: false, text: 'A' },
    ];
    const markup = (button: object) => ({ inline_keyboard: [[button], []] });
    await result(telegram, 'sendMessage', { chat_id, text: 'A task', reply_markup: markup(first) });
    const edit = { chat_id, message_id: 1, reply_markup: markup(second) };
    expect((await call(telegram, 'editMessageReplyMarkup', edit)).description).toContain(
      'message is not modified',
    );
  });

  it('let captions be edited', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const form = new FormData();
    form.set('chat_id', String(chat_id));
    form.set('document', new Blob([png()], { type: 'image/png' }), 'offer.png');
    await call(telegram, 'sendDocument', {}, { body: form });
    const edit = { chat_id, message_id: 1, caption: 'The offer' };
    expect(await result(telegram, 'editMessageCaption', edit)).toMatchObject({
      caption: 'The offer',
      document: { file_name: 'offer.png', mime_type: 'image/png', file_size: 33 },
    });
    expect(ivanova.chat.last?.text).toBe('The offer');
  });

  it('are deleted within 48 hours, the ones of people too', async () => {
    let now = 0;
    const { telegram, ivanova, chat_id } = await startChat({ now: () => now });
    const old = ivanova.send('Old');
    now = 2 * DAY;
    const fresh = ivanova.send('Fresh');
    const answer = await call(telegram, 'deleteMessage', { chat_id, message_id: old.id });
    expect(answer.description).toBe("Bad Request: message can't be deleted");
    await result(telegram, 'deleteMessages', { chat_id, message_ids: [old.id, fresh.id, 99] });
    expect(ivanova.chat.messages).toEqual([old]);
    expect(ivanova.chat.everything).toEqual([old, fresh]);
    now = DAY;
    await result(telegram, 'deleteMessage', { chat_id, message_id: old.id });
    expect(ivanova.chat.messages).toEqual([]);
  });

  it('are pinned with a note, and unpinned', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const { message_id } = await result<Message>(telegram, 'sendMessage', { chat_id, text: 'A task' });
    await result(telegram, 'pinChatMessage', { chat_id, message_id });
    await result(telegram, 'pinChatMessage', { chat_id, message_id });
    expect(ivanova.chat.pinned.map((message) => message.id)).toEqual([message_id]);
    expect(await result(telegram, 'getChat', { chat_id })).toMatchObject({ pinned_message: { message_id } });
    const note = ivanova.chat.last?.id;
    expect(ivanova.chat.last?.content.service).toMatchObject({ pinned_message: { message_id } });
    for (const method of ['copyMessage', 'forwardMessage']) {
      const refused = await call(telegram, method, { chat_id, from_chat_id: chat_id, message_id: note });
      expect(refused.description).toMatch(/^Bad Request: message can't be (copied|forwarded)$/);
    }
    await result(telegram, 'unpinChatMessage', { chat_id });
    await result(telegram, 'pinChatMessage', { chat_id, message_id });
    await result(telegram, 'unpinAllChatMessages', { chat_id });
    expect(ivanova.chat.pinned).toEqual([]);
  });

  it('are copied and forwarded without their keyboard', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const sent = { chat_id, text: 'A task', reply_markup: keyboard('Done', 'done') };
    const { message_id } = await result<Message>(telegram, 'sendMessage', sent);
    const source = { chat_id, from_chat_id: chat_id, message_id };
    expect(await result(telegram, 'copyMessage', source)).toEqual({ message_id: 2 });
    expect(await result(telegram, 'forwardMessage', source)).toMatchObject({
      text: 'A task',
      forward_origin: { type: 'user', sender_user: { is_bot: true } },
    });
    expect(ivanova.chat.messages.map((message) => message.labels)).toEqual([[['Done']], [], []]);
  });

  it('count from 1 in every chat', async () => {
    const { telegram, chat_id } = await startChat();
    const petrov = telegram.person({ firstName: 'Petrov' }).open();
    const ids = [];
    for (const id of [chat_id, petrov.id]) {
      ids.push((await result<Message>(telegram, 'sendMessage', { chat_id: id, text: 'A task' })).message_id);
    }
    expect(ids).toEqual([1, 1]);
  });
});
