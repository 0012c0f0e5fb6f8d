import type { Tables } from '../tables.js';
import { postgresRecords } from './postgres-records.js';
import { postgresReminders } from './postgres-reminders.js';
import { cell, PLACE, POSTGRES_NOW, ROWS, whole } from './postgres-rows.js';
import { postgresTogether } from './postgres-together.js';
import { postgresWrites } from './postgres-writes.js';
import type { Announcing, Statements } from './statements.js';

/** The texts for PostgreSQL 13 or later. */
export function postgresStatements(tables: Tables): Statements {
  const writes = postgresWrites(tables);
  return {
    ...processStatements(tables),
    ...writes,
    together: postgresTogether(writes),
    ...backgroundStatements(tables),
    ...postgresRecords(tables),
    ...postgresReminders(tables),
    announcing: announcing(tables),
  };
}

/** Channels belong to the whole database, whatever the schema. */
function announcing({ outbox }: Tables): Announcing {
  const channel = "'dealroute_' || md5(coalesce(current_schema(), '') || '.' || $1::text)";
  return {
    about: outbox,
    channel: `SELECT ${channel} AS channel`,
    notify: `SELECT pg_notify(${channel}, $2)::text`,
  };
}

function processStatements({ process, kept_reply }: Tables) {
  const isRow = `p.tenant = ${cell(0)} AND p.id = ${cell(1)}`;
  const load = `SELECT ${PLACE}, p.version, p.state FROM ${ROWS} JOIN ${process} p ON ${isRow}`;
  return {
    load,
    loadLocked: `${load} ORDER BY p.tenant, p.id FOR UPDATE OF p`,
    lock: null,
    hold: `SELECT 1 FROM ${ROWS} JOIN ${process} p ON ${isRow} ORDER BY p.tenant, p.id FOR UPDATE OF p`,
    check: `SELECT ${PLACE}, p.version, k.fingerprint, k.reply, g.id AS governing FROM ${ROWS}
      LEFT JOIN ${process} p ON ${isRow}
      LEFT JOIN ${kept_reply} k ON k.tenant = ${cell(0)} AND k.key = ${cell(2)}
      LEFT JOIN ${process} g ON g.tenant = ${cell(0)} AND g.governs_deal = ${cell(3)}`,
    kept: `SELECT fingerprint, reply FROM ${kept_reply} WHERE tenant = $1 AND key = $2`,
  };
}

function backgroundStatements({ outbox, timer, inbox, deferral, trigger }: Tables) {
  // The first unfinished message of its order key, and none of that key is on its way: a revived or a late one may
  // have a smaller id than one that is.
  // A value and no NOT EXISTS: once it has statistics, the planner would join all that wait with one another. In the order
  // of the index, so that it is searched.
  const isNext = `(SELECT true FROM ${outbox} b
      WHERE b.tenant = o.tenant AND b.order_key = o.order_key AND b.due_at IS NOT NULL AND b.id <> o.id
        AND (b.id < o.id OR (b.leased = 1 AND b.due_at > ${POSTGRES_NOW})) ORDER BY b.id LIMIT 1) IS NULL`;
  return {
    claim: `WITH next AS MATERIALIZED (SELECT o.tenant, o.id FROM ${outbox} o
        WHERE o.due_at <= ${POSTGRES_NOW}
          AND EXISTS (SELECT 1 FROM jsonb_array_elements($2::jsonb) AS e(value)
            WHERE o.topic = ${cell(0)} OR left(o.topic, ${whole(1)}::int) = ${cell(0)})
          AND ${isNext}
        ORDER BY o.due_at, o.id LIMIT $3 FOR UPDATE OF o SKIP LOCKED)
      UPDATE ${outbox} o SET due_at = ${POSTGRES_NOW} + $1::bigint, attempt = o.attempt + 1, leased = 1
      FROM next WHERE o.tenant = next.tenant AND o.id = next.id
      RETURNING o.tenant, o.id, o.topic, o.order_key, o.body, o.attempt`,
    settle: `UPDATE ${outbox} o
      SET leased = 0, status = ${cell(3)}, due_at = ${POSTGRES_NOW} + ${whole(4)}, error = ${cell(5)},
        settled_at = CASE WHEN ${cell(4)} IS NULL THEN ${POSTGRES_NOW} END
      FROM ${ROWS} WHERE o.tenant = ${cell(0)} AND o.id = ${cell(1)} AND o.attempt = ${whole(2)} AND o.leased = 1
      RETURNING o.tenant, o.id, o.attempt`,
    dueTimers: `SELECT tenant, process, id, due_at FROM ${timer} WHERE due_at <= $1
      ORDER BY due_at, tenant, process, id LIMIT $2`,
    postpone: `UPDATE ${timer} t SET due_at = $2 FROM ${ROWS} WHERE t.tenant = ${cell(0)}
      AND t.process = ${cell(1)} AND t.id = ${cell(2)} AND t.due_at = ${whole(3)}`,
    backlog: `SELECT (SELECT min(due_at) FROM ${timer}) AS "nextTimer",
      (SELECT min(waits_until) FROM ${deferral} WHERE waits_until IS NOT NULL) AS "nextStart",
      (SELECT min(look_at) FROM ${trigger} WHERE look_at IS NOT NULL) AS "nextLook",
      EXISTS (SELECT 1 FROM ${outbox} o WHERE o.due_at <= ${POSTGRES_NOW} AND ${isNext})::int AS outbox,
      EXISTS (SELECT 1 FROM ${inbox} WHERE next_at <= ${POSTGRES_NOW})::int AS inbox,
      (SELECT min(due_at) FROM ${outbox} WHERE due_at > ${POSTGRES_NOW}) - ${POSTGRES_NOW} AS "nextMessage",
      (SELECT min(next_at) FROM ${inbox} WHERE next_at > ${POSTGRES_NOW}) - ${POSTGRES_NOW} AS "nextEvent"`,
    waitingEvents: `SELECT tenant, event, attempts FROM ${inbox} WHERE next_at <= ${POSTGRES_NOW}
      ORDER BY at, tenant, key LIMIT $1`,
  };
}
