import { labelText, type ProcessState, type RouteMap } from '@dealroute/core';
import { html } from 'hono/html';
import { sale } from '../maps/sale.js';
import type { Office } from '../server/office.js';
import type { May } from '../server/permissions.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, option, refusal } from './layout.js';
import { nodeName } from './maps.js';

/** How the process that drives a deal is brought to a halt or to another node. */
export async function processForms(
  office: Office,
  reader: Reader,
  state: ProcessState,
  may: May,
): Promise<Html> {
  const isSuspended = state.suspendedAt !== null;
  const map = may('MoveProcess', state) && !isSuspended ? await mapOf(office, state) : undefined;
  return html`${may('SuspendProcess', state) && !isSuspended ? suspensionForm(reader, state) : ''}
    ${map ? moveForm(reader, state, map) : ''}`;
}

async function mapOf({ engine }: Office, { instances }: ProcessState): Promise<RouteMap | undefined> {
  const pin = instances[0]?.map;
  if (!pin) return undefined;
  const versions = await engine.maps(pin.key);
  return versions.find(({ version }) => version === pin.version)?.map;
}

/** Since when the process waits, and for who may the way on. */
export function suspensionNote(reader: Reader, { id, suspendedAt }: ProcessState, may: boolean): Html | '' {
  if (suspendedAt === null) return '';
  const { t, locale } = reader;
  const { shifts } = t.process;
  return html`<section class="panel suspended">
    <p>${t.process.suspendedSince(moment(suspendedAt, locale))}</p>
    ${
      may
        ? html`<form class="buttons" method="post" action="/processes/${id}/resume">
      <label>${t.process.deadlines} <select name="deadlines">
        ${option('shift', shifts.shift)}${option('keep', shifts.keep)}
      </select></label>
      <button class="primary">${t.process.resume}</button>${refusal()}
    </form>`
        : ''
    }
  </section>`;
}

const suspensionForm = ({ t }: Reader, { id }: ProcessState): Html => html`<details class="panel more">
  <summary>${t.process.suspend}…</summary>
  <form method="post" action="/processes/${id}/suspend">
    <textarea name="reason" rows="2" aria-label="${t.process.reasonIfAny}" placeholder="${t.process.reasonIfAny}"></textarea>
    <button>${t.process.suspendNow}</button>${refusal()}
  </form>
</details>`;

/** Those nodes are offered at which something is done; whether one can be begun with, the engine says. */
function moveForm(reader: Reader, { id }: ProcessState, { nodes }: RouteMap): Html {
  const { t } = reader;
  const offered = nodes.filter(({ kind }) => kind !== 'start' && kind !== 'join' && kind !== 'end');
  return html`<details class="panel more">
    <summary>${t.process.move}…</summary>
    <form method="post" action="/processes/${id}/move">
      <label>${t.process.node} <select name="node">${offered.map((node) => option(node.id, nodeName(reader, node)))}</select></label>
      <textarea name="reason" rows="2" required aria-label="${t.process.reason}" placeholder="${t.process.reason}"></textarea>
      <button data-confirm="${t.process.sureMove}">${t.process.moveNow}</button>${refusal()}
    </form>
  </details>`;
}

/** How the process is ended before its time. */
export const terminationForm = (
  { t, locale }: Reader,
  { id }: ProcessState,
): Html => html`<details class="panel more">
  <summary>${t.deal.terminate}…</summary>
  <form method="post" action="/processes/${id}/terminate">
    <label>${t.deal.reason} <select name="lossReason">
      ${option('', t.deal.choose)}
      ${(sale.lossReasons ?? []).map(({ key, title }) => option(key, labelText(title, locale)))}
    </select></label>
    <textarea name="comment" rows="2" aria-label="${t.deal.comment}" placeholder="${t.deal.comment}"></textarea>
    <button class="danger" data-confirm="${t.deal.sureTerminate}">${t.deal.terminateNow}</button>${refusal()}
  </form>
</details>`;
