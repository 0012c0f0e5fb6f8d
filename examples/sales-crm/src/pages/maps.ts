import { type Flow, labelText, type MapNode, type MapVersion, type RouteMap } from '@dealroute/core';
import { html } from 'hono/html';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { type Html, page } from './layout.js';
import { pictureFrame, pictureOf } from './map-picture.js';

/** The maps with what each node leads to; they are changed in the code of this CRM, not here. */
export async function mapsPage(office: Office, reader: Reader): Promise<Html> {
  const { t } = reader;
  const maps = await office.engine.maps();
  const body = html`<h1>${t.nav.maps}</h1><div id="maps" data-live>${maps.map((version) => mapPart(reader, version))}</div>`;
  return page(office, reader, { title: t.nav.maps, place: 'maps', body });
}

function mapPart(reader: Reader, { map, version, status }: MapVersion): Html {
  const { t, locale } = reader;
  return html`<details class="panel map" open>
    <summary><b>${labelText(map.title, locale)}</b>
      <span class="tag">${t.maps.kinds[map.kind]}</span>
      <span class="tag open">${t.maps.statuses[status]}</span>
      <a href="/maps/${map.key}">${t.maps.version} ${version}</a></summary>
    ${pictureFrame(`/pictures/maps/${map.key}/${version}`, pictureOf(reader, map))}
    <div class="scroll"><table>
      <thead><tr><th>${t.maps.node}</th><th></th><th>${t.maps.stage}</th><th>${t.maps.limit}</th><th>${t.maps.leads}</th></tr></thead>
      <tbody>${map.nodes.map((node) => nodeRow(reader, map, node))}</tbody>
    </table></div>
  </details>`;
}

function nodeRow(reader: Reader, map: RouteMap, node: MapNode): Html {
  const { t, locale } = reader;
  const stage = sales.stages.find(({ key }) => key === node.stage);
  const limit = node.kind === 'userTask' ? node.timeLimit : undefined;
  const flows = map.flows.filter(({ from }) => from === node.id);
  return html`<tr><td>${nodeTitle(reader, node)}</td><td class="soft">${t.maps.nodeKinds[node.kind]}</td>
    <td>${stage ? labelText(stage.title, locale) : ''}</td>
    <td>${limit ? limitText(limit, locale) : ''}</td>
    <td>${flows.map((flow) => html`<div>${flowText(reader, map, node, flow)}</div>`)}</td></tr>`;
}

const nodeTitle = ({ locale, t }: Reader, node: MapNode | undefined): string =>
  node?.title ? labelText(node.title, locale) : node ? t.maps.nodeKinds[node.kind] : '';

/** A node as people can tell it from others: its title, or what kind it is and its id. */
export const nodeName = (reader: Reader, node: MapNode): string =>
  node.title ? nodeTitle(reader, node) : `${nodeTitle(reader, node)} ${node.id}`;

function flowText(reader: Reader, map: RouteMap, node: MapNode, flow: Flow): string {
  const to = nodeTitle(
    reader,
    map.nodes.find(({ id }) => id === flow.to),
  );
  const result = node.kind === 'userTask' ? node.results?.find(({ key }) => key === flow.result) : undefined;
  const outcome = flow.outcome && reader.t.maps.outcomes[flow.outcome];
  const when = result ? labelText(result.title, reader.locale) : (outcome ?? flow.condition ?? '');
  return when === '' ? `→ ${to}` : `${when} → ${to}`;
}

/** `P2D` as "2 working days": the words are the language's own. */
function limitText(
  limit: { readonly working: string } | { readonly elapsed: string },
  locale: string,
): string {
  const text = 'working' in limit ? limit.working : limit.elapsed;
  const [, count = '', unit = ''] = /^PT?(\d+)([DHM])$/.exec(text) ?? [];
  const named = { D: 'day', H: 'hour', M: 'minute' }[unit];
  if (!named) return text;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: named, unitDisplay: 'long' }).format(
    Number(count),
  );
}
