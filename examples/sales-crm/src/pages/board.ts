import { labelText, type Stage, type TaskCard } from '@dealroute/core';
import { html } from 'hono/html';
import { clientName, type Deal, dealTitle, readDeals } from '../crm/deals.js';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { distance, initials, moment, money } from '../texts/format.js';
import { type Html, option, page } from './layout.js';

const MOST_TASKS = 500;

/** Deals by stage, and beside them the practice chat. */
export async function boardPage(office: Office, reader: Reader, responsible: string): Promise<Html> {
  const [deals, tasks] = await Promise.all([
    readDeals(office.db),
    office.engine.tasks({ status: 'open' }, { limit: MOST_TASKS }),
  ]);
  const shown = responsible === '' ? deals : deals.filter((deal) => deal.responsible === responsible);
  const body = html`<div class="split">
    <section class="deals">
      ${filterForm(reader, deals, responsible)}
      <div class="columns" id="board" data-live>
        ${sales.stages.map((stage) => {
          const inStage = shown.filter((deal) => deal.stage === stage.key);
          return column(office, reader, stage, inStage, tasks.items);
        })}
      </div>
    </section>
    ${office.hasChatPage ? chatFrame(reader) : ''}
  </div>`;
  return page(office, reader, { title: reader.t.nav.board, place: 'board', body });
}

function filterForm({ t, people, name }: Reader, deals: readonly Deal[], responsible: string): Html {
  const owners = people.filter(({ id }) => deals.some((deal) => deal.responsible === id));
  return html`<form class="filter" method="get" action="/">
    <label>${t.board.filter}
      <select name="responsible" data-submit>
        ${option('', t.board.all)}
        ${owners.map(({ id }) => option(id, name(id), id === responsible))}
      </select>
    </label>
    <noscript><button>${t.board.show}</button></noscript>
    <a class="button primary" href="/deals/new">+ ${t.nav.create}</a>
  </form>`;
}

const chatFrame = ({ t, locale }: Reader): Html => html`<aside class="chat">
  <p class="soft">${t.board.chatHint}</p>
  <iframe src="/chat/?lang=${locale}" title="${t.board.chat}"></iframe>
</aside>`;

function column(
  office: Office,
  reader: Reader,
  stage: Stage,
  deals: readonly Deal[],
  tasks: readonly TaskCard[],
): Html {
  const { t, locale } = reader;
  const sum = deals.reduce((total, { amount }) => total + amount, 0);
  return html`<section class="column ${stage.kind}" aria-label="${labelText(stage.title, locale)}">
    <h2>${labelText(stage.title, locale)} <small>${t.board.count(deals.length, money(sum, locale))}</small></h2>
    ${deals.map((deal) =>
      card(
        office,
        reader,
        deal,
        tasks.filter((task) => task.deal === String(deal.id)),
      ),
    )}
    ${deals.length === 0 ? html`<p class="empty">${t.board.empty}</p>` : ''}
  </section>`;
}

function card(office: Office, reader: Reader, deal: Deal, tasks: readonly TaskCard[]): Html {
  const { locale, name, t } = reader;
  const leading = tasks.find((task) => task.leading) ?? tasks[0];
  const isOverdue = tasks.some(({ overdue }) => overdue);
  const isSuspended = tasks.some(({ suspendedAt }) => suspendedAt !== null);
  return html`<a class="card ${isOverdue ? 'overdue' : ''}" href="/deals/${deal.id}" data-key="${deal.id}">
    <strong>${dealTitle(deal, locale)}</strong>
    <span class="soft">${clientName(deal, locale)} ${isSuspended ? html`<span class="tag">${t.process.suspended}</span>` : ''}</span>
    <span class="line"><b>${money(deal.amount, locale)}</b>
      <span class="face" title="${name(deal.responsible)}">${initials(name(deal.responsible))}</span></span>
    ${leading ? taskLine(office, reader, leading, tasks) : ''}
  </a>`;
}

/** What is to be done: of several tasks an overdue one, else the leading one. */
function taskLine(
  { clock }: Office,
  { t, locale }: Reader,
  leading: TaskCard,
  tasks: readonly TaskCard[],
): Html {
  const task = tasks.find(({ overdue }) => overdue) ?? leading;
  const due = task.dueAt ?? 0;
  const others = tasks.length > 1 ? html` <span class="soft">+${tasks.length - 1}</span>` : '';
  return html`<span class="task"><span>${labelText(task.title, locale)}${others}</span>
    ${
      task.overdue
        ? html`<em class="late">${t.board.overdue}: ${distance(due, clock.now(), locale)}</em>`
        : task.dueAt !== null
          ? html`<em>${t.board.until} ${moment(due, locale)}</em>`
          : ''
    }
  </span>`;
}
