import {
  connectionReset,
  cutResponse,
  lostResponse,
  refused,
  serverError,
  tooManyRequests,
} from '@dealroute/testing/telegram';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../src/api/api-error.js';
import { Outbound, saying } from '../src/api/outbound.js';
import { TelegramApi } from '../src/api/telegram-api.js';
import { html } from '../src/texts/html.js';
import { botMessages, Office, QUICK, quiet, startTelegram } from './support/office.js';

async function withOutbound(pace = QUICK) {
  const telegram = await startTelegram();
  const ivanova = telegram.person({ firstName: 'Anna' }).open();
  return { telegram, ivanova, out: new Outbound(new TelegramApi(telegram.token, telegram.url, pace)) };
}

const failure = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!ApiError.is(error)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
};

describe('a message that is sent', () => {
  it('waits as long as Telegram says after a 429, and so do those behind it', async () => {
    const { telegram, ivanova, out } = await withOutbound();
    telegram.faults.next('sendMessage', tooManyRequests(1));
    const before = Date.now();
    await out.send(ivanova.id, saying('one'));
    await out.send(ivanova.id, saying('two'));
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
    expect(botMessages(ivanova).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(telegram.callsOf('sendMessage')).toHaveLength(3);
  });

  it('is left to the next delivery when Telegram wants a long quiet', async () => {
    const { telegram, ivanova, out } = await withOutbound();
    telegram.faults.next('sendMessage', tooManyRequests(60));
    expect((await failure(out.send(ivanova.id, saying('one')))).failure).toBe('tooMany');
    expect((await failure(out.send(ivanova.id, saying('two')))).failure).toBe('tooMany');
    expect(telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  it.each([
    ['an error page', serverError(502)],
    ['a reset connection', connectionReset()],
    ['a lost answer', lostResponse()],
    ['a cut answer', cutResponse()],
  ])('fails in time on %s, without the token in the error', async (_, fault) => {
    const { telegram, ivanova, out } = await withOutbound();
    telegram.faults.next('sendMessage', fault);
    const error = await failure(out.send(ivanova.id, saying('one')));
    expect(error.failure).toBe('unreachable');
    expect(`${error.message} ${error.stack}`).not.toContain(telegram.token.split(':')[1]);
  });

  it('is sent as plain text where Telegram refuses the markup', async () => {
    const { ivanova, out } = await withOutbound();
    await out.send(ivanova.id, { text: { html: '<b>Fish &amp; chips</i>' } });
    expect(botMessages(ivanova).map(({ text }) => text)).toEqual(['Fish & chips']);
  });

  it('goes without the button to an address that Telegram refuses', async () => {
    const { ivanova, out } = await withOutbound();
    const keyboard = [
      [
        { text: 'Yes', callback_data: 'x' },
        { text: 'CRM', url: 'http://localhost:3000/deals/1' },
      ],
      [{ text: 'CRM', url: 'http://localhost:3000/deals/1' }],
    ];
    await out.send(ivanova.id, { text: html`A task`, keyboard });
    expect(botMessages(ivanova)[0]?.labels).toEqual([['Yes']]);
  });

  it('follows a group that has become a supergroup', async () => {
    const { telegram, ivanova, out } = await withOutbound();
    telegram.faults.next(
      'sendMessage',
      refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: ivanova.id,
      }),
    );
    const sent = await out.send(-5, saying('one'));
    expect(sent.chat).toBe(ivanova.id);
    expect(botMessages(ivanova)).toHaveLength(1);
  });

  it('fails where nothing can be left out', async () => {
    const { telegram, ivanova, out } = await withOutbound();
    telegram.faults.next('sendMessage', refused(400, 'Bad Request: something else'));
    expect((await failure(out.send(ivanova.id, saying('one')))).failure).toBe('refused');
  });
});

describe('a message that is changed', () => {
  it('may be as it is already', async () => {
    const { ivanova, out } = await withOutbound();
    const sent = await out.send(ivanova.id, saying('one'));
    expect(await out.edit(sent, saying('one'))).toBe(true);
    expect(await out.edit(sent, saying('two'))).toBe(true);
    expect(botMessages(ivanova)[0]?.text).toBe('two');
  });

  it('may be gone', async () => {
    const { ivanova, out } = await withOutbound();
    expect(await out.edit({ chat: ivanova.id, message: 404 }, saying('one'))).toBe(false);
  });
});

describe('a person who blocked the bot', () => {
  it('gets nothing more, an admin is told once, and the tasks stay in the CRM', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    await quiet(office);
    office.telegram.updates.hold();
    ivanova.block();
    await office.deal('D-1');
    await office.deal('D-2');
    await office.engine.settle();
    const { items } = await office.engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'undelivered', key: 'telegram:blocked:ivanova', details: { user: 'ivanova' }, count: 1 },
    ]);
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
    expect((await office.engine.myTasks('ivanova')).items).toHaveLength(2);
  });

  it('is noticed by the update too, and gets tasks again after coming back', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    ivanova.block();
    await quiet(office);
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
    ivanova.start();
    await ivanova.waitFor('You are linked as Ivanova');
    await office.deal('D-1');
    await ivanova.waitFor('Send the offer');
  });

  it('may have deleted the account', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    ivanova.deactivate();
    await office.deal('D-1');
    await office.engine.settle();
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
  });
});

it('a card comes once though the messenger was down when it was due', async () => {
  const office = await Office.open({ engine: { background: false } });
  const ivanova = await office.linked('ivanova');
  office.telegram.faults.next('sendMessage', serverError(503), 1);
  await office.deal('D-1');
  await office.engine.settle();
  const cards = () => botMessages(ivanova).filter(({ text }) => text.includes('New task'));
  expect(cards()).toEqual([]);
  office.realTimePasses(60_000);
  await office.engine.settle();
  expect(cards()).toHaveLength(1);
  office.realTimePasses(60_000);
  await office.engine.settle();
  expect(cards()).toHaveLength(1);
});
