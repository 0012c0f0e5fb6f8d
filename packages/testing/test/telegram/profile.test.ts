import { describe, expect, it } from 'vitest';
import { result, startChat } from './support/telegram.js';

const tasks = { command: 'tasks', description: 'My tasks' };
const link = { command: 'link', description: 'Link this chat' };

describe('the profile of the bot', () => {
  it('has commands for each scope and language', async () => {
    const { telegram, chat_id } = await startChat();
    const scope = { type: 'chat', chat_id };
    await result(telegram, 'setMyCommands', { commands: [tasks] });
    await result(telegram, 'setMyCommands', { commands: [link], scope, language_code: 'ru' });
    expect(await result(telegram, 'getMyCommands')).toEqual([tasks]);
    expect(await result(telegram, 'getMyCommands', { scope, language_code: 'ru' })).toEqual([link]);
    expect(await result(telegram, 'getMyCommands', { scope })).toEqual([]);
    await result(telegram, 'deleteMyCommands', { scope, language_code: 'ru' });
    expect(await result(telegram, 'getMyCommands', { scope, language_code: 'ru' })).toEqual([]);
  });

  it.each([
    ['Name', { name: 'Сделки' }, { name: 'Deal bot' }],
    ['Description', { description: 'Задачи' }, { description: '' }],
    ['ShortDescription', { short_description: 'Задачи' }, { short_description: '' }],
  ])('has a text in each language: %s', async (what, text, before) => {
    const { telegram } = await startChat();
    await result(telegram, `setMy${what}`, { ...text, language_code: 'ru' });
    expect(await result(telegram, `getMy${what}`)).toEqual(before);
    expect(await result(telegram, `getMy${what}`, { language_code: 'ru' })).toEqual(text);
  });

  it('has a menu button, also of its own in a chat', async () => {
    const { telegram, chat_id } = await startChat();
    await result(telegram, 'setChatMenuButton', { menu_button: { type: 'commands' } });
    expect(await result(telegram, 'getChatMenuButton', { chat_id })).toEqual({ type: 'commands' });
    await result(telegram, 'setChatMenuButton', { chat_id });
    expect(await result(telegram, 'getChatMenuButton', { chat_id })).toEqual({ type: 'default' });
  });

  it('is told by getMe', async () => {
    const { telegram } = await startChat({
      token: '42:x',
      bot: { firstName: 'Tasks', username: 'task_bot' },
    });
    const me = { id: 42, is_bot: true, first_name: 'Tasks', username: 'task_bot', can_join_groups: true };
    expect(await result(telegram, 'getMe')).toMatchObject(me);
    await expect(startChat({ token: 'x' })).rejects.toThrow('begins with the number');
  });
});
