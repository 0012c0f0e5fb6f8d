import { compareMaps, labelText, type MapVersion, mapChangeText } from '@dealroute/core';
import { html } from 'hono/html';
import { isAdmin } from '../crm/people.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, option, page, refusal } from './layout.js';
import { type MigrationChoice, migrationPart } from './migration.js';

/** The versions of one map; two of them compared, and what moving from one to the other would do. */
export async function versionsPage(
  office: Office,
  reader: Reader,
  versions: readonly MapVersion[],
  choice: MigrationChoice | undefined,
): Promise<Html> {
  const { t, locale } = reader;
  const title = t.versions.title(labelText(versions[0]?.map.title ?? '', locale));
  const [from, to] = [find(versions, choice?.from), find(versions, choice?.to)];
  const chosen = choice && from && to && from !== to;
  const body = html`<h1>${title}</h1>
    <div class="panel scroll">${await versionsTable(office, reader, versions)}</div>
    ${versions.length > 1 ? choiceForm(reader, versions, choice) : ''}
    ${chosen ? differences(reader, from, to) : ''}
    ${chosen && to.status !== 'draft' ? await migrationPart(office, reader, { from, to, choice }) : ''}`;
  return page(office, reader, { title, place: 'maps', body });
}

const find = (versions: readonly MapVersion[], version: number | undefined): MapVersion | undefined =>
  versions.find((one) => one.version === version);

async function versionsTable(office: Office, reader: Reader, versions: readonly MapVersion[]): Promise<Html> {
  const { versions: t } = reader.t;
  const rows = await Promise.all(versions.map((version) => versionRow(office, reader, version)));
  return html`<table>
    <thead><tr><th>${t.version}</th><th>${t.status}</th><th>${t.changed}</th><th>${t.running}</th><th>${t.hash}</th><th></th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

async function versionRow(office: Office, reader: Reader, one: MapVersion): Promise<Html> {
  const { t, locale, me } = reader;
  const { key, version, status, hash, changedAt } = one;
  const filter = { map: key, versions: [version], status: 'running' } as const;
  const { items, next } = await office.engine.processes(filter, { limit: 100 });
  return html`<tr><td>${version}</td>
    <td><span class="tag ${status === 'active' ? 'open' : ''}">${t.maps.statuses[status]}</span></td>
    <td>${moment(changedAt, locale)}</td><td>${items.length}${next === null ? '' : '+'}</td>
    <td><code>${hash?.slice(0, 12) ?? '—'}</code></td>
    <td>${status === 'draft' && isAdmin(me) ? activationForm(reader, key) : ''}</td></tr>`;
}

const activationForm = (
  { t }: Reader,
  key: string,
): Html => html`<form method="post" action="/maps/${key}/activate">
  <button class="primary" data-confirm="${t.versions.sureActivate}">${t.versions.activate}</button>${refusal()}
</form>`;

function choiceForm(
  { t }: Reader,
  versions: readonly MapVersion[],
  choice: MigrationChoice | undefined,
): Html {
  const [newest, before] = versions;
  const select = (name: 'from' | 'to', otherwise: number | undefined) => html`<label>${t.versions[name]}
    <select name="${name}">${versions.map(({ version }) => option(version, String(version), version === (choice?.[name] ?? otherwise)))}</select></label>`;
  return html`<form class="panel buttons" method="get">
    ${select('from', before?.version)} ${select('to', newest?.version)}
    <button>${t.versions.show}</button>
  </form>`;
}

function differences({ t, locale }: Reader, from: MapVersion, to: MapVersion): Html {
  const changes = compareMaps(from.map, to.map);
  return html`<section class="panel"><h2>${t.versions.differences}</h2>
    ${
      changes.length === 0
        ? html`<p class="soft">${t.versions.same}</p>`
        : html`<ul>${changes.map((change) => html`<li>${mapChangeText(change, locale)}</li>`)}</ul>`
    }</section>`;
}
