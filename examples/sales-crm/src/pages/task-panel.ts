import { explainDeadline } from '@dealroute/calendar-holidays';
import { contactText, labelText, type ProcessState, type TaskCard, type TaskRecord } from '@dealroute/core';
import { html } from 'hono/html';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { distance, moment } from '../texts/format.js';
import { type Html, option, refusal } from './layout.js';

/** A task with everything that is to be known about it. */
export interface ShownTask {
  readonly card: TaskCard;
  readonly state: ProcessState | undefined;
  /** From the first hand to this one. */
  readonly hands: readonly TaskRecord[];
}

/** One open task in full: what to do, until when and why, and everything that can be pressed. */
export function taskPanel(office: Office, reader: Reader, { card, state, hands }: ShownTask): Html {
  const { locale } = reader;
  const done = state?.tasks.find(({ id }) => id === card.id)?.done ?? [];
  return html`<article class="panel task-panel ${card.overdue ? 'overdue' : ''}" data-task="${card.node}">
    <h3>${labelText(card.title, locale)} ${kindTag(reader, card, state)}</h3>
    ${card.description ? html`<p>${labelText(card.description, locale)}</p>` : ''}
    ${people(reader, card, hands)} ${deadline(office, reader, card)} ${checklist(reader, card, done)}
    ${card.suspendedAt === null ? presses(reader, card) : html`<p class="soft">${reader.t.process.taskWaits}</p>`}
  </article>`;
}

const presses = (reader: Reader, card: TaskCard): Html =>
  html`${card.assignee === null && card.candidates.length > 0 ? claimForm(reader, card) : completeForm(reader, card)}
    ${handOverForm(reader, card)}`;

function kindTag({ t }: Reader, card: TaskCard, state: ProcessState | undefined): Html | string {
  if (card.leading) return '';
  if (state?.kind === 'independent') return html`<span class="tag">${t.task.independent}</span>`;
  const started = state?.instances[0]?.map.key;
  return html`<span class="tag">${card.map.key === started ? t.task.side : t.task.nested}</span>`;
}

function people({ t, name }: Reader, card: TaskCard, hands: readonly TaskRecord[]): Html {
  const before = hands.slice(0, -1).map(({ assignee }) => name(assignee));
  const who =
    card.assignee === null
      ? html`${t.task.candidates}: <b>${card.candidates.map(name).join(', ') || '—'}</b>`
      : html`${t.task.assignee}: <b>${name(card.assignee)}</b>`;
  return html`<p>${who} ${before.length > 0 ? html`<span class="soft">${t.task.before} ${before.join(' → ')}</span>` : ''}</p>`;
}

function deadline(
  { clock }: Office,
  { t, locale }: Reader,
  { dueAt, deadline: why, overdue, suspendedAt }: TaskCard,
): Html {
  if (dueAt === null) return html`<p class="soft">${t.task.noDeadline}</p>`;
  return html`<div class="deadline">
    <p>${t.task.deadline}: <b>${moment(dueAt, locale)}</b>
      ${
        suspendedAt === null
          ? html`<span class="${overdue ? 'late' : 'soft'}">${overdue ? `${t.task.overdue}: ` : ''}${distance(dueAt, clock.now(), locale)}</span>`
          : ''
      }</p>
    ${why ? html`<details><summary>${t.task.why}</summary><p>${explainDeadline(why, dueAt, locale)}</p></details>` : ''}
  </div>`;
}

function checklist({ t, locale }: Reader, card: TaskCard, done: readonly string[]): Html | string {
  if (card.checklist.length === 0) return '';
  const waits = card.suspendedAt !== null;
  return html`<section class="checklist"><h4>${t.task.checklist}</h4><ol>${card.checklist.map((step) =>
    waits || done.includes(step.key)
      ? html`<li class="${done.includes(step.key) ? 'done' : ''}">${labelText(step.title, locale)}</li>`
      : html`<li><form method="post" action="/tasks/${card.id}/steps">
          <input type="hidden" name="step" value="${step.key}">
          <span>${labelText(step.title, locale)} ${step.optional ? html`<small class="soft">${t.task.optional}</small>` : ''}</span>
          ${step.evidence?.kind === 'comment' ? html`<input name="comment" aria-label="${t.deal.comment}" placeholder="${t.deal.comment}">` : ''}
          ${step.evidence?.kind === 'contact' ? html`<small class="soft">${t.clients.needs(contactText(step.evidence, locale))}</small>` : ''}
          <button>${t.task.stepDone}</button>${refusal()}
        </form></li>`,
  )}</ol></section>`;
}

function completeForm(reader: Reader, card: TaskCard): Html {
  const { t, locale } = reader;
  const asksReason = card.results.some((result) => result.lossReason === 'required');
  return html`<form class="complete" method="post" action="/tasks/${card.id}/complete">
    <textarea name="comment" rows="2" aria-label="${t.task.comment}" placeholder="${t.task.comment}"></textarea>
    ${asksReason ? reasonSelect(reader, card) : ''}
    <div class="buttons">${
      card.results.length === 0
        ? html`<button class="primary">${t.task.complete}</button>`
        : card.results.map(
            (result, i) =>
              html`<button class="${i === 0 ? 'primary' : ''}" name="result" value="${result.key}"
                ${result.confirm ? html`data-confirm="${t.task.sure} ${labelText(result.title, locale)}"` : ''}
              >${labelText(result.title, locale)}</button>`,
          )
    }</div>
    ${refusal()}
  </form>`;
}

const reasonSelect = ({ t, locale }: Reader, card: TaskCard): Html =>
  html`<select name="lossReason" aria-label="${t.task.lossReason}">
    ${option('', t.task.lossReason)}
    ${(card.lossReasons ?? []).map(({ key, title }) => option(key, labelText(title, locale)))}
  </select>`;

const claimForm = ({ t }: Reader, card: TaskCard): Html =>
  html`<form method="post" action="/tasks/${card.id}/claim"><button class="primary">${t.task.claim}</button>${refusal()}</form>`;

function handOverForm({ t, people, name, me }: Reader, card: TaskCard): Html {
  const others = people.filter(({ id }) => id !== card.assignee);
  return html`<details class="more"><summary>${t.task.handOver}…</summary>
    <form method="post" action="/tasks/${card.id}/hand-over">
      <select name="to" aria-label="${t.task.handTo}">${others.map(({ id }) => option(id, name(id), id === me.id))}</select>
      <input name="comment" aria-label="${t.deal.comment}" placeholder="${t.deal.comment}">
      <button>${t.task.handOver}</button>${refusal()}
    </form>
    ${
      card.assignee !== null && card.candidates.length > 0
        ? html`<form method="post" action="/tasks/${card.id}/release"><button>${t.task.release}</button>${refusal()}</form>`
        : ''
    }
  </details>`;
}
