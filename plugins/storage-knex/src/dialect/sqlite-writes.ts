import * as shapes from '../process/rows.js';
import type { Tables } from '../tables.js';
import { cell, insertInto, ROWS, SQLITE_NOW } from './sqlite-rows.js';
import type { WriteName } from './statements.js';

type WriteStatements = Readonly<Record<WriteName | 'withdrawOffers', string>>;

/** What the changes of a batch write: each table in one statement. */
export function sqliteWrites(tables: Tables): WriteStatements {
  const { journal, text, outbox, kept_reply, incident } = tables;
  const waiting = { status: "'waiting'", due_at: SQLITE_NOW, attempt: '0', leased: '0' };
  return {
    ...processStatements(tables),
    ...taskStatements(tables),
    ...timerStatements(tables),
    journal: insertInto(journal, shapes.journalRows.columns),
    texts: insertInto(text, shapes.textRows.columns),
    outbox: insertInto(outbox, shapes.outboxRows.columns, waiting),
    keep: insertInto(kept_reply, shapes.keptRows.columns),
    report: `${insertInto(incident, shapes.incidentRows.columns, { status: "'open'", count: '1' })}
      ON CONFLICT (tenant, open_key) DO UPDATE SET count = count + 1, last_at = excluded.last_at RETURNING count`,
    repair: `UPDATE ${incident} SET status = 'resolved', open_key = NULL, resolved_by = ${cell(2)}, resolved_at = ${cell(3)}
      FROM ${ROWS} WHERE ${incident}.tenant = ${cell(0)} AND ${incident}.open_key = ${cell(1)}`,
  };
}

/** An advance touches no column that has an index, so the row alone is written. */
function processStatements({ process }: Tables) {
  const state = `version = ${cell(2)}, outcome = ${cell(3)}, loss_reason = ${cell(4)}, state = ${cell(5)},
    map_version = ${cell(7)}`;
  const ended = `status = 'ended', governs_deal = NULL, ended_at = ${cell(6)}`;
  return {
    endProcesses: `UPDATE ${process} SET ${state}, ${ended} FROM ${ROWS} WHERE ${isRow(process)}`,
    createProcesses: insertInto(process, shapes.processRows.columns),
    advanceProcesses: `UPDATE ${process} SET ${state} FROM ${ROWS} WHERE ${isRow(process)}`,
  };
}

function taskStatements({ task, candidate }: Tables) {
  const ending = `open_due = NULL, remind_at = NULL, ended_as = ${cell(2)}, ended_at = ${cell(3)}, ended_by = ${cell(4)},
    result = ${cell(5)}, comment = ${cell(6)}`;
  const stays = `due_at IS ${cell(2)}`;
  const anew = `remind_at = iif(${stays}, remind_at, ${cell(2)}), reminded = iif(${stays}, reminded, 0)`;
  const offers = `SELECT t.tenant, c.value, t.id FROM ${ROWS} CROSS JOIN ${task} t, json_each(t.candidates) c
    WHERE t.tenant = ${cell(0)} AND t.id = ${cell(1)}`;
  return {
    createTasks: insertInto(task, shapes.taskRows.columns),
    offerTasks: insertInto(candidate, shapes.candidateRows.columns),
    assignTasks: `UPDATE ${task} SET assignee = ${cell(2)} FROM ${ROWS} WHERE ${isRow(task)}`,
    // Another deadline begins its ladder anew.
    rescheduleTasks: `UPDATE ${task} SET ${anew}, due_at = ${cell(2)}, open_due = ${cell(3)}, suspended_at = ${cell(4)},
      map_version = coalesce(${cell(5)}, map_version), node = coalesce(${cell(6)}, node), deadline = coalesce(${cell(7)}, deadline)
      FROM ${ROWS} WHERE ${isRow(task)}`,
    endTasks: `UPDATE ${task} SET ${ending} FROM ${ROWS} WHERE ${isRow(task)}
      RETURNING tenant, id, candidates IS NOT NULL AS offered`,
    withdrawOffers: `DELETE FROM ${candidate} WHERE (tenant, user_id, task) IN (${offers})`,
  };
}

function timerStatements({ timer }: Tables) {
  const dropped = `SELECT ${cell(0)}, ${cell(1)}, ${cell(2)} FROM ${ROWS}`;
  return {
    dropTimers: `DELETE FROM ${timer} WHERE (tenant, process, id) IN (${dropped})`,
    setTimers: `${insertInto(timer, shapes.timerRows.columns)}
      ON CONFLICT (tenant, process, id) DO UPDATE SET due_at = excluded.due_at`,
  };
}

const isRow = (table: string): string => `${table}.tenant = ${cell(0)} AND ${table}.id = ${cell(1)}`;
