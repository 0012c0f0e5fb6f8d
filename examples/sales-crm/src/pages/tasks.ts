import { labelText, type TaskCard } from '@dealroute/core';
import { html } from 'hono/html';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { distance, moment, money } from '../texts/format.js';
import { type Html, page, refusal } from './layout.js';

const MOST_TASKS = 200;

/** The open tasks of the reader, overdue first, and those that they may take. */
export async function tasksPage(office: Office, reader: Reader): Promise<Html> {
  const { t, me } = reader;
  const { items } = await office.engine.myTasks(me.id, { limit: MOST_TASKS });
  const body = html`<h1>${t.nav.tasks}</h1>
    <div id="tasks" class="task-list" data-live>
      ${items.length === 0 ? html`<p class="soft">${t.task.none}</p>` : ''}
      ${items.map((card) => row(office, reader, card))}
    </div>`;
  return page(office, reader, { title: t.nav.tasks, place: 'tasks', body });
}

function row({ clock }: Office, reader: Reader, card: TaskCard): Html {
  const { t, locale } = reader;
  const deal = card.dealSnapshot;
  const { dueAt } = card;
  return html`<article class="panel row ${card.overdue ? 'overdue' : ''}">
    <div><a href="/deals/${card.deal}"><b>${labelText(card.title, locale)}</b></a>
      <span class="soft">${deal?.title ?? card.deal}${sumOf(deal?.fields.amount, reader)}</span></div>
    <div>${
      dueAt === null
        ? html`<span class="soft">${t.task.noDeadline}</span>`
        : card.overdue
          ? html`<span class="late">${t.task.overdue}: ${distance(dueAt, clock.now(), locale)}</span>`
          : html`${t.board.until} ${moment(dueAt, locale)}`
    }</div>
    ${press(reader, card)}
  </article>`;
}

/** One press where one is enough; what asks for words is done on the deal's page. */
function press({ t }: Reader, card: TaskCard): Html {
  const open = html`<a class="button" href="/deals/${card.deal}">${t.task.open}</a>`;
  if (card.suspendedAt !== null)
    return html`<div class="buttons"><span class="tag">${t.process.suspended}</span>${open}</div>`;
  if (card.assignee === null)
    return html`<div class="buttons">${form(`/tasks/${card.id}/claim`, t.task.claim)}${open}</div>`;
  const isSimple = card.results.length === 0 && card.checklist.length === 0 && !card.commentRequired;
  return html`<div class="buttons">${isSimple ? form(`/tasks/${card.id}/complete`, t.task.complete) : ''}${open}</div>`;
}

const form = (action: string, text: string): Html =>
  html`<form method="post" action="${action}"><button class="primary">${text}</button>${refusal()}</form>`;

const sumOf = (amount: unknown, { locale }: Reader): string =>
  typeof amount === 'number' ? ` · ${money(amount, locale)}` : '';
