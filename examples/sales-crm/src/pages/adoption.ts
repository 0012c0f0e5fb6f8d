import {
  type Adoption,
  type AdoptionVerdict,
  labelText,
  type MapNode,
  type Rejection,
  type RouteMap,
  rejectionText,
} from '@dealroute/core';
import { html } from 'hono/html';
import { type Deal, dealTitle, readDeals } from '../crm/deals.js';
import { isAdmin } from '../crm/people.js';
import { sales } from '../maps/pipeline.js';
import { type Choice, requestFor } from '../server/adoption-choice.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { type Html, option, page, refusal } from './layout.js';
import { nodeName } from './maps.js';

/** Which deals get a process where; with a choice, what would happen to each. For the admin. */
export async function adoptionPage(
  office: Office,
  reader: Reader,
  choice: Choice | undefined,
): Promise<Html> {
  const { t, me } = reader;
  const body = html`<h1>${t.nav.adoption}</h1>${isAdmin(me) ? await parts(office, reader, choice) : html`<p>${t.triggers.adminsOnly}</p>`}`;
  return page(office, reader, { title: t.nav.adoption, place: 'adoption', body });
}

async function parts(office: Office, reader: Reader, choice: Choice | undefined): Promise<Html> {
  const versions = await office.engine.maps();
  const maps = versions.flatMap(({ map, status }) =>
    map.kind === 'governing' && status === 'active' ? [map] : [],
  );
  const map = maps.find(({ key }) => key === choice?.map) ?? maps[0];
  return html`<p class="soft">${reader.t.adoption.hint}</p>
    ${map ? choiceForm(reader, maps, map, choice) : ''}
    ${map && choice ? await dryRun(office, reader, map, choice) : ''}`;
}

function choiceForm(
  reader: Reader,
  maps: readonly RouteMap[],
  map: RouteMap,
  choice: Choice | undefined,
): Html {
  const { t, locale } = reader;
  const nodes = map.nodes.filter(({ kind }) => kind !== 'start' && kind !== 'join' && kind !== 'end');
  const options = (chosen: string | undefined) =>
    nodes.map((node) => option(node.id, nodeName(reader, node), node.id === chosen));
  const stage = ({ key, title }: (typeof sales.stages)[number]) => html`<label>${labelText(title, locale)}
      <select name="stage.${key}">${option('', t.adoption.leave)}${options(choice?.[`stage.${key}`])}</select></label>`;
  return html`<form class="panel fields" method="get" action="/adoption">
    <label>${t.adoption.map} <select name="map">${maps.map(({ key, title }) => option(key, labelText(title, locale), key === map.key))}</select></label>
    <label>${t.adoption.node} <select name="node">${option('', t.adoption.perStage)}${options(choice?.node)}</select></label>
    ${sales.stages.filter(({ kind }) => kind === 'open').map(stage)}
    <button class="primary">${t.adoption.check}</button>
  </form>`;
}

async function dryRun(office: Office, reader: Reader, map: RouteMap, choice: Choice): Promise<Html> {
  const { t, locale } = reader;
  const request = requestFor(choice, reader);
  if (!request) return html`<p class="refusal" role="alert">${t.adoption.choose}</p>`;
  const { after } = choice;
  const judged = await office.engine.adoptDeals({ ...request, dryRun: true, ...(after && { after }) });
  if (!judged.ok) return html`<p class="refusal" role="alert">${rejectionText(judged.rejection, locale)}</p>`;
  if (judged.value.verdicts.length === 0) return html`<p class="soft">${t.adoption.none}</p>`;
  const deals = new Map((await readDeals(office.db)).map((deal) => [String(deal.id), deal]));
  return html`<section class="panel">
    <div class="scroll"><table>
      <thead><tr><th>${t.adoption.deal}</th><th>${t.adoption.verdict}</th></tr></thead>
      <tbody>${judged.value.verdicts.map((one) => verdictRow(reader, map, deals.get(one.deal), one))}</tbody>
    </table></div>
    ${more(reader, choice, judged.value)}
    <form method="post" action="/adoption">
      ${Object.entries(choice).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <p>${t.adoption.can(judged.value.counts.adoptable)}</p>
      <button class="primary" data-confirm="${t.adoption.sure}">${t.adoption.adopt}</button>
      <output></output>${refusal()}
    </form>
  </section>`;
}

function verdictRow(reader: Reader, map: RouteMap, deal: Deal | undefined, verdict: AdoptionVerdict): Html {
  const title = deal ? dealTitle(deal, reader.locale) : verdict.deal;
  return html`<tr class="${verdict.as}"><td><a href="/deals/${verdict.deal}">${title}</a></td>
    <td>${verdictText(reader, map, verdict)}</td></tr>`;
}

function verdictText(reader: Reader, { nodes }: RouteMap, verdict: AdoptionVerdict): string {
  const { t, locale } = reader;
  if (verdict.as === 'refused') return rejectionText(named(reader, verdict.why), locale);
  if (verdict.as !== 'adoptable') return t.adoption.failed;
  const node = nodes.find(({ id }) => id === verdict.node) as MapNode;
  const { stage } = verdict;
  const moves = stage
    ? t.adoption.moves(stageTitle(reader, stage.from), stageTitle(reader, stage.to))
    : t.adoption.stays;
  return `${t.adoption.at(nodeName(reader, node))}, ${moves}`;
}

/** The stage as people call it. */
const named = (reader: Reader, why: Rejection): Rejection =>
  'stage' in why ? { ...why, stage: stageTitle(reader, why.stage) } : why;

function stageTitle({ locale }: Reader, key: string): string {
  const stage = sales.stages.find((one) => one.key === key);
  return stage ? labelText(stage.title, locale) : key;
}

/** The rest of a long list. */
function more({ t }: Reader, choice: Choice, { next }: Adoption): Html | '' {
  if (next === null) return '';
  const query = new URLSearchParams({ ...choice, after: next });
  return html`<p><a href="/adoption?${query.toString()}">${t.adoption.more} →</a></p>`;
}
