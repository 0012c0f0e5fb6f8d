import type { Knex } from 'knex';

/** Open tasks, of which {@link DUE} are due; as many have ended, and as many have had all their reminders. */
export const OPEN = 100_000;
export const DUE = 100;

/** Business time of the look. */
export const NOW = Date.UTC(2026, 2, 2, 9);

/** The same columns and the same order as the storage asks for. */
export const BARE_QUERY = `SELECT tenant, id, process, deal, map_key, map_version, node, assignee, candidates, due_at, created_at, reminded
  FROM dealroute_task WHERE remind_at <= ? ORDER BY remind_at, tenant, id LIMIT ?`;

/** Writes the tasks of a large office past the engine, in one statement. */
export async function fillTasks(knex: Knex): Promise<void> {
  const minute = 60_000;
  await knex.raw(`
    INSERT INTO dealroute_task (tenant, id, process, deal, map_key, map_version, node, leading, assignee, assignment,
      due_at, open_due, remind_at, reminded, created_at, ended_as, ended_at)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${3 * OPEN - 1}),
      t AS (SELECT i / 3 AS i, i % 3 AS sort, ${NOW} + (i / 3 - ${DUE} + 1) * ${minute} AS due FROM n)
    SELECT 'default', printf('p%07d.%d.1', i, sort), printf('p%07d', i), printf('deal-%d', i), 'sale', 1, 'offer', 1, 'manager',
      '{"rule":"responsible"}', due, CASE sort WHEN 1 THEN NULL ELSE due END, CASE sort WHEN 0 THEN due END,
      CASE sort WHEN 2 THEN 3 ELSE 0 END, ${NOW}, CASE sort WHEN 1 THEN 'completed' END, CASE sort WHEN 1 THEN due END
    FROM t`);
  await knex.raw('ANALYZE');
}
