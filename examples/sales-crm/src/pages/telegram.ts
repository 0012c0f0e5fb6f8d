import { html } from 'hono/html';
import type { ChatLinks, Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { type Html, page, refusal } from './layout.js';

/** Whether the reader's Telegram is linked, and what to do next. */
export async function telegramPage(office: Office, reader: Reader): Promise<Html> {
  const { t } = reader;
  const state = office.links
    ? await linkPart(office.links, reader)
    : html`<p class="soft">${t.telegram.off}</p>`;
  const body = html`<h1>${t.telegram.title}</h1><div id="link" class="panel" data-live>${state}</div>`;
  return page(office, reader, { title: t.telegram.title, place: 'telegram', body });
}

async function linkPart(links: ChatLinks, { t, me, name }: Reader): Promise<Html> {
  const { state } = await links.of(me.id);
  const button = (action: string, text: string, kind = 'primary') =>
    html`<form method="post" action="/telegram/${action}"><button class="${kind}">${text}</button><output></output>${refusal()}</form>`;
  return html`<p><b>${name(me.id)}</b>: ${t.telegram[state]}</p>
    <div class="buttons">
      ${state === 'none' ? button('invite', t.telegram.invite) : ''}
      ${state === 'pending' ? button('confirm', t.telegram.confirm) : ''}
      ${state === 'none' ? '' : button('unlink', t.telegram.unlink, '')}
    </div>`;
}
