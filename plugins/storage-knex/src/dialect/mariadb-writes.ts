import * as shapes from '../process/rows.js';
import type { Tables } from '../tables.js';
import { BINARY, cell, insertInto, MARIADB_NOW, rowsOf } from './mariadb-rows.js';
import type { Parameter, Session } from './session.js';
import type { Action, Statements, WriteName } from './statements.js';

/** What the changes of a batch write: each table in one statement. */
export function mariadbWrites(tables: Tables): Pick<Statements, WriteName | 'withdrawOffers'> {
  const { journal, text, outbox, kept_reply, incident } = tables;
  const waiting = { status: "'waiting'", due_at: MARIADB_NOW, attempt: '0', leased: '0' };
  return {
    ...processStatements(tables),
    ...taskStatements(tables),
    ...timerStatements(tables),
    journal: insertInto(journal, shapes.journalRows.columns),
    texts: insertInto(text, shapes.textRows.columns),
    outbox: insertInto(outbox, shapes.outboxRows.columns, waiting),
    keep: insertInto(kept_reply, shapes.keptRows.columns),
    report: reporting(tables),
    repair: `UPDATE ${rowsOf(2, 'tw')} STRAIGHT_JOIN ${incident} i FORCE INDEX (${incident}_open)
      ON i.tenant = ${cell(0)} AND i.open_key = ${cell(1)}
      SET i.status = 'resolved', i.open_key = NULL, i.resolved_by = ${cell(2)}, i.resolved_at = ${cell(3)}`,
  };
}

/** An advance touches no column that has an index, so the row alone is written. */
function processStatements({ process }: Tables) {
  const state = `p.version = ${cell(2)}, p.outcome = ${cell(3)}, p.loss_reason = ${cell(4)}, p.state = ${cell(5)},
    p.map_version = ${cell(7)}`;
  const ended = `p.status = 'ended', p.governs_deal = NULL, p.ended_at = ${cell(6)}`;
  const update = (set: string) => `UPDATE ${joined('wtttww', process, 'p')} SET ${set}`;
  return {
    endProcesses: update(`${state}, ${ended}`),
    createProcesses: insertInto(process, shapes.processRows.columns),
    advanceProcesses: update(state),
  };
}

function taskStatements({ task, candidate }: Tables) {
  const ending = `t.open_due = NULL, t.remind_at = NULL, t.ended_as = ${cell(2)}, t.ended_at = ${cell(3)},
    t.ended_by = ${cell(4)}, t.result = ${cell(5)}, t.comment = ${cell(6)}`;
  const stays = `t.due_at <=> ${cell(2)}`;
  // Assigned from left to right: the deadline comes after what is compared with it.
  const anew = `t.remind_at = IF(${stays}, t.remind_at, ${cell(2)}), t.reminded = IF(${stays}, t.reminded, 0)`;
  const offered = `JSON_TABLE(t.candidates, '$[*]' COLUMNS
    (user_id VARCHAR(200) CHARACTER SET utf8mb4 COLLATE ${BINARY} PATH '$')) AS offered`;
  return {
    createTasks: insertInto(task, shapes.taskRows.columns),
    offerTasks: insertInto(candidate, shapes.candidateRows.columns),
    assignTasks: `UPDATE ${joined('t', task, 't')} SET t.assignee = ${cell(2)}`,
    // Another deadline begins its ladder anew.
    rescheduleTasks: `UPDATE ${joined('wwwwtt', task, 't')} SET ${anew}, t.due_at = ${cell(2)}, t.open_due = ${cell(3)},
      t.suspended_at = ${cell(4)}, t.map_version = COALESCE(${cell(5)}, t.map_version),
      t.node = COALESCE(${cell(6)}, t.node), t.deadline = COALESCE(${cell(7)}, t.deadline)`,
    endTasks: forgettingOffers(`UPDATE ${joined('twttt', task, 't')} SET ${ending}`),
    withdrawOffers: `DELETE c FROM ${joined('', task, 't')} STRAIGHT_JOIN ${offered}
      STRAIGHT_JOIN ${candidate} c FORCE INDEX (PRIMARY)
        ON c.tenant = t.tenant AND c.user_id = offered.user_id AND c.task = t.id`,
  };
}

/** Takes any of the tasks for offered: to ask which ones were would cost as much as to forget the offers of all. */
function forgettingOffers(sql: string): Action {
  return async (session: Session, rows: Parameter = '[]') => {
    await session.run(sql, rows);
    return (JSON.parse(String(rows)) as [string, string][]).map(([tenant, id]) => ({
      tenant,
      id,
      offered: 1,
    }));
  };
}

function timerStatements({ timer }: Tables) {
  return {
    dropTimers: `DELETE t FROM ${rowsOf(3)} STRAIGHT_JOIN ${timer} t FORCE INDEX (PRIMARY)
      ON t.tenant = ${cell(0)} AND t.process = ${cell(1)} AND t.id = ${cell(2)}`,
    setTimers: `${insertInto(timer, shapes.timerRows.columns)} ON DUPLICATE KEY UPDATE due_at = VALUES(due_at)`,
  };
}

function reporting({ incident }: Tables): Action {
  const { columns } = shapes.incidentRows;
  const write = `${insertInto(incident, columns, { status: "'open'", count: '1' })}
    ON DUPLICATE KEY UPDATE \`count\` = ${incident}.\`count\` + 1, last_at = VALUES(last_at)`;
  const read = `SELECT i.\`count\` FROM ${rowsOf(0, 't'.repeat(columns.length))}
    STRAIGHT_JOIN ${incident} i FORCE INDEX (${incident}_open) ON i.tenant = ${cell(0)} AND i.open_key = ${cell(3)}`;
  return async (session: Session, rows: Parameter = '[]') => {
    await session.run(write, rows);
    return session.all(read, rows);
  };
}

/** Rows that begin with the key of a table, and the row of that table. */
export const joined = (others: string, table: string, alias: string): string =>
  `${rowsOf(2, others)} STRAIGHT_JOIN ${table} ${alias} FORCE INDEX (PRIMARY)
    ON ${alias}.tenant = ${cell(0)} AND ${alias}.id = ${cell(1)}`;
