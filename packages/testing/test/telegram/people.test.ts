import { describe, expect, it } from 'vitest';
import { result, startChat, startTelegram } from './support/telegram.js';

describe('a person', () => {
  it('starts the bot with the code of a deep link', async () => {
    const telegram = await startTelegram();
    const ivanova = telegram.person({ firstName: 'Anna', username: 'ivanova', languageCode: 'ru' });
    ivanova.start('a-code_5');
    expect(telegram.updates.pending).toMatchObject([
      {
        message: {
          text: '/start a-code_5',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
          from: {
            id: ivanova.id,
            is_bot: false,
            first_name: 'Anna',
            username: 'ivanova',
            language_code: 'ru',
          },
          chat: { id: ivanova.id, type: 'private' },
        },
      },
    ]);
    expect(ivanova.followLink(telegram.startLink('x')).text).toBe('/start x');
    expect(ivanova.followLink('https://t.me/deal_bot').text).toBe('/start');
    expect(() => ivanova.followLink('https://t.me/other_bot?start=x')).toThrow('does not lead to the bot');
  });

  it.each(['a.b', 'ж', '', 'x'.repeat(65)])('cannot start with the code %j', async (code) => {
    const { ivanova } = await startChat();
    expect(() => ivanova.start(code)).toThrow('must be 1-64 characters of A-Z, a-z, 0-9, _ and -');
  });

  it('answers a message', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    await result(telegram, 'sendMessage', { chat_id, text: 'Why?', reply_markup: { force_reply: true } });
    ivanova.reply(await ivanova.waitFor('Why?'), 'Too expensive');
    expect(telegram.updates.pending).toMatchObject([
      { message: { text: 'Too expensive', reply_to_message: { message_id: 1, text: 'Why?' } } },
    ]);
  });

  it('tells the bot when it blocks and unblocks it', async () => {
    const { telegram, ivanova } = await startChat();
    ivanova.block();
    ivanova.block();
    expect(ivanova.blocked).toBe(true);
    ivanova.start();
    expect(telegram.updates.pending).toMatchObject([
      { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
      { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
      { message: { text: '/start' } },
    ]);
  });

  it('can do only what a person can', async () => {
    const telegram = await startTelegram();
    const ivanova = telegram.person({ firstName: 'Anna' });
    expect(() => ivanova.send('Hi')).toThrow(
      'Anna cannot write to the bot: the chat is unknown. Call open() or start()',
    );
    ivanova.open().block();
    expect(() => ivanova.send('Hi')).toThrow('Call unblock() first.');
    ivanova.unblock();
    expect(() => ivanova.send(' ')).toThrow('has 0');
    expect(() => ivanova.send('x'.repeat(4097))).toThrow('has 4097');
    const sales = telegram.group({ title: 'Sales', members: [] });
    expect(() => ivanova.send('Hi', { in: sales })).toThrow('Anna is no member of Sales');
    expect(() => telegram.person({ id: ivanova.id, firstName: 'Petrov' })).toThrow(
      `The id ${ivanova.id} is taken`,
    );
  });

  it('waits for messages and edits by text, pattern or predicate, the newest first', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const coming = ivanova.waitFor(/done/i);
    await result(telegram, 'sendMessage', { chat_id, text: 'Task 1' });
    await result(telegram, 'sendMessage', { chat_id, text: 'Task 2' });
    expect((await ivanova.waitFor('Task')).id).toBe(2);
    await result(telegram, 'editMessageText', { chat_id, message_id: 1, text: 'Done' });
    expect((await coming).id).toBe(1);
    expect(await ivanova.waitFor((message) => message.edited)).toBe(await coming);
  });

  it('says what there is when nothing comes', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    await result(telegram, 'sendMessage', { chat_id, text: 'Task 1' });
    const waiting = ivanova.waitFor('Done', { timeoutMs: 5 });
    await expect(waiting).rejects.toThrow(
      /waited for Done and has these last messages:\n {2}#1 Deal bot: Task 1/,
    );
    await expect(telegram.waitForCall('getChat', { timeoutMs: 5 })).rejects.toThrow(
      'there were: sendMessage',
    );
    await expect(telegram.waitForPoll({ timeoutMs: 5 })).rejects.toThrow('does not poll');
  });
});

