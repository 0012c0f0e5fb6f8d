import { clipped, type Html, html, plainText } from '../texts/html.js';
import { ApiError } from './api-error.js';
import type { TelegramApi } from './telegram-api.js';

/** A button under a message: asks the bot, or opens an address. */
export type InlineButton =
  | { readonly text: string; readonly callback_data: string }
  | { readonly text: string; readonly url: string };

export type Keyboard = readonly (readonly InlineButton[])[];

/** What a message says. */
export interface Outgoing {
  readonly text: Html;
  readonly keyboard?: Keyboard;
  /** Makes the person's app open an answer to this message, with this hint in the field. */
  readonly ask?: string;
  readonly replyTo?: number;
}

/** A picture with its caption, plain text of at most 1024 characters. */
export interface OutgoingPhoto {
  /** A PNG. */
  readonly photo: Uint8Array;
  readonly caption: string;
  readonly replyTo?: number;
}

/** A message that was sent, and the chat in which it is: a group may have moved. */
export interface Sent {
  readonly chat: number;
  readonly message: number;
}

const LONGEST_TOAST = 200;

type Payload = Record<string, unknown>;

/** Sends and changes messages, and copes with what Telegram refuses. */
export class Outbound {
  constructor(readonly api: TelegramApi) {}

  /** Throws an {@link ApiError} when it may work later (`unreachable`, `tooMany`) or the chat is gone. */
  async send(chat: number, outgoing: Outgoing): Promise<Sent> {
    return this.#sending('sendMessage', { chat_id: chat, ...bodyOf(outgoing), ...replyTo(outgoing) });
  }

  /** Uploads a picture. Throws as {@link send} does. */
  async sendPhoto(chat: number, outgoing: OutgoingPhoto): Promise<Sent> {
    const photo = { source: Buffer.from(outgoing.photo), filename: 'map.png' };
    const { caption } = outgoing;
    // In an upload, Telegraf leaves out what is neither a file nor plain.
    const plain = Object.entries(replyTo(outgoing)).map(([key, value]) => [key, JSON.stringify(value)]);
    return this.#sending('sendPhoto', { chat_id: chat, photo, caption, ...Object.fromEntries(plain) });
  }

  /** False when the message is gone, or too old to be changed. */
  async edit({ chat, message }: Sent, outgoing: Outgoing): Promise<boolean> {
    try {
      await this.#coping('editMessageText', { chat_id: chat, message_id: message, ...bodyOf(outgoing) });
    } catch (error) {
      if (ApiError.is(error, 'messageGone')) return false;
      if (!ApiError.is(error, 'pointless')) throw error;
    }
    return true;
  }

  /** Answers a pressed button; false when it is too late. */
  async toast(press: string, text: string, alert: boolean): Promise<boolean> {
    const payload = { callback_query_id: press, text: clipped(text, LONGEST_TOAST), show_alert: alert };
    try {
      await this.api.call('answerCallbackQuery', payload);
      return true;
    } catch (error) {
      if (!ApiError.is(error, 'pointless')) throw error;
      return false;
    }
  }

  async #sending(method: string, payload: Payload): Promise<Sent> {
    const sent = await this.#coping<{ message_id: number; chat: { id: number } }>(method, payload);
    return { chat: sent.chat.id, message: sent.message_id };
  }

  /** Repeats a refused call once without what was refused, for each thing that can be left out. */
  async #coping<T>(method: string, payload: Payload, coped: readonly string[] = []): Promise<T> {
    try {
      return await this.api.call<T>(method, payload);
    } catch (error) {
      const cure =
        error instanceof ApiError && !coped.includes(error.failure) ? cured(payload, error) : undefined;
      if (!cure) throw error;
      return this.#coping<T>(method, cure, [...coped, (error as ApiError).failure]);
    }
  }
}

const replyTo = ({ replyTo: message }: { readonly replyTo?: number }): Payload =>
  message === undefined
    ? {}
    : { reply_parameters: { message_id: message, allow_sending_without_reply: true } };

function bodyOf({ text, keyboard = [], ask }: Outgoing): Payload {
  const reply_markup =
    ask === undefined
      ? { inline_keyboard: keyboard }
      : { force_reply: true, input_field_placeholder: ask.slice(0, 64) };
  const body = { text: text.html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
  return ask === undefined && keyboard.length === 0 ? body : { ...body, reply_markup };
}

/** The call without what Telegram refused; undefined when there is nothing to leave out. */
function cured(payload: Payload, error: ApiError): Payload | undefined {
  if (error.failure === 'migrated') return { ...payload, chat_id: error.movedTo };
  if (error.failure === 'badMarkup') {
    const { parse_mode: _, ...rest } = payload;
    return { ...rest, text: plainText(String(payload.text)) };
  }
  const keyboard = (payload.reply_markup as { inline_keyboard?: Keyboard } | undefined)?.inline_keyboard;
  if (error.failure !== 'badLink' || !keyboard) return undefined;
  const rows = keyboard
    .map((row) => row.filter((button) => !('url' in button)))
    .filter((row) => row.length > 0);
  return { ...payload, reply_markup: { inline_keyboard: rows } };
}

/** A message of plain words. */
export const saying = (text: string): Outgoing => ({ text: html`${text}` });
