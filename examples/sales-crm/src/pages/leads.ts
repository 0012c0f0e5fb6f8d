import type { Lead, LeadEntry } from '@dealroute/core';
import { html } from 'hono/html';
import { type Client, readClients } from '../crm/deals.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { distance, moment } from '../texts/format.js';
import { contactForm } from './contacts.js';
import { type Html, option, page, refusal } from './layout.js';

const MOST_ACTIVE = 100;
const MOST_CLOSED = 20;

/** A lead with everything that is shown of it. */
interface ShownLead {
  readonly lead: Lead;
  readonly details: string;
  readonly reason: string;
  readonly history: readonly LeadEntry[];
}

/** First requests of clients, those without a reaction first, and what can be done about each. */
export async function leadsPage(office: Office, reader: Reader): Promise<Html> {
  const { t } = reader;
  const { engine, db } = office;
  const [active, converted, discarded, clients] = await Promise.all([
    engine.leads({ status: 'active' }, { limit: MOST_ACTIVE }),
    engine.leads({ status: 'converted' }, { limit: MOST_CLOSED }),
    engine.leads({ status: 'discarded' }, { limit: MOST_CLOSED }),
    readClients(db),
  ]);
  const closed = [...converted.items, ...discarded.items].sort((a, b) => b.createdAt - a.createdAt);
  const [open, ended] = [await shown(office, active.items), await shown(office, closed)];
  const body = html`<h1>${t.nav.leads}</h1>
    ${leadForm(reader)}
    <div id="leads" data-live>
      ${open.length === 0 ? html`<p class="soft">${t.clients.noLeads}</p>` : ''}
      ${open.map((one) => leadPart(office, reader, one, clients))}
      ${ended.length === 0 ? '' : html`<h2>${t.clients.closed}</h2>`}
      ${ended.map((one) => leadPart(office, reader, one, clients))}
    </div>`;
  return page(office, reader, { title: t.nav.leads, place: 'leads', body });
}

async function shown({ engine }: Office, leads: readonly Lead[]): Promise<ShownLead[]> {
  const words = await engine.texts(
    leads.flatMap(({ contactDetails, reason }) => [contactDetails, reason].filter((id) => id !== null)),
  );
  return Promise.all(
    leads.map(async (lead) => ({
      lead,
      details: words.get(lead.contactDetails ?? '') ?? '',
      reason: words.get(lead.reason ?? '') ?? '',
      history: await engine.leadHistory(lead.id),
    })),
  );
}

const leadForm = ({ t, people, name }: Reader): Html => html`<details class="panel more">
  <summary>${t.clients.newLead}…</summary>
  <form method="post" action="/leads">
    <label>${t.clients.title} <input name="title" required maxlength="200"></label>
    <label>${t.clients.source} <select name="source">${Object.entries(t.clients.sources).map(([key, text]) =>
      option(key, text),
    )}</select></label>
    <label>${t.clients.details} <input name="contactDetails" maxlength="1000"></label>
    <label>${t.deal.responsible} <select name="responsible">${option('', t.clients.nobody)}${people
      .filter(({ department }) => department === 'sales')
      .map(({ id }) => option(id, name(id)))}</select></label>
    <button class="primary">${t.clients.add}</button>${refusal()}
  </form>
</details>`;

function leadPart(office: Office, reader: Reader, one: ShownLead, clients: readonly Client[]): Html {
  const { t, name, locale } = reader;
  const { lead, details, reason } = one;
  const isOverdue = lead.status === 'open' && lead.dueAt < office.clock.now();
  const source = (t.clients.sources as Readonly<Record<string, string>>)[lead.source] ?? lead.source;
  return html`<article class="panel lead ${isOverdue ? 'overdue' : ''}" data-lead="${lead.id}">
    <h3>${lead.title} <span class="tag">${t.clients.statuses[lead.status]}</span></h3>
    <p>${source} · ${moment(lead.createdAt, locale)} · ${t.deal.responsible}: <b>${
      lead.responsible === null ? t.clients.nobody : name(lead.responsible)
    }</b> ${limit(office, reader, lead, isOverdue)}</p>
    ${details === '' ? '' : html`<p>${details}</p>`}
    ${reason === '' ? '' : html`<p>${t.clients.reason}: ${reason}</p>`}
    ${lead.deal === null ? '' : html`<p><a href="/deals/${lead.deal}">${t.incidents.deal} ${lead.deal}</a></p>`}
    ${lead.status === 'open' || lead.status === 'inWork' ? presses(reader, lead, clients) : ''}
    ${history(reader, one)}
  </article>`;
}

function limit(
  { clock }: Office,
  { t, locale }: Reader,
  { status, dueAt }: Lead,
  isOverdue: boolean,
): Html | '' {
  if (status !== 'open') return '';
  return isOverdue
    ? html`<span class="late">${t.clients.overdue}: ${distance(dueAt, clock.now(), locale)}</span>`
    : html`<span class="soft">${t.clients.reactBy} ${moment(dueAt, locale)}</span>`;
}

/** A lead that nobody has is taken first. */
function presses(reader: Reader, { id, responsible, title }: Lead, clients: readonly Client[]): Html {
  const { t, locale } = reader;
  if (responsible === null)
    return html`<form method="post" action="/leads/${id}/take"><button class="primary">${t.clients.take}</button>${refusal()}</form>`;
  return html`${contactForm(reader, `/leads/${id}/contacts`)}
    <details class="more"><summary>${t.clients.noteNow}…</summary>
      <form method="post" action="/leads/${id}/note">
        <input name="note" required aria-label="${t.clients.note}" placeholder="${t.clients.note}">
        <button>${t.clients.noteNow}</button>${refusal()}
      </form></details>
    <details class="more"><summary>${t.clients.convert}…</summary>
      <form method="post" action="/leads/${id}/convert">
        <label>${t.create.name} <input name="title" required maxlength="120" value="${title.slice(0, 120)}"></label>
        <label>${t.create.client} <select name="client">${clients.map((client) =>
          option(client.id, locale === 'en' ? client.name_en : client.name),
        )}</select></label>
        <label>${t.create.amount} <input name="amount" type="number" min="1" max="1000000000" required value="450000"></label>
        <button class="primary">${t.clients.convert}</button>${refusal()}
      </form></details>
    <details class="more"><summary>${t.clients.discard}…</summary>
      <form method="post" action="/leads/${id}/discard">
        <input name="reason" required aria-label="${t.clients.reason}" placeholder="${t.clients.reason}">
        <button class="danger">${t.clients.discard}</button>${refusal()}
      </form></details>`;
}

const history = ({ t, locale, name }: Reader, { history: entries }: ShownLead): Html =>
  html`<details class="more"><summary>${t.clients.happened}</summary><ul class="contacts">${entries.map(
    ({ at, actor, event }) =>
      html`<li><span class="soft">${moment(at, locale)}</span> ${t.clients.events[event.type]}
        <span class="soft">${actor === null ? '' : name(actor)}</span></li>`,
  )}</ul></details>`;
