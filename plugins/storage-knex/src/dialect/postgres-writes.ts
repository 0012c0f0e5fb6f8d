import * as shapes from '../process/rows.js';
import type { Tables } from '../tables.js';
import { cell, cellOf, insertInto, POSTGRES_NOW, ROWS, whole } from './postgres-rows.js';
import type { WriteName } from './statements.js';

type WriteStatements = Readonly<Record<WriteName | 'withdrawOffers', string>>;

/** What the changes of a batch write: each table in one statement. */
export function postgresWrites(tables: Tables): WriteStatements {
  const { journal, text, outbox, kept_reply, incident } = tables;
  const waiting = { status: "'waiting'", due_at: POSTGRES_NOW, attempt: '0', leased: '0' };
  return {
    ...processStatements(tables),
    ...taskStatements(tables),
    ...timerStatements(tables),
    journal: insertInto(journal, shapes.journalRows.columns),
    texts: insertInto(text, shapes.textRows.columns),
    outbox: insertInto(outbox, shapes.outboxRows.columns, waiting),
    keep: insertInto(kept_reply, shapes.keptRows.columns),
    report: reportStatement(tables),
    repair: `UPDATE ${incident} i SET status = 'resolved', open_key = NULL, resolved_by = ${cell(2)}, resolved_at = ${whole(3)}
      FROM ${ROWS} WHERE i.tenant = ${cell(0)} AND i.open_key = ${cell(1)}`,
  };
}

/** The version is a fence here too: all changes of a batch may be written without anything having been asked before. */
function processStatements({ process }: Tables) {
  const state = `version = ${whole(2)}, outcome = ${cell(3)}, loss_reason = ${cell(4)}, state = ${cell(5)},
    map_version = ${whole(7)}`;
  const ended = `status = 'ended', governs_deal = NULL, ended_at = ${whole(6)}`;
  const isNext = `${isRow('p')} AND p.version = ${whole(2)} - 1`;
  return {
    endProcesses: `UPDATE ${process} p SET ${state}, ${ended} FROM ${ROWS} WHERE ${isNext}`,
    createProcesses: insertInto(process, shapes.processRows.columns),
    advanceProcesses: `UPDATE ${process} p SET ${state} FROM ${ROWS} WHERE ${isNext}`,
  };
}

function taskStatements({ task, candidate }: Tables) {
  const ending = `open_due = NULL, remind_at = NULL, ended_as = ${cell(2)}, ended_at = ${whole(3)}, ended_by = ${cell(4)},
    result = ${cell(5)}, comment = ${cell(6)}`;
  const stays = `t.due_at IS NOT DISTINCT FROM ${whole(2)}`;
  const anew = `remind_at = CASE WHEN ${stays} THEN t.remind_at ELSE ${whole(2)} END,
    reminded = CASE WHEN ${stays} THEN t.reminded ELSE 0 END`;
  const update = (set: string) => `UPDATE ${task} t SET ${set} FROM ${ROWS} WHERE ${isRow('t')}`;
  return {
    createTasks: insertInto(task, shapes.taskRows.columns),
    offerTasks: insertInto(candidate, shapes.candidateRows.columns),
    assignTasks: update(`assignee = ${cell(2)}`),
    // Another deadline begins its ladder anew.
    rescheduleTasks: update(
      `${anew}, due_at = ${whole(2)}, open_due = ${whole(3)}, suspended_at = ${whole(4)},
      map_version = coalesce(${whole(5)}, t.map_version), node = coalesce(${cell(6)}, t.node),
      deadline = coalesce(${cell(7)}, t.deadline)`,
    ),
    endTasks: `${update(ending)} RETURNING t.tenant, t.id, (t.candidates IS NOT NULL)::int AS offered`,
    withdrawOffers: `DELETE FROM ${candidate} c USING ${ROWS} JOIN ${task} t ON ${isRow('t')}
      CROSS JOIN LATERAL jsonb_array_elements_text(t.candidates::jsonb) AS offered(user_id)
      WHERE c.tenant = t.tenant AND c.user_id = offered.user_id AND c.task = t.id`,
  };
}

function timerStatements({ timer }: Tables) {
  return {
    dropTimers: `DELETE FROM ${timer} t USING ${ROWS}
      WHERE t.tenant = ${cell(0)} AND t.process = ${cell(1)} AND t.id = ${cell(2)}`,
    setTimers: `${insertInto(timer, shapes.timerRows.columns)}
      ON CONFLICT (tenant, process, id) DO UPDATE SET due_at = excluded.due_at`,
  };
}

/** PostgreSQL updates a row once in a statement, so reports of one thing are counted before. */
function reportStatement({ incident }: Tables): string {
  const { columns } = shapes.incidentRows;
  const cells = columns.map(cellOf);
  const [tenant, openKey, lastAt] = ['tenant', 'open_key', 'last_at'].map(
    (name) => cells[columns.indexOf(name)],
  );
  const same = `OVER (PARTITION BY ${tenant}, ${openKey})`;
  const values = [...cells.slice(0, -1), `max(${lastAt}) ${same}`, "'open'", `count(*) ${same}`];
  return `INSERT INTO ${incident} AS i (${[...columns, 'status', 'count'].join(', ')})
    SELECT DISTINCT ON (${tenant}, ${openKey}) ${values.join(', ')} FROM ${ROWS}
    ORDER BY ${tenant}, ${openKey}, e.place
    ON CONFLICT (tenant, open_key)
      DO UPDATE SET count = i.count + excluded.count, last_at = excluded.last_at RETURNING i.count`;
}

const isRow = (alias: string): string => `${alias}.tenant = ${cell(0)} AND ${alias}.id = ${cell(1)}`;
