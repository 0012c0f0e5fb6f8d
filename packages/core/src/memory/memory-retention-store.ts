import type { Instant, ProcessId } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type {
  FinishedProcess,
  OverThing,
  RetainedKind,
  RetentionRange,
  RetentionStore,
} from '../ports/retention-store.js';
import { journalOf, type MemoryDatabase } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

/** Removes what is over from memory. Sent messages are gone already. */
export class MemoryRetentionStore implements RetentionStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  over(
    kind: RetainedKind,
    { tenant, forMs, now, after, limit }: RetentionRange,
  ): Promise<readonly OverThing[]> {
    return this.#database.run(undefined, () => {
      const clock = kind === 'messages' || kind === 'events' ? this.#realNow() : now;
      return [...this.#overOf(kind)]
        .filter((thing) => thing.at <= clock - forMs)
        .filter((thing) => tenant === undefined || thing.tenant === tenant)
        .sort(byAge)
        .filter((thing) => after === undefined || byAge(thing, after) > 0)
        .slice(0, limit);
    });
  }

  openIncidents(keys: readonly string[], { tenant, transaction }: CallContext): Promise<ReadonlySet<string>> {
    return this.#database.run(transaction, () => {
      const open = this.#database.incidents.rows(tenant).filter(({ status }) => status === 'open');
      const known = new Set(open.map(({ key }) => key));
      return new Set(keys.filter((key) => known.has(key)));
    });
  }

  referredTo(
    processes: readonly FinishedProcess[],
    { tenant, transaction }: CallContext,
  ): Promise<ReadonlySet<ProcessId>> {
    return this.#database.run(transaction, () => {
      const named = this.#named(tenant);
      return new Set(processes.map(({ id }) => id).filter((id) => named.has(id)));
    });
  }

  remove(kind: RetainedKind, ids: readonly string[], { tenant, transaction }: CallContext): Promise<number> {
    return this.#database.run(transaction, (own) => {
      const named = kind === 'processes' ? this.#named(tenant) : new Set<ProcessId>();
      const over = new Set(
        [...this.#overOf(kind)].filter((thing) => thing.tenant === tenant).map(({ id }) => id),
      );
      const gone = [...new Set(ids)].filter((id) => over.has(id) && !named.has(id));
      for (const id of gone) this.#remove(own, tenant, kind, id);
      return gone.length;
    });
  }

  /** The processes that something which lives refers to. */
  #named(tenant: string): ReadonlySet<unknown> {
    const { incidents, outbox, processes } = this.#database;
    return new Set([
      ...incidents.rows(tenant).flatMap(({ status, process }) => (status === 'open' ? [process] : [])),
      ...outbox.rows(tenant).flatMap(({ status, body }) => (status === 'pending' ? [body.process] : [])),
      ...processes.rows(tenant).flatMap(({ state }) => (state.status === 'running' ? [state.former] : [])),
    ]);
  }

  *#overOf(kind: RetainedKind): Iterable<OverThing> {
    const { outbox, kept, inbox, incidents, deferrals, processes } = this.#database;
    if (kind === 'messages') yield* endsOf(outbox.everywhere(), ({ id, settledAt }) => [id, settledAt]);
    if (kind === 'replies') yield* endsOf(kept.everywhere(), ({ key, at }) => [key, at]);
    if (kind === 'events')
      yield* endsOf(inbox.everywhere(), ({ event, settledAt }) => [event.key, settledAt]);
    if (kind === 'incidents')
      yield* endsOf(incidents.everywhere(), ({ id, resolvedAt }) => [id, resolvedAt ?? null]);
    if (kind === 'deferrals')
      yield* endsOf(deferrals.everywhere(), ({ id, ended }) => [id, ended?.at ?? null]);
    if (kind === 'processes') yield* endsOf(processes.everywhere(), ({ state }) => [state.id, state.endedAt]);
  }

  #remove(own: MemoryTransaction, tenant: string, kind: RetainedKind, id: string): void {
    const { outbox, kept, inbox, incidents, deferrals } = this.#database;
    if (kind === 'processes') this.#removeProcess(own, tenant, id);
    else {
      const tables = { messages: outbox, replies: kept, events: inbox, incidents, deferrals };
      tables[kind].delete(own, tenant, id);
    }
  }

  #removeProcess(own: MemoryTransaction, tenant: string, process: ProcessId): void {
    const { processes, tasks, reminders, timers, journal, texts } = this.#database;
    for (const task of tasks.rows(tenant).filter((one) => one.process === process)) {
      reminders.delete(own, tenant, task.id);
      tasks.delete(own, tenant, task.id);
    }
    for (const { timer } of timers.rows(tenant).filter((one) => one.process === process))
      timers.delete(own, tenant, timer);
    const entries = journalOf(tenant, process);
    for (const { n } of journal.rows(entries)) journal.delete(own, entries, String(n));
    for (const id of texts.keys(tenant))
      if (id.startsWith(`${process}.`) || id.startsWith(`${process}#`)) texts.delete(own, tenant, id);
    processes.delete(own, tenant, process);
  }
}

type Row<T> = { readonly tenant: string; readonly row: T };

/** The rows that have an end, by it. */
function* endsOf<T>(
  rows: Iterable<Row<T>>,
  end: (row: T) => readonly [id: string, at: Instant | null],
): Iterable<OverThing> {
  for (const { tenant, row } of rows) {
    const [id, at] = end(row);
    if (at !== null) yield { tenant, id, at };
  }
}

const byAge = (one: OverThing, other: OverThing): number =>
  one.at - other.at || compareIds(one.tenant, other.tenant) || compareIds(one.id, other.id);
