import type {
  DueLeadReminder,
  DueReminder,
  DueTaskReminder,
  Instant,
  ReminderSettlement,
  ReminderStore,
  Transaction,
} from '@dealroute/core';
import { changeOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import { perform } from '../dialect/statements.js';
import type { Storage } from '../storage.js';

interface ReminderRow {
  readonly tenant: string;
  readonly id: string;
  readonly assignee: string | null;
  readonly due_at: Instant;
  /** Of a lead: since when its responsible has it. */
  readonly created_at: Instant;
  readonly reminded: number;
}

interface TaskRow extends ReminderRow {
  readonly process: string;
  readonly deal: string;
  readonly map_key: string;
  readonly map_version: number;
  readonly node: string;
  readonly candidates: string | null;
}

interface LeadRow extends ReminderRow {
  readonly process: null;
}

type Settlement<R extends DueReminder> = Omit<ReminderSettlement, 'reminder'> & { readonly reminder: R };

/**
 * Where open tasks and leads stand on the reminder ladder: a column of each says when to look; of tasks a table says
 * what was done.
 */
export class KnexReminderStore implements ReminderStore {
  constructor(private readonly storage: Storage) {}

  async due(now: Instant, limit: number): Promise<readonly DueReminder[]> {
    const rows = await this.storage.use({}, (session) =>
      session.all<TaskRow | LeadRow>(this.storage.sql.dueReminders, now, limit, now, limit),
    );
    return rows.slice(0, limit).map((row) => (row.process === null ? leadReminderOf(row) : reminderOf(row)));
  }

  async settle(
    settlements: readonly ReminderSettlement[],
    transaction?: Transaction,
  ): Promise<readonly boolean[]> {
    if (settlements.length === 0) return [];
    const tasks = settlements.filter(isOfTask);
    const leads = settlements.filter(isOfLead);
    return this.storage.write({ transaction }, async (session) => {
      const moved = new Set([
        ...(await this.#settleTasks(session, tasks)),
        ...(await this.#settleLeads(session, leads)),
      ]);
      return settlements.map((one) => moved.has(one));
    });
  }

  /** Those that were noted. */
  async #settleTasks(
    session: Session,
    settlements: readonly Settlement<DueTaskReminder>[],
  ): Promise<readonly ReminderSettlement[]> {
    if (settlements.length === 0) return [];
    const { sql } = this.storage;
    const rows = JSON.stringify(settlements.map(movedRow));
    const moved = await perform<{ tenant: string; id: string }>(session, sql.moveReminders, rows);
    const addresses = new Set(moved.map(({ tenant, id }) => addressOf(tenant, id)));
    const noted = settlements.filter(({ reminder }) =>
      addresses.has(addressOf(reminder.tenant, reminder.task)),
    );
    const facts = noted.flatMap(factRows);
    if (facts.length > 0) await session.run(sql.noteReminders, JSON.stringify(facts));
    return noted;
  }

  /** They are few, so each is a statement of its own. */
  async #settleLeads(
    session: Session,
    settlements: readonly Settlement<DueLeadReminder>[],
  ): Promise<readonly ReminderSettlement[]> {
    const noted: ReminderSettlement[] = [];
    for (const settlement of settlements) {
      const { tenant, lead: id, assignee: responsible, createdAt, rungs: reminded } = settlement.reminder;
      const statement = this.storage
        .table('lead')
        .where({ tenant, id, assigned_at: createdAt, reminded })
        .whereNotNull('remind_at')
        .update({ reminded: settlement.rungs, remind_at: settlement.next });
      if (responsible === null) statement.whereNull('responsible');
      else statement.where({ responsible });
      if ((await changeOn(session, statement)) > 0) noted.push(settlement);
    }
    return noted;
  }
}

const isOfTask = (one: ReminderSettlement): one is Settlement<DueTaskReminder> =>
  one.reminder.kind === 'task';

const isOfLead = (one: ReminderSettlement): one is Settlement<DueLeadReminder> =>
  one.reminder.kind === 'lead';

function leadReminderOf(row: LeadRow): DueLeadReminder {
  return {
    kind: 'lead',
    tenant: row.tenant,
    lead: row.id,
    assignee: row.assignee,
    candidates: [],
    deadline: row.due_at,
    createdAt: row.created_at,
    rungs: row.reminded,
  };
}

/** Names each column, because spreading the driver's rows takes longer than the query. */
function reminderOf(row: TaskRow): DueTaskReminder {
  return {
    kind: 'task',
    tenant: row.tenant,
    task: row.id,
    process: row.process,
    deal: row.deal,
    map: { key: row.map_key, version: row.map_version },
    node: row.node,
    assignee: row.assignee,
    candidates: row.candidates === null ? [] : (JSON.parse(row.candidates) as string[]),
    deadline: row.due_at,
    createdAt: row.created_at,
    rungs: row.reminded,
  };
}

/** Columns: tenant, task, deadline, rungs so far, rungs, next instant. */
function movedRow({
  reminder,
  rungs,
  next,
}: Settlement<DueTaskReminder>): readonly (string | number | null)[] {
  return [reminder.tenant, reminder.task, reminder.deadline, reminder.rungs, rungs, next];
}

/** One row for each rung that was passed, counted from 1. */
function factRows({ reminder, rungs }: Settlement<DueTaskReminder>): readonly (string | number)[][] {
  const { tenant, task, deadline, rungs: before } = reminder;
  return Array.from({ length: Math.max(0, rungs - before) }, (_, i) => [
    tenant,
    task,
    deadline,
    before + 1 + i,
  ]);
}

const addressOf = (tenant: string, task: string): string => JSON.stringify([tenant, task]);
