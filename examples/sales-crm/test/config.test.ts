import { expect, test } from 'vitest';
import { readConfig } from '../src/config.js';

const messageOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('nothing needs to be set', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, locale: 'ru' });
  expect(config.dataDir).toMatch(/examples\/sales-crm\/data$/);
  expect([config.telegram, config.publicUrl, config.businessStart]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('an empty variable counts as left out', () => {
  expect(readConfig({ PORT: '', TELEGRAM_BOT_TOKEN: ' ', LOCALE: '' })).toEqual(readConfig({}));
});

test('what is set is read', () => {
  const config = readConfig({
    PORT: '8080',
    LOCALE: 'en',
    TELEGRAM_BOT_TOKEN: '123456789:AAbbCC-ddEEff',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    PUBLIC_URL: 'https://crm.example.org/',
    BUSINESS_START: '2026-03-02T10:00:00+03:00',
  });
  expect(config).toMatchObject({
    port: 8080,
    locale: 'en',
    telegram: { token: '123456789:AAbbCC-ddEEff', apiRoot: 'http://127.0.0.1:8081' },
    publicUrl: 'https://crm.example.org',
    businessStart: Date.UTC(2026, 2, 2, 7),
  });
});

test('every wrong variable is named with an example, in one message', () => {
  const message = messageOf({ PORT: 'x', LOCALE: 'de', PUBLIC_URL: 'crm', BUSINESS_START: 'soon' });
  for (const example of [
    'PORT=8080',
    'LOCALE=en',
    'PUBLIC_URL=https://crm.example.org',
    'BUSINESS_START=2026-',
  ])
    expect(message).toContain(example);
});

test('a wrong token is refused without being shown', () => {
  const message = messageOf({ TELEGRAM_BOT_TOKEN: 'secret-token' });
  expect(message).toContain('TELEGRAM_BOT_TOKEN=123456789:AAbbCC-ddEEff');
  expect(message).not.toContain('secret-token');
});

test('an address of Telegram without a bot is a mistake', () => {
  expect(messageOf({ TELEGRAM_API_ROOT: 'http://127.0.0.1:1' })).toContain(
    'TELEGRAM_API_ROOT: it needs a bot',
  );
});
