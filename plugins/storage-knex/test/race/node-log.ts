import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryRecord, Log } from '@dealroute/testing/history';

/** Microseconds of the clock that all processes of a machine share. */
export const machineNow = (): number => Number(process.hrtime.bigint() / 1_000n);

/** A log that survives the death of its process: each line is with the system before `write` returns. */
export function openLog(folder: string, node: string): Log {
  const file = openSync(join(folder, `${node}.jsonl`), 'a');
  return {
    write: (record) => void writeSync(file, `${JSON.stringify(record)}\n`),
    now: machineNow,
  };
}

/** What all nodes whose names begin so have written; a line that death cut off was never sent. */
export function* readLogs(folder: string, beginning = ''): Iterable<HistoryRecord> {
  for (const name of readdirSync(folder).sort()) {
    if (!name.startsWith(beginning) || !name.endsWith('.jsonl')) continue;
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    for (const line of lines.slice(0, -1)) yield JSON.parse(line) as HistoryRecord;
  }
}
