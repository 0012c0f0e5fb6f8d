import {
  CONTACT_CHANNELS,
  CONTACT_DIRECTIONS,
  type Contact,
  type ContactFilter,
  contactText,
} from '@dealroute/core';
import { html } from 'hono/html';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, option, refusal } from './layout.js';

const MOST_CONTACTS = 50;

/** The form that registers a contact of the reader with the client. */
export const contactForm = ({ t }: Reader, action: string): Html => html`<details class="panel more">
  <summary>${t.clients.register}…</summary>
  <form method="post" action="${action}">
    <label>${t.clients.direction} <select name="direction">${[...CONTACT_DIRECTIONS]
      .reverse()
      .map((direction) => option(direction, t.clients.directions[direction]))}</select></label>
    <label>${t.clients.channel} <select name="channel">${CONTACT_CHANNELS.map((channel) =>
      option(channel, t.clients.channels[channel]),
    )}</select></label>
    <textarea name="summary" rows="2" aria-label="${t.clients.summary}" placeholder="${t.clients.summary}"></textarea>
    <button>${t.clients.register}</button>${refusal()}
  </form>
</details>`;

/** Contacts with the client, the latest first. */
export async function contactList({ engine }: Office, reader: Reader, filter: ContactFilter): Promise<Html> {
  const { items } = await engine.contacts(filter, { limit: MOST_CONTACTS });
  const words = await engine.texts(items.flatMap(({ summary }) => summary ?? []));
  if (items.length === 0) return html`<p class="soft">${reader.t.clients.noContacts}</p>`;
  return html`<ul class="contacts">${items.map((contact) => row(reader, contact, words))}</ul>`;
}

function row(
  { locale, name }: Reader,
  { at, by, summary, ...kind }: Contact,
  words: ReadonlyMap<string, string>,
): Html {
  return html`<li><span class="soft">${moment(at, locale)}</span> <b>${contactText(kind, locale)}</b>
    <span class="soft">${name(by)}</span>
    ${summary === null ? '' : html`<p>${words.get(summary) ?? ''}</p>`}</li>`;
}
