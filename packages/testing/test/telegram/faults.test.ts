import { describe, expect, it } from 'vitest';
import {
  connectionReset,
  cutResponse,
  lostResponse,
  refused,
  serverError,
  tooManyRequests,
} from '../../src/telegram/index.js';
import { call, result, startChat } from './support/telegram.js';

const text = 'A task';

describe('a planned fault', () => {
  it('refuses the next calls of a method, and no others', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const fault = telegram.faults.next(
      'sendMessage',
      refused(403, 'Forbidden: bot was blocked by the user'),
      2,
    );
    expect((await call(telegram, 'getMe')).ok).toBe(true);
    expect(fault.remaining).toBe(2);
    const description = 'Forbidden: bot was blocked by the user';
    expect(await call(telegram, 'sendMessage', { chat_id, text })).toMatchObject({
      status: 403,
      description,
    });
    expect(await call(telegram, 'sendMessage', { chat_id, text })).toMatchObject({ status: 403 });
    expect((await call(telegram, 'sendMessage', { chat_id, text })).ok).toBe(true);
    expect(ivanova.chat.messages).toHaveLength(1);
    expect(telegram.callsOf('sendMessage').map((each) => each.fault?.kind)).toEqual([
      'refuse',
      'refuse',
      undefined,
    ]);
  });

  it('says how long to wait', async () => {
    const { telegram, chat_id } = await startChat();
    telegram.faults.next((made) => made.parameters.text === text, tooManyRequests(7));
    expect(await call(telegram, 'sendMessage', { chat_id, text })).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
  });

  it('is a page of the web server', async () => {
    const { telegram } = await startChat();
    telegram.faults.next('*', serverError(502));
    const response = await fetch(`${telegram.url}/bot${telegram.token}/getMe`);
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  it('can be cancelled, and all can be', async () => {
    const { telegram } = await startChat();
    telegram.faults.next('getMe', serverError()).cancel();
    expect((await call(telegram, 'getMe')).ok).toBe(true);
    telegram.faults.next('getMe', serverError());
    telegram.faults.clear();
    expect((await call(telegram, 'getMe')).ok).toBe(true);
  });

  it.each([
    ['resets the connection before anything is done', connectionReset(), 0],
    ['loses the answer of what was done', lostResponse(), 1],
    ['cuts the answer of what was done', cutResponse(), 1],
  ])('%s', async (_, fault, sent) => {
    const { telegram, ivanova, chat_id } = await startChat();
    telegram.faults.next('sendMessage', fault);
    await expect(call(telegram, 'sendMessage', { chat_id, text })).rejects.toThrow();
    expect(ivanova.chat.messages).toHaveLength(sent);
    expect((await call(telegram, 'getMe')).ok).toBe(true);
  });

  it('holds a call until it is released', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const held = telegram.faults.hold('sendMessage');
    const slow = result(telegram, 'sendMessage', { chat_id, text: 'slow' });
    expect(await held.reached).toMatchObject({ method: 'sendMessage', parameters: { text: 'slow' } });
    await result(telegram, 'sendMessage', { chat_id, text: 'quick' });
    expect(ivanova.chat.messages.map((message) => message.text)).toEqual(['quick']);
    held.release();
    await slow;
    expect(ivanova.chat.last?.text).toBe('slow');
  });
});
