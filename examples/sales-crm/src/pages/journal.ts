import {
  type JournalEntry,
  type JournalReader,
  JournalTeller,
  labelText,
  type ProcessRecord,
  type TextId,
} from '@dealroute/core';
import { html } from 'hono/html';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { moment } from '../texts/format.js';
import type { Html } from './layout.js';
import { nodeName } from './maps.js';

const MOST_ENTRIES = 500;

/** What happened on a deal, in words, the newest first; what was before it was taken up again has a part of its own. */
export async function journalOf(
  office: Office,
  reader: Reader,
  processes: readonly ProcessRecord[],
): Promise<Html> {
  const maps = await office.engine.maps();
  const parts = partsOf(processes).map(async (part) => {
    const entries = await entriesOf(office, reader, part.processes);
    if (part.former === undefined) return entries;
    const map = maps.find(({ key }) => key === part.former?.map.key)?.map;
    const title = map ? labelText(map.title, reader.locale) : part.former.map.key;
    const until = moment(part.former.endedAt ?? part.former.startedAt, reader.locale);
    return html`<h3 class="former">${reader.t.process.former(title, until)}</h3>${entries}`;
  });
  return html`${await Promise.all(parts)}`;
}

interface Part {
  /** The failed process that the part before takes up again. */
  readonly former: ProcessRecord | undefined;
  readonly processes: ProcessRecord[];
}

/** The processes of a deal, newest first, parted where it was taken up again. */
function partsOf(processes: readonly ProcessRecord[]): readonly Part[] {
  const parts: Part[] = [{ former: undefined, processes: [] }];
  for (const process of processes) {
    parts.at(-1)?.processes.push(process);
    if (process.former === null) continue;
    const former = processes.find(({ id }) => id === process.former);
    if (former) parts.push({ former, processes: [] });
  }
  return parts;
}

async function entriesOf(office: Office, reader: Reader, processes: readonly ProcessRecord[]): Promise<Html> {
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
  const teller = new JournalTeller(journalReader(reader), versions, texts);
  return entries.map((entry) => ({
    ...{ at: entry.at, n: entry.n, who: teller.who(entry) },
    lines: entry.events.flatMap((event) => teller.tell(event)),
  }));
}

const journalReader = (reader: Reader): JournalReader => ({
  locale: reader.locale,
  person: reader.name,
  stage: (key) => {
    const stage = sales.stages.find((one) => one.key === key);
    return stage ? labelText(stage.title, reader.locale) : key;
  },
  node: (node) => nodeName(reader, node),
  moment: (at) => moment(at, reader.locale),
});

function commentsIn(entries: readonly JournalEntry[]): TextId[] {
  return entries
    .flatMap(({ events }) => events)
    .flatMap((event) => ('comment' in event && event.comment !== undefined ? [event.comment] : []));
}
