import type { DueReminder, Instant, ReminderSettlement, ReminderStore, Transaction } from '@dealroute/core';
import { perform } from '../dialect/statements.js';
import type { Storage } from '../storage.js';

interface ReminderRow {
  readonly tenant: string;
  readonly id: string;
  readonly process: string;
  readonly deal: string;
  readonly map_key: string;
  readonly map_version: number;
  readonly node: string;
  readonly assignee: string | null;
  readonly candidates: string | null;
  readonly due_at: Instant;
  readonly created_at: Instant;
  readonly reminded: number;
}

/** Where open tasks stand on the reminder ladder: a column of the task says when to look, a table what was done. */
export class KnexReminderStore implements ReminderStore {
  constructor(private readonly storage: Storage) {}

  async due(now: Instant, limit: number): Promise<readonly DueReminder[]> {
    const rows = await this.storage.use({}, (session) =>
      session.all<ReminderRow>(this.storage.sql.dueReminders, now, limit),
    );
    return rows.map(reminderOf);
  }

  async settle(
    settlements: readonly ReminderSettlement[],
    transaction?: Transaction,
  ): Promise<readonly boolean[]> {
    if (settlements.length === 0) return [];
    const { sql } = this.storage;
    return this.storage.write({ transaction }, async (session) => {
      const rows = JSON.stringify(settlements.map(movedRow));
      const moved = await perform<{ tenant: string; id: string }>(session, sql.moveReminders, rows);
      const addresses = new Set(moved.map(({ tenant, id }) => addressOf(tenant, id)));
      const answers = settlements.map(({ reminder }) =>
        addresses.has(addressOf(reminder.tenant, reminder.task)),
      );
      const facts = settlements.filter((_, place) => answers[place]).flatMap(factRows);
      if (facts.length > 0) await session.run(sql.noteReminders, JSON.stringify(facts));
      return answers;
    });
  }
}

/** Names each column, because spreading the driver's rows takes longer than the query. */
function reminderOf(row: ReminderRow): DueReminder {
  return {
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
function movedRow({ reminder, rungs, next }: ReminderSettlement): readonly (string | number | null)[] {
  return [reminder.tenant, reminder.task, reminder.deadline, reminder.rungs, rungs, next];
}

/** One row for each rung that was passed, counted from 1. */
function factRows({ reminder, rungs }: ReminderSettlement): readonly (string | number)[][] {
  const { tenant, task, deadline, rungs: before } = reminder;
  return Array.from({ length: Math.max(0, rungs - before) }, (_, i) => [
    tenant,
    task,
    deadline,
    before + 1 + i,
  ]);
}

const addressOf = (tenant: string, task: string): string => JSON.stringify([tenant, task]);
