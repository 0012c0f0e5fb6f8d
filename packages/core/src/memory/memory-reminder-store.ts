import type { Instant } from '@dealroute/domain';
import type { Transaction } from '../ports/call-context.js';
import type { Lead } from '../ports/lead-store.js';
import type { TaskRecord } from '../ports/process-store.js';
import type {
  DueLeadReminder,
  DueReminder,
  DueTaskReminder,
  ReminderSettlement,
  ReminderStore,
} from '../ports/reminder-store.js';
import type { LeadReminderRow, MemoryDatabase, ReminderRow } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

/** A reminder with the instant at which to look at it. */
interface Look {
  readonly reminder: DueReminder;
  readonly next: Instant;
  readonly id: string;
}

/** Which rungs open tasks and leads have had, in memory. */
export class MemoryReminderStore implements ReminderStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  due(now: Instant, limit: number): Promise<readonly DueReminder[]> {
    const isDue = ({ next }: Look) => next <= now;
    return this.#database.run(undefined, () =>
      [...this.#tasks().filter(isDue).sort(earliestFirst), ...this.#leads().filter(isDue).sort(earliestFirst)]
        .slice(0, limit)
        .map(({ reminder }) => reminder),
    );
  }

  settle(settlements: readonly ReminderSettlement[], transaction?: Transaction): Promise<readonly boolean[]> {
    return this.#database.run(transaction, (own) =>
      settlements.map(({ reminder, rungs, next }) =>
        reminder.kind === 'task'
          ? this.#settleTask(own, reminder, rungs, next)
          : this.#settleLead(own, reminder, rungs, next),
      ),
    );
  }

  #settleTask(
    own: MemoryTransaction,
    reminder: DueTaskReminder,
    rungs: number,
    next: Instant | null,
  ): boolean {
    const { tenant, task, deadline } = reminder;
    const row = this.#database.tasks.get(tenant, task);
    const state = row && this.#stateOf(tenant, row);
    if (state?.deadline !== deadline || state.rungs !== reminder.rungs || state.next === null) return false;
    this.#database.reminders.put(own, tenant, task, { deadline, rungs, next });
    return true;
  }

  #settleLead(
    own: MemoryTransaction,
    reminder: DueLeadReminder,
    rungs: number,
    next: Instant | null,
  ): boolean {
    const { tenant, lead, createdAt: assignedAt } = reminder;
    const row = this.#database.leads.get(tenant, lead);
    const state = row && this.#stateOfLead(tenant, row);
    if (row?.responsible !== reminder.assignee || state?.assignedAt !== assignedAt) return false;
    if (state.rungs !== reminder.rungs || state.next === null) return false;
    this.#database.leadReminders.put(own, tenant, lead, { assignedAt, rungs, next });
    return true;
  }

  #tasks(): Look[] {
    return [...this.#database.tasks.everywhere()].flatMap(({ tenant, row }) => {
      const state = this.#stateOf(tenant, row);
      if (!state || state.next === null) return [];
      const reminder = taskReminder(tenant, row, state.deadline, state.rungs);
      return [{ reminder, next: state.next, id: row.id }];
    });
  }

  #leads(): Look[] {
    return [...this.#database.leads.everywhere()].flatMap(({ tenant, row }) => {
      const state = this.#stateOfLead(tenant, row);
      if (!state || state.next === null) return [];
      return [{ reminder: leadReminder(tenant, row, state.rungs), next: state.next, id: row.id }];
    });
  }

  /** Where an open task with a deadline stands on the ladder; nowhere while it is suspended. */
  #stateOf(tenant: string, { id, ended, dueAt, suspendedAt }: TaskRecord): ReminderRow | undefined {
    if (ended !== null || dueAt === null || suspendedAt !== null) return undefined;
    const row = this.#database.reminders.get(tenant, id);
    return row?.deadline === dueAt ? row : { deadline: dueAt, rungs: 0, next: dueAt };
  }

  /** Where a lead without a reaction stands on the ladder. */
  #stateOfLead(tenant: string, { id, status, dueAt, assignedAt }: Lead): LeadReminderRow | undefined {
    if (status !== 'open') return undefined;
    const row = this.#database.leadReminders.get(tenant, id);
    return row?.assignedAt === assignedAt ? row : { assignedAt, rungs: 0, next: dueAt };
  }
}

const earliestFirst = (a: Look, b: Look): number => a.next - b.next || compareIds(a.id, b.id);

function taskReminder(tenant: string, task: TaskRecord, deadline: Instant, rungs: number): DueTaskReminder {
  const { id, process, deal, map, node, assignee, candidates, createdAt } = task;
  const about = { tenant, task: id, process, deal, map, node };
  return { kind: 'task', ...about, assignee, candidates, deadline, createdAt, rungs };
}

function leadReminder(tenant: string, lead: Lead, rungs: number): DueLeadReminder {
  const { id, responsible: assignee, assignedAt: createdAt, dueAt: deadline } = lead;
  return { kind: 'lead', tenant, lead: id, assignee, candidates: [], deadline, createdAt, rungs };
}
