import type { Tables } from '../tables.js';
import { cell } from './sqlite-rows.js';
import type { sqliteWrites } from './sqlite-writes.js';
import { type Together, WRITES, type WriteName } from './statements.js';

/**
 * One statement instead of ten: rows are inserted into a view, and its trigger writes them to the tables. Each
 * statement of its own costs a way to the driver's thread and back, which takes as long as its work.
 *
 * View and trigger belong to the connection, so they are as old as this code, whatever the schema is.
 */
export function sqliteTogether(tables: Tables, writes: ReturnType<typeof sqliteWrites>): Together {
  const name = `${tables.process}_changes`;
  const columns = WRITES.map((write) => `NULL AS ${write}`).join(', ');
  const steps = [
    movedOn(tables, 'endProcesses'),
    movedOn(tables, 'advanceProcesses'),
    ...WRITES.flatMap((write) => stepsOf(writes, write)),
  ];
  return {
    joins: false,
    setUp: [
      `CREATE TEMP VIEW IF NOT EXISTS ${name} AS SELECT ${columns}`,
      `CREATE TEMP TRIGGER IF NOT EXISTS ${name}_write INSTEAD OF INSERT ON ${name} BEGIN ${steps.join('; ')}; END`,
    ],
    // Without OR ROLLBACK SQLite would keep a copy of each page that it changes, to undo this statement alone.
    write: `INSERT OR ROLLBACK INTO ${name} VALUES (${WRITES.map(() => '?').join(', ')})`,
  };
}

/** The triggers of a view read rows from its columns, and give nothing back. */
const fromColumn = (sql: string, write: WriteName): string =>
  sql.replaceAll('jsonb_each(?)', `jsonb_each(NEW.${write})`).replace(/\s+RETURNING [^)]*$/, '');

function stepsOf(writes: ReturnType<typeof sqliteWrites>, write: WriteName): readonly string[] {
  const step = fromColumn(writes[write], write);
  // Tasks know who could claim them, also once they have ended.
  return write === 'endTasks' ? [step, fromColumn(writes.withdrawOffers, write)] : [step];
}

/** Stops where a process is not at the version before the one that is written. */
function movedOn({ process }: Tables, write: 'endProcesses' | 'advanceProcesses'): string {
  return `SELECT RAISE(ROLLBACK, 'a process has moved on') FROM jsonb_each(NEW.${write}) AS e
    LEFT JOIN ${process} p ON p.tenant = ${cell(0)} AND p.id = ${cell(1)}
    WHERE p.version IS NOT ${cell(2)} - 1`;
}
