import { expect, it } from 'vitest';
import { call, keyboard, result, startChat } from './telegram.js';

/**
 * One refusal. `chat_id` is the chat with Ivanova (700001) and `message_id` the bot's message in it, "Hello" with one
 * button; message 1 is Ivanova's. The description stands without its "Bad Request: ".
 */
export type Row = readonly [title: string, method: string, parameters: object, description: string];

const withoutChat = /^(getMy|setMy|getUpdates|setWebhook|getFile|answer)/;
const withMessage = /^(edit|deleteMessage$|pin)/;
const statuses = { 'Not Found': 404, 'Not Implemented': 501 };

/** A test for each row. */
export function itRefuses(rows: readonly Row[]): void {
  it.each(rows)('refuses %s', async (_, method, parameters, written) => {
    const { telegram, ivanova, chat_id } = await startChat();
    ivanova.send('Good morning');
    const sent = { chat_id, text: 'Hello', reply_markup: keyboard('Go', 'go') };
    const { message_id } = await result<{ message_id: number }>(telegram, 'sendMessage', sent);
    const place = withMessage.test(method) ? { chat_id, message_id } : { chat_id };
    const answer = await call(telegram, method, {
      ...(withoutChat.test(method) ? {} : place),
      ...parameters,
    });
    const [, status = 400] = Object.entries(statuses).find(([prefix]) => written.startsWith(prefix)) ?? [];
    const description = status === 400 ? `Bad Request: ${written}` : written;
    expect(answer).toMatchObject({ status, ok: false, error_code: status, description });
  });
}
