import type { Tables } from '../tables.js';
import { cell, insertInto, ROWS, SQLITE_NOW } from './sqlite-rows.js';

/** Which rungs of the ladder open tasks have had. A task that has ended, or had all of them, has no `remind_at`. */
export function sqliteReminders({ task, lead, reminder }: Tables) {
  return {
    dueReminders: `SELECT * FROM (
        SELECT tenant, id, assignee, due_at, created_at, reminded, process, deal, map_key, map_version, node, candidates
        FROM ${task} WHERE remind_at <= ? AND suspended_at IS NULL
        ORDER BY remind_at, tenant, id LIMIT ?) AS due_tasks
      UNION ALL SELECT * FROM (
        SELECT tenant, id, responsible, due_at, assigned_at, reminded, NULL, NULL, NULL, NULL, NULL, NULL
        FROM ${lead} WHERE remind_at <= ? ORDER BY remind_at, tenant, id LIMIT ?) AS due_leads`,
    moveReminders: `UPDATE ${task} SET reminded = ${cell(4)}, remind_at = ${cell(5)} FROM ${ROWS}
      WHERE ${task}.tenant = ${cell(0)} AND ${task}.id = ${cell(1)} AND ${task}.due_at = ${cell(2)}
        AND ${task}.reminded = ${cell(3)} AND ${task}.remind_at IS NOT NULL AND ${task}.suspended_at IS NULL
      RETURNING tenant, id`,
    // A deadline that comes back after another one has had its rungs before.
    noteReminders: `${insertInto(reminder, ['tenant', 'task', 'deadline', 'rung'], { sent_at: SQLITE_NOW })}
      ON CONFLICT (tenant, task, deadline, rung) DO UPDATE SET sent_at = excluded.sent_at`,
  };
}
