import type { Tables } from '../tables.js';
import { cell, POSTGRES_NOW, ROWS, whole } from './postgres-rows.js';

/** Which rungs of the ladder open tasks have had. A task that has ended, or had all of them, has no `remind_at`. */
export function postgresReminders({ task, lead, reminder }: Tables) {
  return {
    dueReminders: `SELECT * FROM (
        SELECT tenant, id, assignee, due_at, created_at, reminded, process, deal, map_key, map_version, node, candidates
        FROM ${task} WHERE remind_at <= $1 AND suspended_at IS NULL
        ORDER BY remind_at, tenant, id LIMIT $2) AS due_tasks
      UNION ALL SELECT * FROM (
        SELECT tenant, id, responsible, due_at, assigned_at, reminded, NULL, NULL, NULL, NULL::int, NULL, NULL
        FROM ${lead} WHERE remind_at <= $3 ORDER BY remind_at, tenant, id LIMIT $4) AS due_leads`,
    moveReminders: `UPDATE ${task} t SET reminded = ${whole(4)}, remind_at = ${whole(5)} FROM ${ROWS}
      WHERE t.tenant = ${cell(0)} AND t.id = ${cell(1)} AND t.due_at = ${whole(2)}
        AND t.reminded = ${whole(3)} AND t.remind_at IS NOT NULL AND t.suspended_at IS NULL
      RETURNING t.tenant, t.id`,
    // A deadline that comes back after another one has had its rungs before.
    noteReminders: `INSERT INTO ${reminder} (tenant, task, deadline, rung, sent_at)
      SELECT DISTINCT ${cell(0)}, ${cell(1)}, ${whole(2)}, ${whole(3)}, ${POSTGRES_NOW} FROM ${ROWS}
      ON CONFLICT (tenant, task, deadline, rung) DO UPDATE SET sent_at = excluded.sent_at`,
  };
}
