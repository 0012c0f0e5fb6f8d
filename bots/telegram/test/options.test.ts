import { createEngine, MemoryDirectory, SdkError } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { type TelegramBotOptions, telegramBot } from '../src/index.js';

const TOKEN = '123456789:AAH-secret_letters';

const problem = (options: object): string => {
  try {
    telegramBot({ token: TOKEN, ...options } as TelegramBotOptions);
  } catch (error) {
    if (SdkError.is(error, 'COMPOSITION_INVALID')) return error.message;
    throw error;
  }
  throw new Error('expected a refusal');
};

describe('the options', () => {
  it.each([
    [{ token: '' }, 'token: expected the form 123456789:letters-and-digits'],
    [{ token: 'TELEGRAM_TOKEN' }, 'token: expected the form'],
    [{ apiRoot: 'ftp://example.com' }, 'apiRoot: expected an http(s) address'],
    [{ timeZone: 'Moscow' }, 'timeZone: expected an IANA name'],
    [{ locale: 'de' }, 'locale:'],
    [{ privacy: 'none' }, 'privacy:'],
    [{ currency: 'ROUBLE' }, 'currency: expected an ISO 4217 code'],
    [{ dealUrl: 'https://crm.example.com' }, 'dealUrl: expected a function'],
    [{ tenant: '' }, 'tenant:'],
    [{ polling: true }, 'polling'],
  ])('refuse %j', (options, expected) => {
    expect(problem(options)).toContain(expected);
  });

  it('come out wrong all at once, without the token', () => {
    const message = problem({ token: `${TOKEN} `, locale: 'de' });
    expect(message).toContain('token:');
    expect(message).toContain('locale:');
    expect(message).not.toContain('secret');
  });
});

describe('a bot without an engine that runs', () => {
  it('says so when it is asked for links', async () => {
    const bot = telegramBot({ token: TOKEN, apiRoot: 'http://127.0.0.1:9' });
    await expect(bot.links.invite('ivanova')).rejects.toMatchObject({ code: 'ENGINE_STOPPED' });
    const engine = await createEngine({ plugins: [bot] });
    await engine.stop();
    await expect(bot.links.of('ivanova')).rejects.toMatchObject({ code: 'ENGINE_STOPPED' });
  });

  it('says what to do when the name of the bot can not be learnt', async () => {
    const bot = telegramBot({ token: TOKEN, apiRoot: 'http://127.0.0.1:9' });
    const directory = new MemoryDirectory([{ id: 'ivanova', name: 'Ivanova', active: true, roles: [] }]);
    const engine = await createEngine({ plugins: [bot], directory, logger: silent });
    await expect(bot.links.invite('ivanova')).rejects.toMatchObject({ code: 'CHANNEL_UNREACHABLE' });
    await engine.stop();
  });
});

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
