import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/telegram/index.js';
import { call, result, startChat } from './support/telegram.js';

async function send(text: string) {
  const { telegram, chat_id } = await startChat();
  return result<Message>(telegram, 'sendMessage', { chat_id, text, parse_mode: 'HTML' });
}

describe('HTML of the bot', () => {
  it.each([
    ['<b>a</b><strong>b</strong>', 'ab', ['bold 0 1', 'bold 1 1']],
    ['<i>a</i><em>b</em>', 'ab', ['italic 0 1', 'italic 1 1']],
    ['<u>a</u><ins>b</ins>', 'ab', ['underline 0 1', 'underline 1 1']],
    [
      '<s>a</s><strike>b</strike><del>c</del>',
      'abc',
      ['strikethrough 0 1', 'strikethrough 1 1', 'strikethrough 2 1'],
    ],
    ['<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', 'ab', ['spoiler 0 1', 'spoiler 1 1']],
    ['<code>a</code> <pre>b</pre>', 'a b', ['code 0 1', 'pre 2 1']],
    [
      '<blockquote>a</blockquote><blockquote expandable>b</blockquote>',
      'ab',
      ['blockquote 0 1', 'expandable_blockquote 1 1'],
    ],
    ['<B>a<I>b</I></B>', 'ab', ['bold 0 2', 'italic 1 1']],
    ['<b>a</>', 'a', ['bold 0 1']],
    ['<b></b>a', 'a', []],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#x41;&#66;&nbsp;', '1 < 2 && 3 > 2 "AB&nbsp;', []],
    ['😀 <b>ж</b>', '😀 ж', ['bold 3 1']],
    ['  <b> a </b> ', 'a', ['bold 0 1']],
    [
      '/tasks and /tasks@deal_bot, <code>/not</code>',
      '/tasks and /tasks@deal_bot, /not',
      ['bot_command 0 6', 'bot_command 11 15', 'code 28 4'],
    ],
    [
      'see https://crm.example.com/5. @ivanova a@b.cc',
      'see https://crm.example.com/5. @ivanova a@b.cc',
      ['url 4 25', 'mention 31 8'],
    ],
  ])('%s', async (written, text, entities) => {
    const message = await send(written);
    expect(message.text).toBe(text);
    expect((message.entities ?? []).map((each) => `${each.type} ${each.offset} ${each.length}`)).toEqual(
      entities,
    );
  });

  it('keeps what links, listings, emoji and times carry', async () => {
    const message = await send(
      '<a href="crm.example.com/5?a=1&amp;b=2">a</a><a href="javascript:x">b</a>' +
        '<pre><code class="language-ts">c</code></pre><tg-emoji emoji-id="5368">😀</tg-emoji>' +
        '<tg-time unix="1647531900" format="wDT">d</tg-time>',
    );
    expect(message.entities).toEqual([
      { type: 'text_link', offset: 0, length: 1, url: 'http://crm.example.com/5?a=1&b=2' },
      { type: 'pre', offset: 2, length: 1, language: 'ts' },
      { type: 'custom_emoji', offset: 3, length: 2, custom_emoji_id: '5368' },
      { type: 'date_time', offset: 5, length: 1, unix_time: 1647531900, date_time_format: 'wDT' },
    ]);
  });

  it('counts 4096 characters after parsing', async () => {
    const message = await send(`<b>${'x'.repeat(4096)}</b>`);
    expect(message.text).toHaveLength(4096);
  });

  it.each([
    ['<p>a</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['ж < 5', 'Unsupported start tag "" at byte offset 3'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<a href', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<a href=', 'Unclosed start tag at byte offset 0'],
    ['<a =x>a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<a href=x/y>a</a>', 'Unexpected end of name token at byte offset 8'],
    ['<b>ж</i>', 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'],
    ['<b>a</b', 'Unclosed end tag at byte offset 4'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<tg-emoji emoji-id="x">a</tg-emoji>', 'Invalid custom emoji identifier specified'],
    ['<tg-time unix="now">a</tg-time>', 'Invalid Unix time specified'],
    ['<tg-time unix="5" format="x">a</tg-time>', 'Invalid date-time format specified'],
  ])('is refused: %s', async (text, why) => {
    const { telegram, chat_id } = await startChat();
    const answer = await call(telegram, 'sendMessage', { chat_id, text, parse_mode: 'HTML' });
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: can't parse entities: ${why}` });
  });
});
