import { describe, expect, it } from 'vitest';
import { call, png, startChat, startTelegram } from '../support/telegram.js';

const text = 'The task';
const bad = (detail: string) => `Bad Request: ${detail}`;

describe('the fake Telegram refuses', () => {
  it('a call with a wrong token', async () => {
    const telegram = await startTelegram();
    const response = await fetch(`${telegram.url}/bot1:wrong/getMe`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it('a body that is no JSON object', async () => {
    const telegram = await startTelegram();
    const headers = { 'content-type': 'application/json' };
    const answer = await call(telegram, 'getMe', {}, { headers, body: '[' });
    expect(answer).toMatchObject({ status: 400, description: bad("can't parse JSON object") });
  });

  it.each([
    ['nothing', Buffer.alloc(0), bad('file must be non-empty')],
    ['what is no picture', Buffer.from('text'), bad('IMAGE_PROCESS_FAILED')],
    ['a picture that is too wide', png(21, 1), bad('PHOTO_INVALID_DIMENSIONS')],
    ['a picture that is too large', png(9000, 9000), bad('PHOTO_INVALID_DIMENSIONS')],
    [
      'a picture of more than 10 MB',
      Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024)]),
      bad('file is too big'),
    ],
  ])('as a photo %s', async (_, bytes, description) => {
    const { telegram, chat_id } = await startChat();
    const form = new FormData();
    form.set('chat_id', String(chat_id));
    form.set('photo', new Blob([bytes]), 'map.png');
    expect(await call(telegram, 'sendPhoto', {}, { body: form })).toMatchObject({ status: 400, description });
  });

  it('a caption of 1025, sent and edited', async () => {
    const { telegram, chat_id } = await startChat();
    const form = new FormData();
    form.set('chat_id', String(chat_id));
    form.set('photo', new Blob([png()]), 'map.png');
    const { result: sent } = await call(telegram, 'sendPhoto', {}, { body: form });
    const { message_id, photo } = sent as { message_id: number; photo: { file_id: string }[] };
    const caption = 'x'.repeat(1025);
    const description = bad('message caption is too long');
    const again = { chat_id, photo: photo[0]?.file_id, caption };
    expect(await call(telegram, 'sendPhoto', again)).toMatchObject({ status: 400, description });
    expect(await call(telegram, 'editMessageCaption', { chat_id, message_id, caption })).toMatchObject({
      description,
    });
    const asText = await call(telegram, 'editMessageText', { chat_id, message_id, text });
    expect(asText.description).toBe(bad('there is no text in the message to edit'));
  });

  it('messages to one who has blocked the bot, has left Telegram, or never wrote', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    ivanova.block();
    const blocked = { status: 403, description: 'Forbidden: bot was blocked by the user' };
    expect(await call(telegram, 'sendMessage', { chat_id, text })).toMatchObject(blocked);
    ivanova.deactivate();
    const gone = { status: 403, description: 'Forbidden: user is deactivated' };
    expect(await call(telegram, 'sendMessage', { chat_id, text })).toMatchObject(gone);
    const petrov = telegram.person({ firstName: 'Petrov' });
    const unknown = { status: 400, description: bad('chat not found') };
    expect(await call(telegram, 'sendMessage', { chat_id: petrov.id, text })).toMatchObject(unknown);
    telegram.group({ title: 'Sales', members: [petrov] });
    const first = { status: 403, description: "Forbidden: bot can't initiate conversation with a user" };
    expect(await call(telegram, 'sendMessage', { chat_id: petrov.id, text })).toMatchObject(first);
  });
});
