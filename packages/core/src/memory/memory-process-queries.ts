import type { DealRef, ProcessId, TaskId, TextId, UserId } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type {
  Page,
  PageRequest,
  ProcessFilter,
  ProcessQueries,
  ProcessRecord,
  TaskFilter,
} from '../ports/process-queries.js';
import type { JournalEntry, StoredProcess, TaskRecord } from '../ports/process-store.js';
import { journalOf, type MemoryDatabase } from './memory-database.js';
import { compareIds, type Order, pageOf } from './paging.js';

/** Lists of tasks and processes in memory. */
export class MemoryProcessQueries implements ProcessQueries {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  task(id: TaskId, { tenant, transaction }: CallContext): Promise<TaskRecord | undefined> {
    return this.#database.run(transaction, () => this.#database.tasks.get(tenant, id));
  }

  tasks(
    filter: TaskFilter,
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<TaskRecord>> {
    return this.#database.run(transaction, () => {
      const found = this.#database.tasks.rows(tenant).filter((task) => matches(task, filter));
      return pageOf(found, byDeadline, page);
    });
  }

  processes(
    filter: ProcessFilter,
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<ProcessRecord>> {
    return this.#database.run(transaction, () => pageOf(this.#found(tenant, filter), newestFirst, page));
  }

  countProcesses(filter: ProcessFilter, { tenant, transaction }: CallContext): Promise<number> {
    return this.#database.run(transaction, () => this.#found(tenant, filter).length);
  }

  #found(tenant: string, { deal, status, kind, map, versions }: ProcessFilter): ProcessRecord[] {
    return this.#database.processes
      .rows(tenant)
      .map(recordOf)
      .filter((process) => deal === undefined || process.deal === deal)
      .filter((process) => status === undefined || process.status === status)
      .filter((process) => kind === undefined || process.kind === kind)
      .filter((process) => map === undefined || process.map.key === map)
      .filter((process) => versions === undefined || versions.includes(process.map.version));
  }

  governing(
    deals: readonly DealRef[],
    { tenant, transaction }: CallContext,
  ): Promise<ReadonlyMap<DealRef, ProcessId>> {
    return this.#database.run(transaction, () =>
      this.#known(deals, (deal) => this.#database.governing.get(tenant, deal)),
    );
  }

  onceGoverned(
    deals: readonly DealRef[],
    { tenant, transaction }: CallContext,
  ): Promise<ReadonlySet<DealRef>> {
    return this.#database.run(transaction, () => {
      const asked = new Set(deals);
      const processes = this.#database.processes.rows(tenant).map(({ state }) => state);
      const governing = processes.filter(({ kind, deal }) => kind === 'governing' && asked.has(deal));
      return new Set(governing.map(({ deal }) => deal));
    });
  }

  failed(
    deals: readonly DealRef[],
    { tenant, transaction }: CallContext,
  ): Promise<ReadonlyMap<DealRef, ProcessId>> {
    return this.#database.run(transaction, () => {
      const asked = new Set(deals);
      const ended = this.#database.processes
        .rows(tenant)
        .map(({ state }) => state)
        .filter(({ kind, status, deal }) => kind === 'governing' && status === 'ended' && asked.has(deal))
        .sort((a, b) => a.startedAt - b.startedAt || compareIds(a.id, b.id));
      const last = new Map(ended.map((state) => [state.deal, state]));
      return new Map(
        [...last].flatMap(([deal, { id, outcome }]) => (outcome === 'failure' ? [[deal, id]] : [])),
      );
    });
  }

  journal(
    process: ProcessId,
    after: number,
    limit: number,
    { tenant, transaction }: CallContext,
  ): Promise<readonly JournalEntry[]> {
    return this.#database.run(transaction, () =>
      this.#database.journal
        .rows(journalOf(tenant, process))
        .filter(({ n }) => n > after)
        .sort((a, b) => a.n - b.n)
        .slice(0, limit),
    );
  }

  texts(ids: readonly TextId[], { tenant, transaction }: CallContext): Promise<ReadonlyMap<TextId, string>> {
    return this.#database.run(transaction, () =>
      this.#known(ids, (id) => this.#database.texts.get(tenant, id)),
    );
  }

  #known(keys: readonly string[], find: (key: string) => string | undefined): Map<string, string> {
    const found = new Map<string, string>();
    for (const key of keys) {
      const value = find(key);
      if (value !== undefined) found.set(key, value);
    }
    return found;
  }
}

function matches(task: TaskRecord, filter: TaskFilter): boolean {
  const { person, deal, process, status = 'open', dueBefore } = filter;
  const open = task.ended === null;
  if (status !== 'any' && open !== (status === 'open')) return false;
  if (deal !== undefined && task.deal !== deal) return false;
  if (process !== undefined && task.process !== process) return false;
  if (person !== undefined && task.assignee !== person && !mayBeClaimed(task, person)) return false;
  return dueBefore === undefined || (open && task.dueAt !== null && task.dueAt < dueBefore);
}

const mayBeClaimed = ({ ended, assignee, candidates }: TaskRecord, person: UserId): boolean =>
  ended === null && assignee === null && candidates.includes(person);

/** Tasks without a deadline stand behind all others. */
const byDeadline: Order<TaskRecord> = {
  position: ({ dueAt, id }) => [dueAt === null ? 1 : 0, dueAt ?? 0, id],
};

const newestFirst: Order<ProcessRecord> = {
  position: ({ startedAt, id }) => [startedAt, id],
  descending: true,
};

function recordOf({ state }: StoredProcess): ProcessRecord {
  const { id, deal, kind, status, outcome, lossReason, starter, former, startedAt, endedAt, instances } =
    state;
  const map = instances[0]?.map;
  if (!map) throw new Error(`Process ${id} has no instance: expected the started one first.`);
  return { id, deal, kind, map, status, outcome, lossReason, starter, former, startedAt, endedAt };
}
