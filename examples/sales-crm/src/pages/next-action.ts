import { adviceText } from '@dealroute/core';
import { html } from 'hono/html';
import { ZONE } from '../calendar.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import type { Html } from './layout.js';

/** What to do next on a deal, for the reader, and what that rests on. */
export async function nextActionPart(
  { engine }: Office,
  { me, locale, t }: Reader,
  deal: string,
): Promise<Html | ''> {
  const outcome = await engine.nextAction({ deal, actor: me.id });
  if (!outcome.ok) return '';
  const text = adviceText(outcome.value.advice, { locale, timeZone: ZONE });
  return html`<section class="panel next"><h2>${t.clients.next}</h2>
    <p>${text}</p><p class="soft">${t.clients.basis}</p></section>`;
}
