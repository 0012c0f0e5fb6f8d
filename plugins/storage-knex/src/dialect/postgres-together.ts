import { PATIENCE_MS } from '../patience.js';
import type { postgresWrites } from './postgres-writes.js';
import { type Together, WRITES, type WriteName } from './statements.js';

/**
 * One statement instead of ten, and a transaction by itself: each table is written by a part of its own, all on what
 * stood there when the statement began. A process that has moved on is one row too few, and the division by zero takes
 * everything back.
 */
export function postgresTogether(writes: ReturnType<typeof postgresWrites>): Together {
  const patience = `patience AS MATERIALIZED (SELECT set_config('lock_timeout', '${PATIENCE_MS}', true))`;
  const parts = [
    patience,
    ...WRITES.map((write) => part(write, writes[write])),
    part('endTasks', writes.withdrawOffers),
  ];
  const advanced = `${count('endProcesses')} + ${count('advanceProcesses')}`;
  const expected = `${length('endProcesses')} + ${length('advanceProcesses')}`;
  return {
    joins: true,
    setUp: [],
    write: `WITH ${parts.join(', ')} SELECT 1 / (${advanced} = ${expected})::int FROM patience`,
  };
}

function part(write: WriteName, sql: string): string {
  const isUpdate = write === 'endProcesses' || write === 'advanceProcesses';
  const name = sql.startsWith('DELETE') ? `${write}_dropped` : write;
  return `${name} AS (${sql.replaceAll('$1::jsonb', parameter(write))}${isUpdate ? ' RETURNING 1' : ''})`;
}

const parameter = (write: WriteName): string => `$${WRITES.indexOf(write) + 1}::jsonb`;

const count = (write: WriteName): string => `(SELECT count(*) FROM ${write})`;

const length = (write: WriteName): string => `coalesce(jsonb_array_length(${parameter(write)}), 0)`;
