import { describe, expect, it } from 'vitest';
import { CALLBACK_LIFETIME_MS, type Message } from '../../src/telegram/index.js';
import { call, keyboard, result, startChat } from './support/telegram.js';

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

async function startCard(now = () => 0) {
  const started = await startChat({ now });
  const { telegram, ivanova, chat_id } = started;
  await result<Message>(telegram, 'sendMessage', {
    chat_id,
    text: 'A task',
    reply_markup: keyboard('Done', 'done'),
  });
  const card = await ivanova.waitFor('A task');
  return { ...started, card };
}

describe('a pressed button', () => {
  it('asks the bot, and its answer is shown to the one who pressed', async () => {
    const { telegram, ivanova, card } = await startCard();
    const press = ivanova.press(card, 'Done');
    const callback_query_id = press.query?.id;
    expect(telegram.updates.pending).toMatchObject([
      {
        callback_query: {
          id: callback_query_id,
          data: 'done',
          from: { id: ivanova.id },
          message: { text: 'A task' },
        },
      },
    ]);
    expect(press.answer).toBeUndefined();
    await result(telegram, 'answerCallbackQuery', { callback_query_id, text: 'Saved', show_alert: true });
    expect(await press.answered()).toEqual({ text: 'Saved', alert: true });
    expect(ivanova.toasts).toEqual([{ text: 'Saved', alert: true }]);
  });

  it('is answered once', async () => {
    const { telegram, ivanova, card } = await startCard();
    const callback_query_id = ivanova.press(card, 'Done').query?.id;
    const url = 'https://t.me/deal_bot?start=x';
    expect((await call(telegram, 'answerCallbackQuery', { callback_query_id, url })).ok).toBe(true);
    const again = await call(telegram, 'answerCallbackQuery', { callback_query_id });
    expect(again).toMatchObject({ status: 400, description: TOO_OLD });
    expect(ivanova.toasts).toEqual([{ text: '', alert: false, url }]);
  });

  it('waits 150 seconds', async () => {
    let now = 0;
    const { telegram, ivanova, card } = await startCard(() => now);
    const [inTime, late] = [ivanova.press(card, 'Done').query?.id, ivanova.press(card, 'Done').query?.id];
    now = CALLBACK_LIFETIME_MS;
    expect((await call(telegram, 'answerCallbackQuery', { callback_query_id: inTime })).ok).toBe(true);
    now += 1;
    expect(await call(telegram, 'answerCallbackQuery', { callback_query_id: late })).toMatchObject({
      description: TOO_OLD,
    });
  });

  it.each([
    [{ text: 'x'.repeat(201) }, 'MESSAGE_TOO_LONG'],
    [{ url: 'https://crm.example.com' }, 'URL_INVALID'],
  ])('is not answered with %j', async (fields, why) => {
    const { telegram, ivanova, card } = await startCard();
    const callback_query_id = ivanova.press(card, 'Done').query?.id;
    const answer = await call(telegram, 'answerCallbackQuery', { callback_query_id, ...fields });
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: ${why}` });
  });

  it('can carry data that no button has: an old copy, or a forgery', async () => {
    const { telegram, ivanova, card } = await startCard();
    ivanova.pressData(card, 'forged');
    expect(telegram.updates.pending).toMatchObject([{ callback_query: { data: 'forged' } }]);
  });

  it('that opens or copies something asks nobody', async () => {
    const { telegram, ivanova, chat_id } = await startCard();
    const row = [
      { text: 'Open', url: 'https://crm.example.com/5' },
      { text: 'Copy', copy_text: { text: '1042' } },
    ];
    await result(telegram, 'sendMessage', {
      chat_id,
      text: 'Links',
      reply_markup: { inline_keyboard: [row] },
    });
    const message = await ivanova.waitFor('Links');
    expect(ivanova.press(message, 'Open').url).toBe('https://crm.example.com/5');
    expect(ivanova.press(message, 'Copy').copied).toBe('1042');
    await expect(ivanova.press(message, 'Copy').answered()).rejects.toThrow('asks the bot nothing');
    expect(telegram.updates.pending).toEqual([]);
  });

  it('that is not there is an error of the test, and names those that are', async () => {
    const { telegram, ivanova, card, chat_id } = await startCard();
    expect(() => ivanova.press(card, 'Undo')).toThrow('finds no button "Undo": message 1 shows [["Done"]]');
    await result(telegram, 'deleteMessage', { chat_id, message_id: card.id });
    expect(() => ivanova.press(card, 'Done')).toThrow('message 1 is deleted');
  });
});
