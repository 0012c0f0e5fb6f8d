import { html } from 'hono/html';
import { readClients } from '../crm/deals.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { type Html, option, page, refusal } from './layout.js';

/** The form that creates a deal; its process starts by itself. */
export async function newDealPage(office: Office, reader: Reader): Promise<Html> {
  const { t, locale, people, name, me } = reader;
  const clients = await readClients(office.db);
  const managers = people.filter(({ department }) => department === 'sales');
  const body = html`<h1>${t.create.title}</h1>
    <p class="soft">${t.create.hint}</p>
    <form class="panel fields" method="post" action="/deals">
      <label>${t.create.name} <input name="title" required maxlength="120" value="${t.create.example}"></label>
      <label>${t.create.client} <select name="client">${clients.map((client) =>
        option(client.id, locale === 'en' ? client.name_en : client.name),
      )}</select></label>
      <label>${t.create.amount} <input name="amount" type="number" min="1" max="1000000000" required value="450000"></label>
      <label>${t.create.responsible} <select name="responsible">${managers.map(({ id }) =>
        option(id, name(id), id === me.id),
      )}</select></label>
      <button class="primary">${t.create.submit}</button>${refusal()}
    </form>`;
  return page(office, reader, { title: t.create.title, place: 'create', body });
}
