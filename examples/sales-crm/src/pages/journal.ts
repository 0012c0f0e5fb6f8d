import type { JournalEntry, ProcessRecord, TextId } from '@dealroute/core';
import { html } from 'hono/html';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import { JOURNAL_WORDS } from '../texts/journal-words.js';
import { JournalTeller } from './journal-teller.js';
import type { Html } from './layout.js';

const MOST_ENTRIES = 500;

/** What happened on a deal, in words, the newest first. */
export async function journalOf(
  office: Office,
  reader: Reader,
  processes: readonly ProcessRecord[],
): Promise<Html> {
  const told = await Promise.all(processes.map((process) => tell(office, reader, process)));
  const entries = told.flat().sort((one, other) => other.at - one.at || other.n - one.n);
  return html`<ol class="journal">${entries.map(
    ({ at, who, lines }) => html`<li><time class="soft">${moment(at, reader.locale)}</time> <b>${who}</b>
      <ul>${lines.map(({ text, comment }) => html`<li>${text}${comment ? html` <q>${comment}</q>` : ''}</li>`)}</ul></li>`,
  )}</ol>`;
}

async function tell({ engine }: Office, reader: Reader, { id }: ProcessRecord) {
  const entries = await engine.journal(id, 0, MOST_ENTRIES);
  const texts = await engine.texts(commentsIn(entries));
  const maps = await engine.maps();
  const versions = (await Promise.all(maps.map(({ key }) => engine.maps(key)))).flat();
  const teller = new JournalTeller(reader, versions, texts);
  return entries.map((entry) => ({
    ...{ at: entry.at, n: entry.n, who: whoDid(reader, entry) },
    lines: entry.events.flatMap((event) => teller.tell(event)),
  }));
}

/** "Anna Ivanova, Telegram": who, and through which door. */
function whoDid({ locale, name }: Reader, { actor, source }: JournalEntry): string {
  const words = JOURNAL_WORDS[locale];
  const who = actor === null ? words.system : name(actor);
  return `${who}, ${words.sources[source] ?? source}`;
}

function commentsIn(entries: readonly JournalEntry[]): TextId[] {
  return entries
    .flatMap(({ events }) => events)
    .flatMap((event) => ('comment' in event && event.comment !== undefined ? [event.comment] : []));
}
