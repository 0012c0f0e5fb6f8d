import type { ProcessEvent, TextId } from '@dealroute/domain';
import type { Ports } from '../../composition/ports.js';
import type {
  ArchivedProcess,
  CallContext,
  Contact,
  JournalEntry,
  Page,
  PageRequest,
  StoredProcess,
} from '../../ports/index.js';

const PAGE = 500;

/** Reads the whole record of a finished process. */
export async function readArchived(
  { queries, contacts }: Ports,
  tenant: string,
  { version, state }: StoredProcess,
): Promise<ArchivedProcess> {
  const context: CallContext = { tenant };
  const { id, deal, startedAt, endedAt } = state;
  const tasks = await everyPage((page) => queries.tasks({ process: id, status: 'any' }, page, context));
  const journal = await wholeJournal(queries, id, context);
  const since = await everyPage((page) => contacts.list({ deal, since: startedAt }, page, context));
  const during = since.filter(({ at }) => endedAt === null || at <= endedAt);
  const texts = await textsOf(queries, textIds(journal, during), context);
  return { format: 1, tenant, id, version, state, tasks, journal, contacts: during, texts };
}

async function everyPage<T>(ask: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let page = await ask({ limit: PAGE });
  all.push(...page.items);
  while (page.next !== null) {
    page = await ask({ limit: PAGE, after: page.next });
    all.push(...page.items);
  }
  return all;
}

async function wholeJournal(
  queries: Ports['queries'],
  id: string,
  context: CallContext,
): Promise<readonly JournalEntry[]> {
  const all: JournalEntry[] = [];
  let page: readonly JournalEntry[];
  do {
    page = await queries.journal(id, all.at(-1)?.n ?? 0, PAGE, context);
    all.push(...page);
  } while (page.length === PAGE);
  return all;
}

function textIds(journal: readonly JournalEntry[], contacts: readonly Contact[]): readonly TextId[] {
  const said = journal.flatMap(({ events }) => events.flatMap(commentOf));
  const summaries = contacts.flatMap(({ summary }) => (summary === null ? [] : [summary]));
  return [...new Set([...said, ...summaries])];
}

const commentOf = (event: ProcessEvent): readonly TextId[] =>
  'comment' in event && event.comment !== undefined ? [event.comment] : [];

async function textsOf(
  queries: Ports['queries'],
  ids: readonly TextId[],
  context: CallContext,
): Promise<Readonly<Record<TextId, string>>> {
  const texts: Record<TextId, string> = {};
  for (let from = 0; from < ids.length; from += PAGE) {
    const found = await queries.texts(ids.slice(from, from + PAGE), context);
    Object.assign(texts, Object.fromEntries(found));
  }
  return texts;
}
