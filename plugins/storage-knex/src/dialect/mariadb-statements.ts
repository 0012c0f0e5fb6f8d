import { BEFORE_ALL, type Tables } from '../tables.js';
import { changing, claiming } from './mariadb-actions.js';
import { mariadbRecords } from './mariadb-records.js';
import { mariadbReminders } from './mariadb-reminders.js';
import { cell, MARIADB_NOW, PLACE, rowsOf } from './mariadb-rows.js';
import { joined, mariadbWrites } from './mariadb-writes.js';
import type { Statements } from './statements.js';

/** The texts for MariaDB 10.6 or MySQL 8.0.17 or later. */
export function mariadbStatements(tables: Tables): Statements {
  return {
    ...processStatements(tables),
    ...mariadbWrites(tables),
    // There is no statement that writes several tables.
    together: null,
    ...outboxStatements(tables),
    ...backgroundStatements(tables),
    ...mariadbRecords(tables),
    ...mariadbReminders(tables),
    announcing: null,
  };
}

function processStatements({ process, kept_reply }: Tables) {
  const load = `SELECT ${PLACE}, p.version, p.state FROM ${joined('', process, 'p')}`;
  return {
    load,
    loadLocked: `${load} FOR UPDATE`,
    lock: null,
    hold: null,
    check: `SELECT ${PLACE}, p.version, k.fingerprint, k.reply, g.id AS governing FROM ${rowsOf(4)}
      LEFT JOIN ${process} p FORCE INDEX (PRIMARY) ON p.tenant = ${cell(0)} AND p.id = ${cell(1)}
      LEFT JOIN ${kept_reply} k FORCE INDEX (PRIMARY) ON k.tenant = ${cell(0)} AND k.\`key\` = ${cell(2)}
      LEFT JOIN ${process} g FORCE INDEX (${process}_governs)
        ON g.tenant = ${cell(0)} AND g.governs_deal = ${cell(3)} FOR UPDATE`,
    kept: `SELECT fingerprint, reply FROM ${kept_reply} WHERE tenant = ? AND \`key\` = ?`,
  };
}

/**
 * The first unfinished message of its order key, and none of that key is on its way: a revived or a late one may have
 * a smaller id than one that is.
 */
const isNext = (
  outbox: string,
): string => `NOT EXISTS (SELECT 1 FROM ${outbox} b FORCE INDEX (${outbox}_order)
      WHERE b.tenant = o.tenant AND b.order_key = o.order_key AND b.due_at IS NOT NULL AND b.id <> o.id
        AND (b.id < o.id OR (b.leased = 1 AND b.due_at > ${MARIADB_NOW})))`;

function outboxStatements({ outbox }: Tables) {
  const settled = joined('wtwt', outbox, 'o');
  const leased = `o.attempt = ${cell(2)} AND o.leased = 1`;
  return {
    claim: claiming(
      `SELECT o.tenant, o.id, o.topic, o.order_key, o.body, o.attempt + 1 AS attempt
      FROM ${outbox} o FORCE INDEX (${outbox}_due) WHERE o.due_at <= ${MARIADB_NOW}
        AND EXISTS (SELECT 1 FROM ${rowsOf(1, 'w')}
          WHERE o.topic = ${cell(0)} OR LEFT(o.topic, ${cell(1)}) = ${cell(0)})
        AND ${isNext(outbox)}
      ORDER BY o.due_at, o.id LIMIT ? FOR UPDATE SKIP LOCKED`,
      `UPDATE ${joined('', outbox, 'o')} SET o.due_at = ${MARIADB_NOW} + ?, o.attempt = o.attempt + 1, o.leased = 1`,
    ),
    settle: changing(
      `SELECT o.tenant, o.id, o.attempt FROM ${settled} WHERE ${leased} FOR UPDATE`,
      `UPDATE ${settled} SET o.leased = 0, o.status = ${cell(3)}, o.due_at = ${MARIADB_NOW} + ${cell(4)},
        o.error = ${cell(5)}, o.settled_at = IF(${cell(4)} IS NULL, ${MARIADB_NOW}, NULL) WHERE ${leased}`,
    ),
  };
}

function backgroundStatements({ outbox, timer, inbox, deferral, trigger }: Tables) {
  return {
    dueTimers: `SELECT tenant, process, id, due_at FROM ${timer} FORCE INDEX (${timer}_due) WHERE due_at <= ?
      ORDER BY due_at, tenant, process, id LIMIT ?`,
    postpone: `UPDATE ${rowsOf(3, 'w')} STRAIGHT_JOIN ${timer} t FORCE INDEX (PRIMARY) ON t.tenant = ${cell(0)}
      AND t.process = ${cell(1)} AND t.id = ${cell(2)} SET t.due_at = ? WHERE t.due_at = ${cell(3)}`,
    backlog: `SELECT (SELECT min(due_at) FROM ${timer}) AS nextTimer,
      (SELECT waits_until FROM ${deferral} FORCE INDEX (${deferral}_waits) WHERE waits_until > ${BEFORE_ALL}
        ORDER BY waits_until LIMIT 1) AS nextStart,
      (SELECT look_at FROM ${trigger} FORCE INDEX (${trigger}_looks) WHERE look_at > ${BEFORE_ALL}
        ORDER BY look_at LIMIT 1) AS nextLook,
      EXISTS (SELECT 1 FROM ${outbox} o FORCE INDEX (${outbox}_due)
        WHERE o.due_at <= ${MARIADB_NOW} AND ${isNext(outbox)}) AS outbox,
      EXISTS (SELECT 1 FROM ${inbox} FORCE INDEX (${inbox}_next) WHERE next_at <= ${MARIADB_NOW}) AS inbox,
      (SELECT due_at FROM ${outbox} FORCE INDEX (${outbox}_due) WHERE due_at > ${MARIADB_NOW}
        ORDER BY due_at LIMIT 1) - ${MARIADB_NOW} AS nextMessage,
      (SELECT next_at FROM ${inbox} FORCE INDEX (${inbox}_next) WHERE next_at > ${MARIADB_NOW}
        ORDER BY next_at LIMIT 1) - ${MARIADB_NOW} AS nextEvent`,
    waitingEvents: `SELECT tenant, event, attempts FROM ${inbox} FORCE INDEX (${inbox}_next)
      WHERE next_at <= ${MARIADB_NOW} ORDER BY at, tenant, \`key\` LIMIT ?`,
  };
}
