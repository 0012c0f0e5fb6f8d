import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve } from './support/bot-server.js';
import { call, keyboard, png, result, startChat, startTelegram } from './support/telegram.js';

const json = { 'content-type': 'application/json' };

/** A request with a Host header of its own, which fetch does not allow. */
function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}

/** Reads events until one of this name has come, and gives its data. */
async function readEvent(response: Response, name: string): Promise<unknown> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const data = new RegExp(`event: ${name}\\ndata: (.*)\\n\\n`).exec(text)?.[1];
    if (data) return JSON.parse(data);
  }
  throw new Error(`The stream ended without ${name}: ${text}`);
}

describe('the chat page', () => {
  it.each([
    ['?lang=ru', 'en', 'lang="ru"', 'Учебный Telegram'],
    ['?lang=en', 'ru', 'lang="en"', 'Practice Telegram'],
    ['', 'ru-RU,ru;q=0.9', 'lang="ru"', 'Учебный Telegram'],
    ['', 'de', 'lang="en"', 'Practice Telegram'],
  ])('%s speaks the language of %s', async (query, accepted, lang, title) => {
    const telegram = await startTelegram({ bot: { firstName: '<Bot>' } });
    const response = await fetch(`${telegram.url}/${query}`, { headers: { 'accept-language': accepted } });
    const html = await response.text();
    expect(html).toContain(lang);
    expect(html).toContain(title);
    expect(html).toContain('&#60;Bot&#62;');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('loads nothing from elsewhere', async () => {
    const telegram = await startTelegram();
    const html = await (await fetch(telegram.url)).text();
    const names = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !/^[a-z-]+\.(css|js)$/.test(name))).toEqual(['data:,']);
    const modules = [
      'column.js',
      'thread.js',
      'message.js',
      'composer.js',
      'notices.js',
      'rich-text.js',
      'dom.js',
      'server.js',
    ];
    for (const name of [...names.slice(1), ...modules]) {
      const asset = await fetch(`${telegram.url}/${name}`);
      expect(asset.status).toBe(200);
      expect(await asset.text()).not.toMatch(/(from|import|url)\s*\(?\s*['"]?(https?:)?\/\//);
    }
    expect((await fetch(`${telegram.url}/../package.json`)).status).toBe(404);
  });

  it('lies below a path of another server, which answers the rest', async () => {
    const telegram = await startTelegram({ people: [{ firstName: 'Anna' }] });
    const handle = telegram.handlerAt('/chat');
    const url = await serve((request, response) => {
      if (handle(request, response) === false) response.writeHead(418).end();
    });
    const moved = await fetch(`${url}/chat?lang=ru`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/chat/?lang=ru']);
    expect((await fetch(`${url}/chat/`)).status).toBe(200);
    expect((await fetch(`${url}/chat/main.js`)).status).toBe(200);
    expect((await fetch(`${url}/chatter`)).status).toBe(418);
    expect((await fetch(url)).status).toBe(418);
    const [anna] = telegram.people;
    await fetch(`${url}/chat/people/${anna?.id}/start`, { method: 'POST', headers: json, body: '{}' });
    expect(anna?.chat.last?.text).toBe('/start');
  });

  it('serves this machine only, under its own names, and no other site', async () => {
    const telegram = await startTelegram();
    expect(await statusFor(telegram.url, { host: 'evil.example.com' })).toBe(403);
    expect(await statusFor(telegram.url, { host: 'localhost:80' })).toBe(200);
    expect(await statusFor(telegram.url, { origin: 'https://evil.example.com' })).toBe(403);
    expect(await statusFor(telegram.url, { origin: 'null' })).toBe(403);
    expect(await statusFor(telegram.url, { origin: telegram.url })).toBe(200);
  });

  it('tells what is there and what changes, without what buttons carry', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    await result(telegram, 'sendMessage', {
      chat_id,
      text: 'A task',
      reply_markup: keyboard('Go', 'a-secret'),
    });
    const response = await fetch(`${telegram.url}/events`);
    const hello = await readEvent(response, 'hello');
    expect(hello).toMatchObject({
      bot: { name: 'Deal bot' },
      people: [{ id: chat_id, name: 'Anna Ivanova', access: 'open', chats: [{ id: chat_id }] }],
      chats: [{ id: chat_id, messages: [{ text: 'A task', buttons: [[{ text: 'Go' }]] }] }],
    });
    expect(JSON.stringify(hello)).not.toContain('a-secret');
    const changes = await fetch(`${telegram.url}/events`);
    ivanova.send('Hello');
    expect(await readEvent(changes, 'chat')).toMatchObject({
      messages: [{ text: 'A task' }, { text: 'Hello' }],
    });
  });

  it.each([
    ['send', { text: 'x', chat: 5 }, 'There is no such chat.'],
    ['send', { text: 'x', chat: 700_001, replyTo: 9 }, 'The message has been deleted in the meantime.'],
    [
      'press',
      { chat: 700_001, message: 1, row: 0, column: 0, label: 'Old' },
      'The message has changed in the meantime.',
    ],
    ['start', { code: 'a.b' }, 'the start parameter "a.b" must be 1-64 characters'],
  ])('says why %s %j cannot be done', async (what, fields, why) => {
    const { telegram, chat_id } = await startChat();
    await result(telegram, 'sendMessage', { chat_id, text: 'A task', reply_markup: keyboard('Go', 'go') });
    const init = { method: 'POST', headers: json, body: JSON.stringify(fields) };
    const response = await fetch(`${telegram.url}/people/${chat_id}/${what}`, init);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain(why);
  });

  it('refuses acts that do not exist, and people too', async () => {
    const { telegram, chat_id } = await startChat();
    for (const path of ['people/5/send', `people/${chat_id}/fly`, 'elsewhere']) {
      const response = await fetch(`${telegram.url}/${path}`, { method: 'POST', headers: json, body: '{}' });
      expect(response.status).toBe(400);
    }
  });

  it('shows pictures, and gives other files for download only', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    for (const [method, field, type] of [
      ['sendPhoto', 'photo', 'image/png'],
      ['sendDocument', 'document', 'text/html'],
    ] as const) {
      const form = new FormData();
      form.set('chat_id', String(chat_id));
      form.set(field, new Blob([png()], { type }), 'file');
      await call(telegram, method, {}, { body: form });
    }
    const [photo, document] = ivanova.chat.messages.map(
      ({ content }) => content.photo?.[0]?.file_id ?? content.document?.file_id,
    );
    const shown = await fetch(`${telegram.url}/files/${photo}`);
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual([
      'image/png',
      'inline',
    ]);
    const given = await fetch(`${telegram.url}/files/${document}`);
    expect(given.headers.get('content-type')).toBe('application/octet-stream');
    expect(given.headers.get('content-disposition')).toBe('attachment');
    expect((await fetch(`${telegram.url}/files/none`)).status).toBe(404);
  });
});
