import { type DeferredStart, labelText, type MapVersion } from '@dealroute/core';
import { html } from 'hono/html';
import type { Deal } from '../crm/deals.js';
import { isAdmin } from '../crm/people.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, refusal } from './layout.js';

/** Starts the governing process of a deal that has none, now or later. */
export const startForms = ({ t }: Reader, { id }: Deal): Html => html`
  <form method="post" action="/deals/${id}/start"><button class="primary">${t.deal.start}</button>${refusal()}</form>
  <details class="panel more later">
    <summary>${t.process.later}…</summary>
    <form method="post" action="/deals/${id}/defer">
      <label>${t.process.inDays} <input name="days" type="number" min="1" max="250" required></label>
      <button>${t.process.defer}</button>${refusal()}
    </form>
    <form method="post" action="/deals/${id}/defer">
      <label>${t.process.at} <input name="at" type="datetime-local" required></label>
      <button>${t.process.defer}</button>${refusal()}
    </form>
  </details>`;

/** The starts on a deal that wait for their time, each with a way to end it for who may. */
export async function deferredStarts({ engine }: Office, reader: Reader, deal: Deal): Promise<Html | ''> {
  const { items } = await engine.deferredStarts({ deal: String(deal.id), status: 'waiting' });
  if (items.length === 0) return '';
  const maps = await engine.maps();
  return html`<section class="panel deferred later"><h2>${reader.t.process.deferred}</h2>
    <ul>${items.map((start) => row(reader, start, maps))}</ul></section>`;
}

function row({ t, me, locale, name }: Reader, start: DeferredStart, maps: readonly MapVersion[]): Html {
  const { id, actor, dueAt } = start;
  const map = maps.find(({ key }) => key === start.map)?.map;
  const title = map ? labelText(map.title, locale) : start.map;
  const mayCancel = actor === me.id || isAdmin(me);
  return html`<li><span><b>${moment(dueAt, locale)}</b> ${title} <span class="soft">${name(actor)}</span></span>
    ${
      mayCancel
        ? html`<form method="post" action="/starts/${id}/cancel"><button>${t.process.cancel}</button>${refusal()}</form>`
        : ''
    }</li>`;
}
