import { labelText, type Trigger } from '@dealroute/core';
import { html } from 'hono/html';
import { isAdmin } from '../crm/people.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { type Html, option, page, refusal } from './layout.js';

/** Titles of the active maps by their keys. */
type Titles = ReadonlyMap<string, string>;

/** The triggers in words, and a form for another one, for the admin. */
export async function triggersPage(office: Office, reader: Reader): Promise<Html> {
  const { t, me } = reader;
  const body = html`<h1>${t.nav.triggers}</h1>${isAdmin(me) ? await parts(office, reader) : html`<p>${t.triggers.adminsOnly}</p>`}`;
  return page(office, reader, { title: t.nav.triggers, place: 'triggers', body });
}

async function parts({ engine }: Office, reader: Reader): Promise<Html> {
  const { t, locale } = reader;
  const [triggers, maps] = await Promise.all([engine.triggers(), engine.maps()]);
  const active = maps.filter(({ status }) => status === 'active');
  const titles: Titles = new Map(active.map(({ map }) => [map.key, labelText(map.title, locale)]));
  return html`<div id="triggers" data-live>
      ${triggers.length === 0 ? html`<p class="soft">${t.triggers.none}</p>` : triggers.map((one) => triggerPart(reader, titles, one))}
    </div>
    <p class="soft">${t.triggers.own}</p>
    ${newTrigger(reader, titles)}`;
}

function triggerPart(reader: Reader, titles: Titles, trigger: Trigger): Html {
  const { t, locale } = reader;
  const { key, paused, effectiveFrom } = trigger;
  const path = `/triggers/${encodeURIComponent(key)}`;
  const other = paused ? { path: 'go-on', text: t.triggers.goOn } : { path: 'pause', text: t.triggers.pause };
  return html`<article class="panel trigger">
    <h3>${key} ${paused ? html`<span class="tag closed">${t.triggers.paused}</span>` : ''}</h3>
    <p>${inWords(reader, titles, trigger)}</p>
    <p class="soft">${t.triggers.since(moment(effectiveFrom, locale))}</p>
    <div class="buttons">
      <form method="post" action="${path}/${other.path}"><button>${other.text}</button>${refusal()}</form>
      <form method="post" action="${path}/remove"><button class="danger" data-confirm="${t.triggers.sureRemove}">${t.triggers.remove}</button>${refusal()}</form>
    </div>
  </article>`;
}

/** "When a deal is created, if …: start the process “B2B sale”". */
function inWords({ t }: Reader, titles: Titles, trigger: Trigger): string {
  const { condition, signal, whenRunning } = trigger;
  const words = t.triggers;
  const event = words.events[trigger.event];
  const when = words.when(trigger.event === 'custom' ? `${event} “${trigger.name}”` : event);
  const map = titles.get(trigger.map) ?? trigger.map;
  const does = signal === undefined ? words.starts(map) : words.signals(map, signal);
  const provided = condition === undefined ? '' : `, ${words.provided(condition)}`;
  return `${when}${provided}: ${does}${whenRunning === 'start' ? `, ${words.again}` : ''}`;
}

const newTrigger = ({ t: { triggers: t } }: Reader, titles: Titles): Html => html`<details class="panel more">
  <summary>${t.add}…</summary>
  <form class="fields" method="post" action="/triggers">
    <label>${t.key} <input name="key" required maxlength="64"></label>
    <label>${t.event} <select name="event">${Object.entries(t.events).map(([key, text]) => option(key, text))}</select></label>
    <label>${t.name} <input name="name" maxlength="64"></label>
    <label>${t.condition} <input name="condition" maxlength="2000" placeholder="deal.fields.amount &gt; 100000"></label>
    <label>${t.map} <select name="map">${[...titles].map(([key, title]) => option(key, title))}</select></label>
    <label>${t.signal} <input name="signal" maxlength="64"></label>
    <button class="primary">${t.put}</button>${refusal()}
  </form>
</details>`;
