import type { IdSource, ProcessChange } from '@dealroute/core';
import type { WriteName } from '../dialect/statements.js';
import type { Cell, RowShape } from './row-shape.js';
import * as shapes from './rows.js';

/** The rows for each table. */
type WriteRows = Readonly<Record<WriteName, readonly Cell[][]>>;

/** A change with the rows that it would write. */
export interface PreparedChange {
  readonly change: ProcessChange;
  readonly rows: WriteRows;
}

const NONE: readonly Cell[][] = [];

/** Makes the rows of a change before any lock is taken; throws for one that cannot be stored. */
export function prepareChange(change: ProcessChange, ids: IdSource): PreparedChange {
  const { tasks, timers, tenant, process, state } = change;
  const later = change.expected === 0 ? NONE : [shapes.laterProcessRows.row(change)];
  const ends = state.status === 'ended';
  return {
    change,
    // All keys at once and no spread: engines make such objects ten times as fast.
    rows: {
      endProcesses: ends ? later : NONE,
      createProcesses: change.expected === 0 ? [shapes.processRows.row(change)] : NONE,
      advanceProcesses: ends ? NONE : later,
      createTasks: rowsOf(shapes.taskRows, change, tasks.created),
      offerTasks: rowsOf(shapes.candidateRows, change, offersOf(change)),
      assignTasks: rowsOf(shapes.assignedRows, change, tasks.assigned),
      rescheduleTasks: rowsOf(shapes.rescheduledRows, change, tasks.rescheduled),
      endTasks: rowsOf(shapes.endedRows, change, tasks.ended),
      dropTimers: timers.dropped.map((id) => [tenant, process, id]),
      setTimers: rowsOf(shapes.timerRows, change, timers.set),
      journal: [shapes.journalRows.row(change)],
      texts: rowsOf(shapes.textRows, change, change.texts),
      outbox: rowsOf(shapes.outboxRows, change, change.outbox),
      keep: change.kept ? [shapes.keptRows.row({ change, of: change.kept })] : NONE,
      report: change.incidents.map((report) => shapes.incidentRows.row({ tenant, id: ids.next(), report })),
      repair: rowsOf(shapes.repairedRows, change, change.repaired),
    },
  };
}

function rowsOf<T>(
  shape: RowShape<shapes.Of<T>>,
  change: ProcessChange,
  parts: readonly T[],
): readonly Cell[][] {
  return parts.length === 0 ? NONE : parts.map((of) => shape.row({ change, of }));
}

const offersOf = ({ tasks }: ProcessChange): readonly { readonly task: string; readonly user: string }[] =>
  tasks.created.flatMap(({ id, candidates }) => candidates.map((user) => ({ task: id, user })));
