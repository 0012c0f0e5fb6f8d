import { labelText, type ProcessRecord, type ProcessState } from '@dealroute/core';
import { html } from 'hono/html';
import { clientName, type Deal, dealTitle } from '../crm/deals.js';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import { permissionsOn } from '../server/permissions.js';
import type { Reader } from '../server/reader.js';
import { money } from '../texts/format.js';
import { contactForm, contactList } from './contacts.js';
import { journalOf } from './journal.js';
import { type Html, option, page, refusal } from './layout.js';
import { pictureFrame, processPicture } from './map-picture.js';
import { nextActionPart } from './next-action.js';
import { processForms, suspensionNote, terminationForm } from './process-forms.js';
import { deferredStarts, startForms } from './start-forms.js';
import { type ShownTask, taskPanel } from './task-panel.js';

/** A deal with its tasks, its data and its journal. */
export async function dealPage(office: Office, reader: Reader, deal: Deal): Promise<Html> {
  const { engine } = office;
  const { t, locale } = reader;
  const ref = String(deal.id);
  const { items: processes } = await engine.processes({ deal: ref });
  const states = new Map(
    await Promise.all(processes.map(async ({ id }) => [id, await engine.process(id)] as const)),
  );
  const tasks = await shownTasks(office, ref, states);
  const governing = processes.find(({ kind }) => kind === 'governing');
  const running = governing?.status === 'running' ? states.get(governing.id) : undefined;
  const may = await permissionsOn(office, reader, deal);
  const starts = await deferredStarts(office, reader, deal);
  const body = html`<div class="deal-page">
    <div id="deal" data-live>
      ${heading(reader, deal)} ${stageForm(reader, deal, governing)}
      ${running ? suspensionNote(reader, running, may('ResumeProcess', running)) : ''}
    </div>
    <div id="next" data-live>${await nextActionPart(office, reader, ref)}</div>
    <div id="starts" data-live>${!running && may('StartProcess') ? startForms(reader, deal) : ''} ${starts}</div>
    <div id="route" data-live>${await routePart(office, reader, governing && states.get(governing.id))}</div>
    <div class="deal-parts">
      <section><h2>${t.deal.tasks}</h2><div id="tasks" data-live>
        ${tasks.length === 0 ? html`<p class="soft">${t.deal.noTasks}</p>` : ''}
        ${tasks.map((task) => taskPanel(office, reader, task))}
      </div>
        <h2>${t.clients.contacts}</h2>
        ${contactForm(reader, `/deals/${ref}/contacts`)}
        <div id="contacts" data-live>${await contactList(office, reader, { deal: ref })}</div>
      </section>
      <section>
        <h2>${t.deal.fields}</h2><div id="fields" data-live>${fieldsForm(reader, deal)}</div>
        <div id="steering" data-live>${running ? await processForms(office, reader, running, may) : ''}</div>
        <div id="termination" data-live>${running ? terminationForm(reader, running) : ''}</div>
        <h2>${t.deal.history}</h2>
        <div id="journal" data-live>${await journalOf(office, reader, processes)}</div>
      </section>
    </div>
  </div>`;
  return page(office, reader, { title: dealTitle(deal, locale), body });
}

/** The map of the governing process, with where it stands; its address changes with it, so that the page is kept fresh. */
async function routePart(office: Office, reader: Reader, state: ProcessState | undefined): Promise<Html> {
  const picture = state && (await processPicture(office, reader, state));
  if (!state || !picture) return html``;
  const entries = picture.options.process?.journal.length ?? 0;
  const source = `/pictures/processes/${state.id}?entries=${entries}`;
  return html`<details class="panel"><summary><b>${reader.t.deal.route}</b></summary>
    ${pictureFrame(source, picture)}</details>`;
}

async function shownTasks(
  { engine }: Office,
  deal: string,
  states: ReadonlyMap<string, ProcessState | undefined>,
): Promise<ShownTask[]> {
  const { items } = await engine.dealTasks(deal);
  const leadingFirst = [...items].sort((one, other) => Number(other.leading) - Number(one.leading));
  return Promise.all(
    leadingFirst.map(async (task) => {
      const [card = task, hands] = await Promise.all([engine.task(task.id), engine.taskLine(task.id)]);
      return { card, hands, state: states.get(task.process) };
    }),
  );
}

const heading = ({ locale, name, t }: Reader, deal: Deal): Html => html`<div class="heading">
  <h1>${dealTitle(deal, locale)}</h1>
  <p>${clientName(deal, locale)}, ${locale === 'en' ? deal.city_en : deal.city} · <b>${money(deal.amount, locale)}</b> ·
    ${t.deal.responsible}: ${name(deal.responsible)}</p>
</div>`;

/** The way along the pipeline, and the select that a governed deal refuses. */
function stageForm({ t, locale }: Reader, deal: Deal, governing: ProcessRecord | undefined): Html {
  const isFree = governing?.status !== 'running';
  const note =
    governing?.outcome && governing.status === 'ended' ? t.deal.ended[governing.outcome] : t.deal.free;
  return html`<ol class="way">${sales.stages.map(({ key, title, kind }) =>
    key === deal.stage
      ? html`<li class="${kind}" aria-current="step">${labelText(title, locale)}</li>`
      : html`<li class="${kind}">${labelText(title, locale)}</li>`,
  )}</ol>
  <form class="stage" method="post" action="/deals/${deal.id}/stage">
    <label>${t.deal.stage}
      <select name="stage">${sales.stages.map(({ key, title }) => option(key, labelText(title, locale), key === deal.stage))}</select>
    </label>
    <button>${t.deal.changeStage}</button>
    ${isFree ? html`<span class="soft">${note}</span>` : ''}
    ${refusal()}
  </form>`;
}

const fieldsForm = (
  { t }: Reader,
  deal: Deal,
): Html => html`<form class="panel fields" method="post" action="/deals/${deal.id}/fields">
  <label>${t.deal.amount}, ₽ <input name="amount" type="number" min="1" required value="${deal.amount}"></label>
  <label>${t.deal.contractNo} <input name="contractNo" value="${deal.contract_no ?? ''}"></label>
  <label>${t.deal.shipment}
    <select name="shipment">${(['none', 'ordered', 'done'] as const).map((state) =>
      option(state, t.deal.shipmentStates[state], state === (deal.shipment ?? 'none')),
    )}</select></label>
  <button>${t.deal.save}</button>${refusal()}
</form>`;
