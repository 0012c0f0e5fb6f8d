import {
  type Engine,
  type JournalEntry,
  type JournalLine,
  type JournalReader,
  JournalTeller,
  type Locale,
  labelText,
  type MapVersion,
  type ProcessId,
  type TextId,
} from '@dealroute/core';
import { utc } from '../database/listing.js';

const PAGE = 200;

/** One command in the life of a process, in words. */
export interface ToldEntry {
  readonly n: number;
  readonly at: number;
  /** Who, and through which door. */
  readonly who: string;
  readonly lines: readonly JournalLine[];
}

/** Every entry of a process's journal, oldest first. */
export async function readJournal(engine: Engine, process: ProcessId): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await engine.journal(process, entries.at(-1)?.n ?? 0, PAGE);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

/** The same in words. */
export async function tellJournal(
  engine: Engine,
  entries: readonly JournalEntry[],
  locale: Locale,
): Promise<readonly ToldEntry[]> {
  const teller = new JournalTeller(
    readerIn(locale),
    await versionsIn(engine, entries),
    await commentsIn(engine, entries),
  );
  return entries.map((entry) => ({
    n: entry.n,
    at: entry.at,
    who: teller.who(entry),
    lines: entry.events.flatMap((event) => teller.tell(event)),
  }));
}

/** People and stages go by their ids and keys: a database alone does not know their names. */
const readerIn = (locale: Locale): JournalReader => ({
  locale,
  person: (user) => user,
  stage: (key) => key,
  node: ({ title, id }) => labelText(title ?? id, locale),
  moment: utc,
});

async function versionsIn(engine: Engine, entries: readonly JournalEntry[]): Promise<readonly MapVersion[]> {
  const keys = new Set(
    entries.flatMap(({ events }) => events.flatMap((event) => ('map' in event ? [event.map.key] : []))),
  );
  return (await Promise.all([...keys].map((key) => engine.maps(key)))).flat();
}

async function commentsIn(
  engine: Engine,
  entries: readonly JournalEntry[],
): Promise<ReadonlyMap<TextId, string>> {
  const ids = entries.flatMap(({ events }) =>
    events.flatMap((event) => ('comment' in event && event.comment !== undefined ? [event.comment] : [])),
  );
  return ids.length === 0 ? new Map() : engine.texts(ids);
}
