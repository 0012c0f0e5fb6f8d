import type { Tables } from '../tables.js';
import { changing } from './mariadb-actions.js';
import { cell, insertInto, MARIADB_NOW } from './mariadb-rows.js';
import { joined } from './mariadb-writes.js';

/** Which rungs of the ladder open tasks have had. A task that has ended, or had all of them, has no `remind_at`. */
export function mariadbReminders({ task, lead, reminder }: Tables) {
  const moved = joined('wwww', task, 't');
  const stands = `t.due_at = ${cell(2)} AND t.reminded = ${cell(3)} AND t.remind_at IS NOT NULL
    AND t.suspended_at IS NULL`;
  return {
    dueReminders: `SELECT * FROM (
        SELECT tenant, id, assignee, due_at, created_at, reminded, process, deal, map_key, map_version, node, candidates
        FROM ${task} FORCE INDEX (${task}_remind) WHERE remind_at <= ? AND suspended_at IS NULL
        ORDER BY remind_at, tenant, id LIMIT ?) AS due_tasks
      UNION ALL SELECT * FROM (
        SELECT tenant, id, responsible, due_at, assigned_at, reminded, NULL AS a, NULL AS b, NULL AS c, NULL AS d,
          NULL AS e, NULL AS f
        FROM ${lead} FORCE INDEX (${lead}_remind) WHERE remind_at <= ? ORDER BY remind_at, tenant, id LIMIT ?) AS due_leads`,
    moveReminders: changing(
      `SELECT t.tenant, t.id FROM ${moved} WHERE ${stands} FOR UPDATE`,
      `UPDATE ${moved} SET t.reminded = ${cell(4)}, t.remind_at = ${cell(5)} WHERE ${stands}`,
    ),
    // A deadline that comes back after another one has had its rungs before.
    noteReminders: `${insertInto(reminder, ['tenant', 'task', 'deadline', 'rung'], { sent_at: MARIADB_NOW })}
      ON DUPLICATE KEY UPDATE sent_at = VALUES(sent_at)`,
  };
}
