import type { Incident } from '@dealroute/core';
import { html } from 'hono/html';
import { isAdmin } from '../crm/people.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, page, refusal } from './layout.js';

/** What is stuck, for the admin. */
export async function incidentsPage(office: Office, reader: Reader): Promise<Html> {
  const { t, me } = reader;
  const { items } = await office.engine.incidents('open');
  const list = html`<div id="incidents" data-live>
    ${items.length === 0 ? html`<p class="soft">${t.incidents.none}</p>` : items.map((one) => incidentPart(reader, one))}
  </div>`;
  const body = html`<h1>${t.nav.incidents}</h1>${isAdmin(me) ? list : html`<p>${t.incidents.adminsOnly}</p>`}`;
  return page(office, reader, { title: t.nav.incidents, place: 'incidents', body });
}

function incidentPart({ t, locale }: Reader, incident: Incident): Html {
  const button = (what: 'resolve' | 'retry') =>
    html`<form method="post" action="/incidents/${incident.id}/${what}"><button>${t.incidents[what]}</button>${refusal()}</form>`;
  return html`<article class="panel incident">
    <h3>${t.incidents.kinds[incident.kind]}</h3>
    <p>${moment(incident.lastAt, locale)} · ${t.incidents.times(incident.count)}
      ${incident.deal === undefined ? '' : html`· <a href="/deals/${incident.deal}">${t.incidents.deal} ${incident.deal}</a>`}</p>
    <dl>${Object.entries(incident.details).map(([key, value]) => html`<dt>${key}</dt><dd>${String(value)}</dd>`)}</dl>
    <div class="buttons">${button('resolve')} ${incident.kind === 'undelivered' ? button('retry') : ''}</div>
  </article>`;
}
