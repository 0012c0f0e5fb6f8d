import { afterEach } from 'vitest';
import {
  type FakeTelegram,
  type FakeTelegramOptions,
  startFakeTelegram,
} from '../../../src/telegram/index.js';

const started: FakeTelegram[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((telegram) => telegram.close()));
});

/** A fake Telegram that is closed when the test ends. */
export async function startTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const telegram = await startFakeTelegram(options);
  started.push(telegram);
  return telegram;
}

/** An answer of the Bot API, as it came over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly description?: string;
  readonly parameters?: Record<string, unknown>;
}

/** Calls a method with a JSON body, or with whatever `init` says. */
export async function call(
  telegram: FakeTelegram,
  method: string,
  parameters: object = {},
  init: RequestInit = {},
): Promise<HttpAnswer> {
  const response = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, {
    method: 'POST',
    headers: init.body ? {} : { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
    ...init,
  });
  const body = (await response.json()) as Omit<HttpAnswer, 'status'>;
  return { status: response.status, ...body };
}

/** The result of a call that must not be refused. */
export async function result<T = Record<string, unknown>>(
  telegram: FakeTelegram,
  method: string,
  parameters: object = {},
): Promise<T> {
  const answer = await call(telegram, method, parameters);
  if (!answer.ok) throw new Error(`${method} was refused: ${answer.description}`);
  return answer.result as T;
}

/** A chat with Ivanova in which the bot may write. */
export async function startChat(options: FakeTelegramOptions = {}) {
  const telegram = await startTelegram(options);
  const ivanova = telegram.person({ firstName: 'Anna', lastName: 'Ivanova', languageCode: 'en' }).open();
  return { telegram, ivanova, chat_id: ivanova.id };
}

/** A keyboard with one button that asks the bot. */
export function keyboard(text: string, callback_data: string) {
  return { inline_keyboard: [[{ text, callback_data }]] };
}

/** A PNG of the given size with nothing in it: the server reads its head only. */
export function png(width = 40, height = 30): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
