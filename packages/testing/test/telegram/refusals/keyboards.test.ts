import { describe } from 'vitest';
import { itRefuses } from '../support/refusals.js';

const text = 'The task';
const long = (length: number) => 'x'.repeat(length);
const buttons = (count: number, perRow: number) => ({
  inline_keyboard: Array.from({ length: count / perRow }, () =>
    Array.from({ length: perRow }, () => ({ text: 'x', callback_data: 'x' })),
  ),
});
const button = (fields: object) => ({
  text,
  reply_markup: { inline_keyboard: [[{ text: 'Go', ...fields }]] },
});

describe('keyboards that Telegram refuses', () => {
  itRefuses([
    [
      'a markup that is no JSON',
      'sendMessage',
      { text, reply_markup: '{' },
      "can't parse reply keyboard markup JSON object",
    ],
    [
      'a markup that is no object',
      'sendMessage',
      { text, reply_markup: 5 },
      'object expected as reply markup',
    ],
    [
      'two kinds of markup',
      'sendMessage',
      { text, reply_markup: { force_reply: true, inline_keyboard: [] } },
      'parameter "reply_markup" does not fit: reply_markup.force_reply: InlineKeyboardMarkup has no such field',
    ],
    [
      'a button without text',
      'sendMessage',
      button({ text: undefined, callback_data: 'x' }),
      'parameter "reply_markup" does not fit: reply_markup.inline_keyboard[0][0].text: expected String, it is required',
    ],
    [
      'a button with an empty text',
      'sendMessage',
      button({ text: '', callback_data: 'x' }),
      'inline keyboard button text must be non-empty',
    ],
    [
      'a button without an action',
      'sendMessage',
      button({}),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'empty callback data',
      'sendMessage',
      button({ callback_data: '' }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'callback data of 65 bytes',
      'sendMessage',
      button({ callback_data: `${'я'.repeat(32)}x` }),
      'BUTTON_DATA_INVALID',
    ],
    [
      'a button with two actions',
      'sendMessage',
      button({ callback_data: 'x', url: 'https://crm.example.com' }),
      '[strict] a button has one action, "Go" has callback_data, url',
    ],
    [
      'a web app',
      'sendMessage',
      button({ web_app: { url: 'https://crm.example.com' } }),
      'Not Implemented: the fake server does not play web_app buttons',
    ],
    [
      'a button to a wrong address',
      'sendMessage',
      button({ url: 'http://crm' }),
      "inline keyboard button URL 'http://crm' is invalid: Wrong HTTP URL",
    ],
    [
      'a button to a script',
      'sendMessage',
      button({ url: 'javascript:alert(1)' }),
      "inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
    ],
    [
      'a deep link with a bad code',
      'sendMessage',
      button({ url: 'https://t.me/deal_bot?start=a.b' }),
      '[strict] the button\'s link https://t.me/deal_bot?start=a.b: the start parameter "a.b" must be 1-64 characters of A-Z, a-z, 0-9, _ and -',
    ],
    [
      'a long copied text',
      'sendMessage',
      button({ copy_text: { text: long(257) } }),
      'BUTTON_COPY_TEXT_INVALID',
    ],
    [
      'an unknown style',
      'sendMessage',
      button({ callback_data: 'x', style: 'pink' }),
      '[strict] a button\'s style is danger, success or primary, not "pink"',
    ],
    ['101 buttons', 'sendMessage', { text, reply_markup: buttons(101, 1) }, 'reply markup is too long'],
    [
      '9 buttons in a row',
      'sendMessage',
      { text, reply_markup: buttons(9, 9) },
      '[strict] an inline keyboard has at most 8 buttons in a row, this one has 9',
    ],
    [
      '301 keys',
      'sendMessage',
      { text, reply_markup: { keyboard: [Array.from({ length: 301 }, () => ({ text: 'x' }))] } },
      'reply markup is too long',
    ],
    [
      'a key without a text',
      'sendMessage',
      { text, reply_markup: { keyboard: [[{ text: '' }]] } },
      'keyboard button text must be non-empty',
    ],
    [
      'a long placeholder',
      'sendMessage',
      { text, reply_markup: { force_reply: true, input_field_placeholder: long(65) } },
      '[strict] input_field_placeholder has 1-64 characters, this one has 65',
    ],
  ]);
});
