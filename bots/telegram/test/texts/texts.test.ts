import { describe, expect, it } from 'vitest';
import { readOptions } from '../../src/options.js';
import { clipped, html, lines, messagesOf, plainText } from '../../src/texts/html.js';
import { Reader } from '../../src/texts/reader.js';
import { WORDS } from '../../src/texts/words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const settings = readOptions({ token: '123456789:AAH-secret_letters', currency: 'RUB' });

describe('HTML', () => {
  it('escapes everything that is filled in, once', () => {
    const inner = html`<b>${'<script>&"'}</b>`;
    expect(html`${inner} ${5} ${'</b>'}`.html).toBe('<b>&lt;script&gt;&amp;&quot;</b> 5 &lt;/b&gt;');
    expect(lines('<i>', false, null, html`<i>x</i>`).html).toBe('&lt;i&gt;\n<i>x</i>');
  });

  it('replaces what is no Unicode', () => {
    expect(html`${'a\ud800b\0c😀'}`.html).toBe('a\ufffdbc😀');
  });

  it('becomes plain text again', () => {
    expect(plainText(html`<b>${'1 < 2 & "3"'}</b>`.html)).toBe('1 < 2 & "3"');
  });

  it('is clipped between characters', () => {
    expect(clipped('short', 5)).toBe('short');
    expect(clipped('ab😀cd', 4)).toBe('ab…');
  });

  it('is divided between lines only', () => {
    const divided = messagesOf([html`aaaa`, html`bbbb`, html`cccc`], 9);
    expect(divided.map(({ html: text }) => text)).toEqual(['aaaa\nbbbb', 'cccc']);
  });
});

describe('spans of time', () => {
  it.each([
    [10_000, '1 minute', '1 минуту'],
    [2 * MINUTE, '2 minutes', '2 минуты'],
    [21 * MINUTE, '21 minutes', '21 минуту'],
    [25 * MINUTE, '25 minutes', '25 минут'],
    [2 * HOUR, '2 hours', '2 часа'],
    [11 * HOUR, '11 hours', '11 часов'],
    [21 * HOUR, '21 hours', '21 час'],
    [3 * DAY, '3 days', '3 дня'],
    [21 * DAY, '21 days', '21 день'],
    [112 * DAY, '112 days', '112 дней'],
  ])('%i ms is %s, %s', (ms, en, ru) => {
    expect([WORDS.en.time.span(ms), WORDS.ru.time.span(ms)]).toEqual([en, ru]);
  });
});

describe('a reader', () => {
  const now = Date.parse('2026-03-02T22:30:00Z');

  it('sees times in their own zone', () => {
    const moscow = new Reader({ timeZone: 'Europe/Moscow', locale: 'ru' }, settings);
    expect(moscow.when(now, now)).toBe('01:30');
    expect(moscow.day(now)).toBe('2026-03-03');
    expect(moscow.deadline(now - 3 * HOUR, now)).toBe('2 марта, 22:30 (просрочено на 3 часа)');
    expect(moscow.when(now + 400 * DAY, now)).toMatch(/2027/);
  });

  it('has the language and zone of the bot where they have none, or one that does not exist', () => {
    const stranger = new Reader({ locale: 'fr', timeZone: 'Nowhere/City' }, settings);
    expect(stranger.words.locale).toBe('ru');
    expect(stranger.when(now, now)).toBe('01:30');
    expect(new Reader({ locale: 'en-GB' }, settings).words.locale).toBe('en');
  });

  it('sees client and sum where the deal has them', () => {
    const deal = { ref: 'D', title: 'D', pipeline: 'p', stage: 's', responsible: null };
    const reader = new Reader({ locale: 'ru' }, settings);
    const facts = reader.dealFacts({ ...deal, fields: { client: 'ООО «Вектор»', amount: 1_200_000 } });
    expect(facts.map((line) => line.replace(/\s/g, ' '))).toEqual([
      'Клиент: ООО «Вектор»',
      'Сумма: 1 200 000 ₽',
    ]);
    expect(reader.dealFacts({ ...deal, fields: { client: ' ', amount: 'much' } })).toEqual([]);
  });
});

it('both languages say everything, and never the same', () => {
  const keys = (words: object, path = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? keys(value as object, `${path}${key}.`) : [`${path}${key}`],
    );
  expect(keys(WORDS.ru)).toEqual(keys(WORDS.en));
  const texts = (words: object): string[] =>
    Object.values(words).flatMap((value) =>
      typeof value === 'object' ? texts(value as object) : typeof value === 'string' ? [value] : [],
    );
  const same = texts(WORDS.ru).filter((text) => /\p{L}/u.test(text) && texts(WORDS.en).includes(text));
  expect(same.filter((text) => text !== 'ru' && text !== 'en')).toEqual([]);
});
