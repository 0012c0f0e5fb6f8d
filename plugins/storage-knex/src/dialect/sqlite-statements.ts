import type { Tables } from '../tables.js';
import { sqliteRecords } from './sqlite-records.js';
import { sqliteReminders } from './sqlite-reminders.js';
import { cell, ROWS, SQLITE_NOW } from './sqlite-rows.js';
import { sqliteTogether } from './sqlite-together.js';
import { sqliteWrites } from './sqlite-writes.js';
import type { Statements } from './statements.js';

/** The texts for SQLite 3.51 or later. */
export function sqliteStatements(tables: Tables): Statements {
  const writes = sqliteWrites(tables);
  return {
    ...processStatements(tables),
    ...writes,
    together: sqliteTogether(tables, writes),
    ...backgroundStatements(tables),
    ...sqliteRecords(tables),
    ...sqliteReminders(tables),
    announcing: null,
  };
}

function processStatements({ process, kept_reply }: Tables) {
  const load = `SELECT e.key AS place, p.version, p.state FROM ${ROWS} CROSS JOIN ${process} p
      WHERE p.tenant = ${cell(0)} AND p.id = ${cell(1)}`;
  return {
    load,
    loadLocked: load,
    // Changes nothing, yet takes the one write lock that SQLite has.
    lock: `UPDATE ${process} SET version = version WHERE false`,
    hold: null,
    check: `SELECT e.key AS place, p.version, k.fingerprint, k.reply, g.id AS governing FROM ${ROWS}
      LEFT JOIN ${process} p ON p.tenant = ${cell(0)} AND p.id = ${cell(1)}
      LEFT JOIN ${kept_reply} k ON k.tenant = ${cell(0)} AND k.key = ${cell(2)}
      LEFT JOIN ${process} g ON g.tenant = ${cell(0)} AND g.governs_deal = ${cell(3)}`,
    kept: `SELECT fingerprint, reply FROM ${kept_reply} WHERE tenant = ? AND key = ?`,
  };
}

function backgroundStatements({ outbox, timer, inbox, deferral, trigger }: Tables) {
  // The first unfinished message of its order key, and none of that key is on its way: a revived or a late one may
  // have a smaller id than one that is.
  // Where many wait for one order key, statistics would have all earlier messages read, those long sent as well.
  const isNext = `NOT EXISTS (SELECT 1 FROM ${outbox} b INDEXED BY ${outbox}_order
      WHERE b.tenant = o.tenant AND b.order_key = o.order_key AND b.due_at IS NOT NULL AND b.id <> o.id
        AND (b.id < o.id OR (b.leased = 1 AND b.due_at > ${SQLITE_NOW})))`;
  return {
    claim: `UPDATE ${outbox} SET due_at = ${SQLITE_NOW} + ?1, attempt = attempt + 1, leased = 1 WHERE rowid IN (
      SELECT o.rowid FROM ${outbox} o
      WHERE o.due_at <= ${SQLITE_NOW}
        AND EXISTS (SELECT 1 FROM json_each(?2) AS e
          WHERE o.topic = ${cell(0)} OR substr(o.topic, 1, ${cell(1)}) = ${cell(0)})
        AND ${isNext}
      ORDER BY o.due_at, o.id LIMIT ?3)
      RETURNING tenant, id, topic, order_key, body, attempt`,
    settle: `UPDATE ${outbox} SET leased = 0, status = ${cell(3)}, due_at = ${SQLITE_NOW} + ${cell(4)}, error = ${cell(5)},
        settled_at = iif(${cell(4)} IS NULL, ${SQLITE_NOW}, NULL)
      FROM ${ROWS} WHERE ${outbox}.tenant = ${cell(0)} AND ${outbox}.id = ${cell(1)}
        AND ${outbox}.attempt = ${cell(2)} AND ${outbox}.leased = 1
      RETURNING tenant, id, attempt`,
    dueTimers: `SELECT tenant, process, id, due_at FROM ${timer} WHERE due_at <= ?
      ORDER BY due_at, tenant, process, id LIMIT ?`,
    postpone: `UPDATE ${timer} SET due_at = ?2 FROM ${ROWS.replace('?', '?1')} WHERE ${timer}.tenant = ${cell(0)}
      AND ${timer}.process = ${cell(1)} AND ${timer}.id = ${cell(2)} AND ${timer}.due_at = ${cell(3)}`,
    backlog: `SELECT (SELECT min(due_at) FROM ${timer}) AS nextTimer,
      (SELECT min(waits_until) FROM ${deferral} WHERE waits_until IS NOT NULL) AS nextStart,
      (SELECT min(look_at) FROM ${trigger} WHERE look_at IS NOT NULL) AS nextLook,
      EXISTS (SELECT 1 FROM ${outbox} o WHERE o.due_at <= ${SQLITE_NOW} AND ${isNext}) AS outbox,
      EXISTS (SELECT 1 FROM ${inbox} WHERE next_at <= ${SQLITE_NOW}) AS inbox,
      (SELECT min(due_at) FROM ${outbox} WHERE due_at > ${SQLITE_NOW}) - ${SQLITE_NOW} AS nextMessage,
      (SELECT min(next_at) FROM ${inbox} WHERE next_at > ${SQLITE_NOW}) - ${SQLITE_NOW} AS nextEvent`,
    waitingEvents: `SELECT tenant, event, attempts FROM ${inbox} WHERE next_at <= ${SQLITE_NOW}
      ORDER BY at, tenant, key LIMIT ?`,
  };
}
