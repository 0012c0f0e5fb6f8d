import { html } from 'hono/html';
import { isAdmin } from '../crm/people.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';

export type Html = ReturnType<typeof html>;

/** The places of the menu. */
type Place =
  | 'board'
  | 'tasks'
  | 'leads'
  | 'create'
  | 'maps'
  | 'triggers'
  | 'adoption'
  | 'incidents'
  | 'telegram';

/** Places that only admins have something to do at. */
const ADMINS: readonly string[] = ['triggers', 'adoption'] satisfies Place[];

const PATHS: Readonly<Record<Place, string>> = {
  board: '/',
  tasks: '/tasks',
  leads: '/leads',
  create: '/deals/new',
  maps: '/maps',
  triggers: '/triggers',
  adoption: '/adoption',
  incidents: '/incidents',
  telegram: '/telegram',
};

export interface PageParts {
  readonly title: string;
  readonly place?: Place;
  readonly body: Html;
}

/** A whole page. Parts with `data-live` are replaced when something has changed. */
export const page = (
  office: Office,
  reader: Reader,
  { title, place, body }: PageParts,
): Html => html`<!doctype html>
<html lang="${reader.locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Dealroute</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/style.css">
    <script type="module" src="/static/app.js"></script>
  </head>
  <body data-changed="${reader.t.errors.changed}" data-reload="${reader.t.errors.reload}">
    <header class="top">
      <a class="brand" href="/">Dealroute <small>${reader.t.brand}</small></a>
      <nav>${menu(reader, place)}</nav>
      <div class="tools">${clockTool(office, reader)} ${personTool(reader)} ${languageTool(reader)}</div>
    </header>
    <main class="${place ?? 'other'}">${body}</main>
  </body>
</html>`;

function menu(reader: Reader, current: Place | undefined): readonly Html[] {
  const shown = Object.entries(PATHS).filter(([key]) => isAdmin(reader.me) || !ADMINS.includes(key));
  return shown.map(([key, path]) => link(reader, key as Place, path, current));
}

function link(reader: Reader, key: Place, path: string, current: Place | undefined): Html {
  const text = reader.t.nav[key];
  return key === current
    ? html`<a href="${path}" aria-current="page">${text}</a>`
    : html`<a href="${path}">${text}</a>`;
}

function clockTool({ clock, calendar }: Office, { t, locale }: Reader): Html {
  const now = clock.now();
  const isOpen = calendar.calendar().isOpen(now);
  return html`<form class="clock" method="post" action="/clock" title="${t.clock.hint}">
    <span id="clock" data-live>
      <span class="soft">${t.clock.title}</span>
      <time class="now" data-now="${now}" data-locale="${locale}">${moment(now, locale)}</time>
      <span class="tag ${isOpen ? 'open' : 'closed'}">${isOpen ? t.clock.open : t.clock.closed}</span>
    </span>
    <button name="by" value="hour">${t.clock.hour}</button>
    <button name="by" value="day">${t.clock.day}</button>
    ${refusal()}
  </form>`;
}

const personTool = ({
  t,
  me,
  people,
  name,
}: Reader): Html => html`<form class="who" method="post" action="/me" title="${t.demoLogin}">
    <label><span class="soft">${t.me}</span>
      <select name="person" data-submit>${people.map((one) => option(one.id, name(one.id), one.id === me.id))}</select>
    </label>
    <noscript><button>OK</button></noscript>
  </form>`;

const languageTool = ({
  locale,
  t,
}: Reader): Html => html`<form class="language" method="post" action="/language" aria-label="${t.language}">
    ${(['ru', 'en'] as const).map(
      (one) =>
        html`<button name="language" value="${one}" aria-pressed="${String(one === locale)}">${one.toUpperCase()}</button>`,
    )}
  </form>`;

export const option = (value: string | number, text: string, selected = false): Html =>
  selected
    ? html`<option value="${value}" selected>${text}</option>`
    : html`<option value="${value}">${text}</option>`;

/** Where a form shows why it was refused. */
export const refusal = (): Html => html`<p class="refusal" role="alert" hidden></p>`;
