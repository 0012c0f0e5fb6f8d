import type { Tables } from '../tables.js';
import { changing } from './mariadb-actions.js';
import { cell, insertInto, MARIADB_NOW } from './mariadb-rows.js';
import { joined } from './mariadb-writes.js';

/** Which rungs of the ladder open tasks have had. A task that has ended, or had all of them, has no `remind_at`. */
export function mariadbReminders({ task, reminder }: Tables) {
  const moved = joined('wwww', task, 't');
  const stands = `t.due_at = ${cell(2)} AND t.reminded = ${cell(3)} AND t.remind_at IS NOT NULL
    AND t.suspended_at IS NULL`;
  return {
    dueReminders: `SELECT tenant, id, process, deal, map_key, map_version, node, assignee, candidates, due_at,
        created_at, reminded FROM ${task} FORCE INDEX (${task}_remind)
      WHERE remind_at <= ? AND suspended_at IS NULL ORDER BY remind_at, tenant, id LIMIT ?`,
    moveReminders: changing(
      `SELECT t.tenant, t.id FROM ${moved} WHERE ${stands} FOR UPDATE`,
      `UPDATE ${moved} SET t.reminded = ${cell(4)}, t.remind_at = ${cell(5)} WHERE ${stands}`,
    ),
    // A deadline that comes back after another one has had its rungs before.
    noteReminders: `${insertInto(reminder, ['tenant', 'task', 'deadline', 'rung'], { sent_at: MARIADB_NOW })}
      ON DUPLICATE KEY UPDATE sent_at = VALUES(sent_at)`,
  };
}
