import { Markup, Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectionReset,
  cutResponse,
  type FakeTelegram,
  lostResponse,
  serverError,
  tooManyRequests,
} from '../../src/telegram/index.js';
import { serve } from './support/bot-server.js';
import { png, startChat } from './support/telegram.js';

const running: { bot: Telegraf; ended: Promise<unknown> }[] = [];

afterEach(async () => {
  for (const { bot, ended } of running.splice(0)) {
    bot.stop();
    await ended;
  }
});

function makeBot(telegram: FakeTelegram): Telegraf {
  const bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.url, webhookReply: false } });
  bot.start((context) =>
    context.replyWithHTML(`Hello, <b>${context.from.first_name}</b>: ${context.payload}`),
  );
  bot.command('task', (context) =>
    context.reply(
      'A task',
      Markup.inlineKeyboard([Markup.button.callback('Done', 'done'), Markup.button.callback('Why?', 'why')]),
    ),
  );
  bot.command('map', (context) =>
    context.replyWithPhoto({ source: png(), filename: 'map.png' }, { caption: 'Map' }),
  );
  bot.action('done', async (context) => {
    await context.answerCbQuery('Saved');
    await context.editMessageText('✅ Done');
  });
  bot.action('why', async (context) => {
    await context.answerCbQuery();
    await context.reply('Why?', Markup.forceReply());
  });
  bot.on(message('text'), (context) => context.reply(`Noted: ${context.message.text}`));
  return bot;
}

async function startPolling(telegram: FakeTelegram): Promise<Telegraf> {
  const bot = makeBot(telegram);
  running.push({ bot, ended: bot.launch() });
  await telegram.waitForPoll();
  return bot;
}

describe('a Telegraf bot that polls', () => {
  it('talks with a person', async () => {
    const { telegram, ivanova } = await startChat();
    await startPolling(telegram);
    ivanova.start('code5');
    const hello = await ivanova.waitFor('Hello, Anna: code5');
    expect(hello.entities).toEqual([{ type: 'bold', offset: 7, length: 4 }]);
    ivanova.send('/task');
    const card = await ivanova.waitFor('A task');
    expect(card.labels).toEqual([['Done', 'Why?']]);
    const press = ivanova.press(card, 'Done');
    expect(await press.answered()).toEqual({ text: 'Saved', alert: false });
    expect(await ivanova.waitFor('✅ Done')).toBe(card);
    expect(card.buttons).toEqual([]);
    await telegram.settled();
    expect(ivanova.chat.messages).toHaveLength(4);
  });

  it('asks for a reply and sends a picture', async () => {
    const { telegram, ivanova } = await startChat();
    await startPolling(telegram);
    ivanova.send('/task');
    ivanova.press(await ivanova.waitFor('A task'), 'Why?');
    const question = await ivanova.waitFor('Why?');
    expect(question.content.replyMarkup?.force_reply).toBe(true);
    ivanova.reply(question, 'Too expensive');
    await ivanova.waitFor('Noted: Too expensive');
    ivanova.send('/map');
    expect((await ivanova.waitFor('Map')).content.photo).toMatchObject([{ width: 40, height: 30 }]);
  });

  it('sees a repeated update again', async () => {
    const { telegram, ivanova } = await startChat();
    await startPolling(telegram);
    telegram.updates.hold();
    ivanova.send('one');
    telegram.updates.release();
    await ivanova.waitFor('Noted: one');
    const [answered] = telegram
      .callsOf('getUpdates')
      .flatMap((each) => (each.answer?.ok ? [each.answer.result] : []));
    const [update] = answered as Parameters<typeof telegram.updates.repeat>[0][];
    if (!update) throw new Error('expected an update');
    telegram.updates.repeat(update);
    await telegram.waitForCall(
      () => ivanova.chat.messages.filter(({ text }) => text === 'Noted: one').length === 2,
    );
  });

  it('stops for good after a conflict', async () => {
    const { telegram } = await startChat();
    const bot = makeBot(telegram);
    const ended = expect(bot.launch()).rejects.toThrow(
      '409: Conflict: terminated by other getUpdates request',
    );
    await telegram.waitForPoll();
    await fetch(`${telegram.url}/bot${telegram.token}/getUpdates`);
    await ended;
  });
});

describe('what a Telegraf bot hears of a fault', () => {
  it.each([
    ['429', tooManyRequests(5), { response: { error_code: 429, parameters: { retry_after: 5 } } }],
    ['502', serverError(502), { response: { error_code: 502, description: 'Bad Gateway' } }],
    ['a reset', connectionReset(), { code: 'ECONNRESET' }],
    ['a lost answer', lostResponse(), { code: 'ECONNRESET' }],
  ])('%s', async (_, fault, expected) => {
    const { telegram, chat_id } = await startChat();
    telegram.faults.next('sendMessage', fault);
    const sending = makeBot(telegram).telegram.sendMessage(chat_id, 'A task');
    await expect(sending).rejects.toMatchObject(expected);
  });

  it('nothing of a cut answer: without a signal of its own it waits for ever', async () => {
    const { telegram, chat_id } = await startChat();
    telegram.faults.next('sendMessage', cutResponse());
    const patience = new AbortController();
    const { telegram: api } = makeBot(telegram);
    // Telegraf types its signals by a polyfill that lacks what Node has added since.
    const options = { signal: patience.signal as never };
    const sending = api.callApi('sendMessage', { chat_id, text: 'A task' }, options);
    await telegram.waitForCall('sendMessage');
    patience.abort();
    await expect(sending).rejects.toThrow('aborted');
  });

  it('a refusal, in the words of Telegram', async () => {
    const { telegram, chat_id } = await startChat();
    const { telegram: api } = makeBot(telegram);
    const keyboard = Markup.inlineKeyboard([Markup.button.callback('Go', 'x'.repeat(65))]);
    await expect(api.sendMessage(chat_id, 'A task', keyboard)).rejects.toThrow(
      '400: Bad Request: BUTTON_DATA_INVALID',
    );
  });
});

describe('a Telegraf bot with a webhook', () => {
  it('talks with a person', async () => {
    const { telegram, ivanova } = await startChat();
    const bot = makeBot(telegram);
    const handle = bot.webhookCallback('/hook', { secretToken: 'secret' });
    const url = await serve((request, response) => void handle(request, response));
    await bot.telegram.setWebhook(`${url}/hook`, { secret_token: 'secret' });
    ivanova.send('/task');
    ivanova.press(await ivanova.waitFor('A task'), 'Done');
    await ivanova.waitFor('✅ Done');
    await telegram.settled();
    expect(ivanova.toasts).toEqual([{ text: 'Saved', alert: false }]);
  });
});