describe('a group', () => {
  it('shows the bot commands, mentions and answers only', async () => {
    const { telegram, ivanova } = await startChat();
    const sales = telegram.group({ title: 'Sales', members: [ivanova] });
    const { message_id } = await result<{ message_id: number }>(telegram, 'sendMessage', {
      chat_id: sales.id,
      text: 'Digest',
    });
    const digest = sales.chat.find(message_id);
    if (!digest) throw new Error('expected a message');
    ivanova.send('between ourselves', { in: sales });
    ivanova.send('/tasks', { in: sales });
    ivanova.send('look, @deal_bot', { in: sales });
    ivanova.reply(digest, 'thanks');
    expect(telegram.updates.pending.map((update) => update.message?.text)).toEqual([
      '/tasks',
      'look, @deal_bot',
      'thanks',
    ]);
    expect(await result(telegram, 'getChatMemberCount', { chat_id: sales.id })).toBe(2);
    expect(await result(telegram, 'getChatAdministrators', { chat_id: sales.id })).toMatchObject([
      { status: 'creator' },
    ]);
    expect(await result(telegram, 'getChatMember', { chat_id: sales.id, user_id: ivanova.id })).toMatchObject(
      { status: 'member' },
    );
    sales.leave(ivanova);
    expect(await result(telegram, 'getChatMember', { chat_id: sales.id, user_id: ivanova.id })).toMatchObject(
      { status: 'left' },
    );
  });

  it('lets any member press a button', async () => {
    const { telegram, ivanova } = await startChat();
    const petrov = telegram.person({ firstName: 'Petrov' });
    const sales = telegram.group({ title: 'Sales', members: [ivanova, petrov] });
    const reply_markup = { inline_keyboard: [[{ text: 'Take', callback_data: 'take' }]] };
    await result(telegram, 'sendMessage', { chat_id: sales.id, text: 'Who?', reply_markup });
    petrov.press(await petrov.waitFor('Who?', { in: sales }), 'Take');
    expect(telegram.updates.pending).toMatchObject([
      { callback_query: { from: { id: petrov.id }, data: 'take' } },
    ]);
  });

  it('that has become a supergroup says its new id', async () => {
    const { telegram, ivanova } = await startChat();
    const sales = telegram.group({ title: 'Sales', members: [ivanova] });
    const old = sales.id;
    sales.migrate();
    const response = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${old}&text=x`);
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: sales.id },
    });
    expect(telegram.updates.pending).toMatchObject([
      { message: { migrate_to_chat_id: sales.id } },
      { message: { migrate_from_chat_id: old } },
    ]);
    await result(telegram, 'sendMessage', { chat_id: sales.id, text: 'x' });
    expect(() => sales.migrate()).toThrow('Only a basic group');
  });

  it('without the bot refuses it', async () => {
    const { telegram, ivanova } = await startChat();
    const sales = telegram.group({ title: 'Sales', members: [ivanova], username: 'sales_team' });
    await result(telegram, 'sendMessage', { chat_id: '@sales_team', text: 'x' });
    sales.kickBot();
    for (const method of ['sendMessage', 'getChat']) {
      const response = await fetch(
        `${telegram.url}/bot${telegram.token}/${method}?chat_id=${sales.id}${method === 'getChat' ? '' : '&text=x'}`,
      );
      expect(await response.json()).toMatchObject({
        error_code: 403,
        description: 'Forbidden: bot was kicked from the supergroup chat',
      });
    }
  });

  it('has topics', async () => {
    const { telegram, ivanova } = await startChat();
    const admins = telegram.group({ title: 'Admins', members: [ivanova], topics: ['Digest'] });
    const message_thread_id = admins.topic('Digest');
    const sent = await result(telegram, 'sendMessage', { chat_id: admins.id, text: 'x', message_thread_id });
    expect(sent).toMatchObject({
      message_thread_id,
      is_topic_message: true,
      chat: { type: 'supergroup', is_forum: true },
    });
    expect(() => admins.topic('Other')).toThrow('has no topic "Other"');
    await result(telegram, 'leaveChat', { chat_id: admins.id });
  });
});
