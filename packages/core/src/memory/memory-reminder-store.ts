import type { Instant } from '@dealroute/domain';
import type { Transaction } from '../ports/call-context.js';
import type { TaskRecord } from '../ports/process-store.js';
import type { DueReminder, ReminderSettlement, ReminderStore } from '../ports/reminder-store.js';
import type { MemoryDatabase, ReminderRow } from './memory-database.js';
import { compareIds } from './paging.js';

/** Which rungs open tasks have had, in memory. */
export class MemoryReminderStore implements ReminderStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  due(now: Instant, limit: number): Promise<readonly DueReminder[]> {
    return this.#database.run(undefined, () =>
      [...this.#database.tasks.everywhere()]
        .flatMap(({ tenant, row }) => {
          const state = this.#stateOf(tenant, row);
          return state && state.next !== null && state.next <= now ? [{ tenant, row, ...state }] : [];
        })
        .sort((a, b) => (a.next ?? 0) - (b.next ?? 0) || compareIds(a.row.id, b.row.id))
        .slice(0, limit)
        .map(({ tenant, row, deadline, rungs }) => reminderOf(tenant, row, deadline, rungs)),
    );
  }

  settle(settlements: readonly ReminderSettlement[], transaction?: Transaction): Promise<readonly boolean[]> {
    return this.#database.run(transaction, (own) =>
      settlements.map(({ reminder: { tenant, task, deadline, rungs: before }, rungs, next }) => {
        const row = this.#database.tasks.get(tenant, task);
        const state = row && this.#stateOf(tenant, row);
        if (state?.deadline !== deadline || state.rungs !== before || state.next === null) return false;
        this.#database.reminders.put(own, tenant, task, { deadline, rungs, next });
        return true;
      }),
    );
  }

  /** Where an open task with a deadline stands on the ladder; nowhere while it is suspended. */
  #stateOf(tenant: string, { id, ended, dueAt, suspendedAt }: TaskRecord): ReminderRow | undefined {
    if (ended !== null || dueAt === null || suspendedAt !== null) return undefined;
    const row = this.#database.reminders.get(tenant, id);
    return row?.deadline === dueAt ? row : { deadline: dueAt, rungs: 0, next: dueAt };
  }
}

function reminderOf(tenant: string, task: TaskRecord, deadline: Instant, rungs: number): DueReminder {
  const { id, process, deal, map, node, assignee, candidates, createdAt } = task;
  return { tenant, task: id, process, deal, map, node, assignee, candidates, deadline, createdAt, rungs };
}
