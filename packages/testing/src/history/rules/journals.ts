import { isDeepStrictEqual } from 'node:util';
import { type ProcessState, replay } from '@dealroute/core';
import type { Evidence } from '../evidence.js';
import type { RecordedProcess } from '../history.js';
import type { ProcessTimeline } from '../timeline.js';

/** I4, I5: each journal counts 1…n, contradicts itself nowhere, and gives back what is stored. */
export function journals({ history, timelines }: Evidence): readonly string[] {
  return history.processes.flatMap((process) => {
    const timeline = timelines.get(process.id) as ProcessTimeline;
    return [
      ...numbers(process),
      ...timeline.contradictions,
      ...stored(process),
      ...taskList(process, timeline),
    ];
  });
}

function numbers({ id, journal, version }: RecordedProcess): readonly string[] {
  const at = journal.findIndex(({ n }, i) => n !== i + 1);
  if (at >= 0) return [`I4: the journal of ${id} has number ${journal[at]?.n} in place ${at + 1}`];
  if (version !== journal.length)
    return [`I4: ${id} is stored at version ${version}, and its journal ends with ${journal.length}`];
  return [];
}

function stored({ id, journal, state }: RecordedProcess): readonly string[] {
  let replayed: ProcessState | null;
  try {
    replayed = replay(journal.flatMap(({ events }) => events));
  } catch (error) {
    return [`I5: the journal of ${id} cannot be replayed: ${String(error)}`];
  }
  if (isDeepStrictEqual(plain(replayed), plain(state))) return [];
  return [`I5: the stored state of ${id} is not what its journal gives`];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** I2: the task list says of each task what the journal says. */
function taskList({ id, tasks }: RecordedProcess, timeline: ProcessTimeline): readonly string[] {
  const found: string[] = [];
  const listed = new Map(tasks.map((task) => [task.id, task]));
  if (listed.size !== tasks.length) found.push(`I2: a task of ${id} stands in the list twice`);
  for (const [task, { ends, holdings }] of timeline.tasks) {
    const record = listed.get(task);
    const [end] = ends;
    if (ends.length > 1)
      found.push(
        `I2: task ${task} ended ${ends.length} times, in entries ${ends.map(({ n }) => n).join(', ')}`,
      );
    if (!record) found.push(`I2: the task list lacks ${task}`);
    else if (
      (record.ended?.as ?? null) !== (end?.as ?? null) ||
      (record.ended?.result ?? null) !== (end?.result ?? null)
    )
      found.push(
        `I2: the task list says that ${task} is ${record.ended?.as ?? 'open'} (${record.ended?.result ?? '–'}), the journal ${end?.as ?? 'open'} (${end?.result ?? '–'})`,
      );
    else if (record.assignee !== (holdings.at(-1)?.assignee ?? null))
      found.push(
        `I2: the task list gives ${task} to ${record.assignee}, the journal to ${holdings.at(-1)?.assignee}`,
      );
  }
  for (const task of listed.keys())
    if (!timeline.tasks.has(task)) found.push(`I2: no journal knows task ${task} of the list`);
  return found;
}
