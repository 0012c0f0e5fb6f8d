import { describe, expect, it } from 'vitest';
import { allMethods } from '../../src/telegram/methods/all-methods.js';
import { methods } from '../../src/telegram/specification/bot-api.js';
import { call, keyboard, png, startChat, startTelegram } from './support/telegram.js';

describe('parameters', () => {
  it('has the specification of every method that it plays, and plays every one of the extract', () => {
    expect(Object.keys(allMethods).sort()).toEqual(Object.keys(methods).sort());
    expect(Object.keys(allMethods).length).toBeGreaterThanOrEqual(20);
  });

  it('come as a query, as a form, as JSON and as a multipart form', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const fields = {
      chat_id: String(chat_id),
      disable_notification: 'true',
      reply_markup: JSON.stringify(keyboard('Go', 'go')),
    };
    const query = new URLSearchParams({ ...fields, text: 'query' });
    await fetch(`${telegram.url}/bot${telegram.token}/sendMessage?${query}`);
    await call(telegram, 'sendMessage', {}, { body: new URLSearchParams({ ...fields, text: 'form' }) });
    await call(telegram, 'sendMessage', { ...fields, text: 'json' });
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ ...fields, text: 'multipart' })) multipart.set(name, value);
    await call(telegram, 'sendMessage', {}, { body: multipart });
    expect(ivanova.chat.messages.map((message) => message.text)).toEqual([
      'query',
      'form',
      'json',
      'multipart',
    ]);
    expect(ivanova.chat.messages.every((message) => message.labels[0]?.[0] === 'Go')).toBe(true);
  });

  it('take numbers for texts, and texts for numbers and flags', async () => {
    const { telegram, ivanova } = await startChat();
    await call(telegram, 'SENDMESSAGE', { chat_id: `${ivanova.id}`, text: 5, protect_content: 'no' });
    expect(ivanova.chat.last?.text).toBe('5');
    expect(telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  it('may be unknown where strictness is switched off', async () => {
    const { telegram, ivanova, chat_id } = await startChat({ strict: false });
    const answer = await call(telegram, 'sendMessage', {
      chat_id,
      text: 'Hello',
      link_preview_options: { x: 1 },
      parsemode: 'HTML',
    });
    expect(answer.ok).toBe(true);
    expect(ivanova.chat.last?.text).toBe('Hello');
  });

  it('bring files by multipart, which come back by their id and path', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const form = new FormData();
    form.set('chat_id', String(chat_id));
    form.set('caption', '<b>Map</b>');
    form.set('parse_mode', 'HTML');
    form.set('photo', 'attach://map');
    form.set('map', new Blob([png(600, 400)]), 'map.png');
    await call(telegram, 'sendPhoto', {}, { body: form });
    const { photo } = ivanova.chat.last?.content ?? {};
    expect(photo).toMatchObject([{ width: 600, height: 400 }]);
    expect(ivanova.chat.last?.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    const file_id = photo?.[0]?.file_id;
    const { result } = await call(telegram, 'getFile', { file_id });
    const { file_path } = result as { file_path: string };
    const file = await fetch(`${telegram.url}/file/bot${telegram.token}/${file_path}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(png(600, 400));
    expect((await fetch(`${telegram.url}/file/bot${telegram.token}/photos/99.png`)).status).toBe(404);
    expect((await call(telegram, 'sendPhoto', { chat_id, photo: file_id })).ok).toBe(true);
    expect(telegram.callsOf('sendPhoto')[0]?.parameters).toMatchObject({ map: '<map.png>' });
  });

  it('read the size of a JPEG from its frame', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const jpeg = Buffer.from('ffd8ffe000040000ffc0000b0800640096010111000000', 'hex');
    const form = new FormData();
    form.set('chat_id', String(chat_id));
    form.set('photo', new Blob([jpeg]), 'map.jpg');
    await call(telegram, 'sendPhoto', {}, { body: form });
    expect(ivanova.chat.last?.content.photo).toMatchObject([{ width: 150, height: 100 }]);
  });

  it.each([
    ['multipart/form-data', 'x', 'boundary not found'],
    ['multipart/form-data; boundary=b', '--b\r\nx\r\n--b--', "can't parse a part of the multipart request"],
  ])('are refused in a broken form: %s', async (type, body, why) => {
    const telegram = await startTelegram();
    const answer = await call(telegram, 'sendPhoto', {}, { headers: { 'content-type': type }, body });
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: ${why}` });
  });

  it('are refused in a body of more than 50 MB', async () => {
    const telegram = await startTelegram();
    const answer = await call(telegram, 'sendPhoto', {}, { body: Buffer.alloc(50 * 1024 * 1024 + 1) });
    expect(answer).toMatchObject({ status: 413, description: 'Request Entity Too Large' });
  });
});
