import { randomUUID } from 'node:crypto';
import {
  labelText,
  type MapVersion,
  type MigrationVerdict,
  type OpenChoice,
  type RouteMap,
  rejectionText,
} from '@dealroute/core';
import { html } from 'hono/html';
import { isAdmin } from '../crm/people.js';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, option, refusal } from './layout.js';
import { nodeName } from './maps.js';

/** Between which versions processes move, and which nodes were chosen for those that are gone. */
export interface MigrationChoice {
  readonly from: number;
  readonly to: number;
  readonly deadlines: 'keep' | 'recalculate';
  readonly mapping: Readonly<Record<string, string>>;
}

interface Crossing {
  readonly from: MapVersion;
  readonly to: MapVersion;
  readonly choice: MigrationChoice;
}

/** The field of a form in which the node is chosen that takes another one's place. */
export const CHOICE = 'node:';

/** What moving the processes of one version to another would do to each, and the form that does it. */
export async function migrationPart(office: Office, reader: Reader, crossing: Crossing): Promise<Html> {
  const { t, locale, me } = reader;
  const section = (inside: Html) =>
    html`<section class="panel"><h2>${t.versions.migration}</h2>${inside}</section>`;
  if (!isAdmin(me)) return section(html`<p class="soft">${t.versions.adminsOnly}</p>`);
  const { from, to, choice } = crossing;
  const { mapping } = choice;
  const wish = { map: to.key, from: [from.version], to: to.version, mapping, actor: me.id };
  const planned = await office.engine.planMigration(wish, { limit: 100 });
  if (!planned.ok) return section(html`<p>${rejectionText(planned.rejection, locale)}</p>`);
  const { items, next } = planned.value;
  if (items.length === 0) return section(html`<p class="soft">${t.versions.none}</p>`);
  return section(html`<div class="scroll">${verdictTable(reader, crossing, items)}</div>
    ${next === null ? '' : html`<p class="soft">${t.versions.more}</p>`}
    ${choicesForm(reader, crossing, choicesIn(items))} ${migrationForm(reader, crossing)}`);
}

function verdictTable(reader: Reader, crossing: Crossing, verdicts: readonly MigrationVerdict[]): Html {
  const { versions: t } = reader.t;
  return html`<table>
    <thead><tr><th>${t.deal}</th><th>${t.verdict}</th><th>${t.nodes}</th><th>${t.stage}</th><th>${t.deadline}</th></tr></thead>
    <tbody>${verdicts.map((verdict) => verdictRow(reader, crossing, verdict))}</tbody>
  </table>`;
}

function verdictRow(reader: Reader, crossing: Crossing, verdict: MigrationVerdict): Html {
  const { versions: t } = reader.t;
  const tag = { moves: 'open', needsChoice: 'closed', cannot: 'closed' }[verdict.verdict];
  return html`<tr><td><a href="/deals/${verdict.deal}">${t.deal} ${verdict.deal}</a></td>
    <td><span class="tag ${tag}">${t.verdicts[verdict.verdict]}</span></td>
    ${verdict.verdict === 'moves' ? movingCells(reader, crossing, verdict) : html`<td colspan="3">${reasonText(reader, crossing, verdict)}</td>`}</tr>`;
}

function movingCells(
  reader: Reader,
  { from, to }: Crossing,
  { nodes, stage, deadlines }: Extract<MigrationVerdict, { verdict: 'moves' }>,
): Html {
  const { t, locale } = reader;
  const at = (instant: number | null) => (instant === null ? '—' : moment(instant, locale));
  const names = nodes.map((one) => [nameIn(reader, from.map, one.from), nameIn(reader, to.map, one.to)]);
  return html`<td>${names.map(([was, is]) => html`<div>${was === is ? is : `${was} → ${is}`}</div>`)}</td>
    <td>${stage ? `${stageName(reader, stage.from)} → ${stageName(reader, stage.to)}` : html`<span class="soft">${t.versions.stays}</span>`}</td>
    <td>${deadlines.map(({ keep, recalculate }) => html`<div>${at(keep)} / ${at(recalculate)}</div>`)}</td>`;
}

function reasonText(reader: Reader, { from }: Crossing, verdict: MigrationVerdict): string {
  if (verdict.verdict === 'needsChoice') {
    return verdict.nodes.map(({ node }) => nameIn(reader, from.map, node)).join(', ');
  }
  return verdict.verdict === 'cannot' ? rejectionText(verdict.rejection, reader.locale) : '';
}

/** The choices that are open for any of the processes. */
function choicesIn(verdicts: readonly MigrationVerdict[]): readonly OpenChoice[] {
  const open = verdicts.flatMap((one) => (one.verdict === 'needsChoice' ? one.nodes : []));
  return [...new Map(open.map((one) => [one.node, one])).values()];
}

function choicesForm(reader: Reader, { from, to, choice }: Crossing, open: readonly OpenChoice[]): Html | '' {
  const { versions: t } = reader.t;
  if (open.length === 0) return '';
  return html`<form class="choices" method="get">
    ${hidden({ from: choice.from, to: choice.to, ...fieldsOf(choice) })}
    ${open.map(
      ({ node, candidates }) => html`<label>${t.whereTo(nameIn(reader, from.map, node))}
      <select name="${CHOICE}${node}">${option('', t.choose)}${candidates.map((id) => option(id, nameIn(reader, to.map, id)))}</select></label>`,
    )}
    <button>${t.try}</button>
  </form>`;
}

function migrationForm({ t }: Reader, { to, choice }: Crossing): Html {
  const { deadlineWays } = t.versions;
  return html`<form class="buttons" method="post" action="/maps/${to.key}/migrate">
    ${hidden({ from: choice.from, to: choice.to, key: randomUUID(), ...fieldsOf(choice) })}
    <label>${t.versions.deadlines} <select name="deadlines">
      ${option('keep', deadlineWays.keep)}${option('recalculate', deadlineWays.recalculate)}
    </select></label>
    <button class="primary" data-confirm="${t.versions.sureMigrate}">${t.versions.migrate}</button>
    <output></output>${refusal()}
  </form>`;
}

const fieldsOf = ({ mapping }: MigrationChoice): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(mapping).map(([node, is]) => [CHOICE + node, is]));

const hidden = (fields: Readonly<Record<string, string | number>>): readonly Html[] =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

function nameIn(reader: Reader, { nodes }: RouteMap, id: string): string {
  const node = nodes.find((one) => one.id === id);
  return node ? nodeName(reader, node) : id;
}

function stageName({ locale }: Reader, key: string): string {
  const stage = sales.stages.find((one) => one.key === key);
  return stage ? labelText(stage.title, locale) : key;
}
