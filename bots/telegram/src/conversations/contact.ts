import { CONTACT_CHANNELS, CONTACT_DIRECTIONS, contactText, rejectionText } from '@dealroute/core';
import type { Partner } from '../bot.js';
import { type Button, type ContactWish, inRows } from '../cards/action.js';
import type { Drawn } from '../cards/draw-card.js';
import { redrawBoard, sendBoard } from '../cards/show-card.js';
import { html } from '../texts/html.js';
import { ask } from './ask.js';
import type { Press, Reaction } from './press.js';

/**
 * A contact is to be registered: a message of its own asks who began and how, then for a text. What is known already is
 * not asked.
 */
export async function contact(press: Press, { of, direction, channel }: ContactWish): Promise<Reaction> {
  const { bot, partner, board } = press;
  if (direction !== undefined && channel !== undefined) {
    const question = { for: 'contact', wish: { of, direction, channel } } as const;
    const text = partner.reader.words.contacts.about;
    return { toast: '', after: () => ask(bot, partner, board, text, question) };
  }
  const wish = { of, ...(direction && { direction }), ...(channel && { channel }) };
  const drawn = direction === undefined ? whoBegan(partner, wish) : howItWas(partner, wish);
  const after = async () => {
    if (board.kind === 'contact') await redrawBoard(bot, board, drawn);
    else await sendBoard(bot, partner, { kind: 'contact', task: null }, drawn);
  };
  return { toast: '', after };
}

function whoBegan({ reader }: Partner, wish: ContactWish): Drawn {
  const { who, directions } = reader.words.contacts;
  const buttons = CONTACT_DIRECTIONS.map(
    (direction): Button => ({ label: directions[direction], action: { do: 'contact', ...wish, direction } }),
  );
  return { text: html`${who}`, rows: [buttons] };
}

function howItWas({ reader }: Partner, wish: ContactWish): Drawn {
  const { how, channels } = reader.words.contacts;
  const buttons = CONTACT_CHANNELS.map(
    (channel): Button => ({ label: channels[channel], action: { do: 'contact', ...wish, channel } }),
  );
  return { text: html`${how}`, rows: inRows(buttons) };
}

/** The person has said everything. The key makes one contact of it, however often the answer is treated. */
export async function registerContact(
  { bot, partner, board, key }: Press,
  { of, direction, channel }: Required<ContactWish>,
  summary: string,
): Promise<Reaction> {
  const { locale, contacts } = partner.reader.words;
  const wish = { ...of, direction, channel, summary, externalKey: key, actor: partner.user.id };
  const outcome = await bot.engine.registerContact(wish);
  if (!outcome.ok) return { toast: rejectionText(outcome.rejection, locale), alert: true };
  const done = contacts.registered(contactText({ direction, channel }, locale));
  if (board.kind !== 'contact') return { toast: done };
  const after = async () => void (await redrawBoard(bot, board, { text: html`${done}`, rows: [] }));
  return { toast: done, after };
}
