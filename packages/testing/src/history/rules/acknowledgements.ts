import type { JournalEntry, Receipt } from '@dealroute/core';
import { type Evidence, receiptIn } from '../evidence.js';
import type { Operation } from '../history.js';
import type { ProcessTimeline } from '../timeline.js';

/** Doors of the engine itself, behind which no client stands. */
const OWN_DOORS: ReadonlySet<string> = new Set(['timer', 'action', 'trigger', 'deferral', 'stage']);

/** I24: what was acknowledged stands in the journal once, as it was told; what was refused does not. */
export function acknowledgements(evidence: Evidence): readonly string[] {
  const { history, operations, places } = evidence;
  const found = history.operations.flatMap((operation) => judged(evidence, operation));
  for (const [door, [first]] of places) {
    if (operations.has(door) || OWN_DOORS.has(door)) continue;
    found.push(
      `I24: entry ${first?.n} of ${first?.process} came through door "${door}", where no client stands`,
    );
  }
  return found;
}

function judged(evidence: Evidence, operation: Operation): readonly string[] {
  const { id, answer } = operation;
  const own = evidence.places.get(id) ?? [];
  const where = own.map(({ process, n }) => `${n} of ${process}`).join(', ');
  if (own.length > 1)
    return [`I24: ${name(operation)} stands in the journal more than once: entries ${where}`];
  if (answer && !answer.ok && own.length > 0)
    return [
      `I24: ${name(operation)} was refused (${answer.rejection.code}), and the journal has it: entry ${where}`,
    ];
  const receipt = receiptIn(answer);
  return receipt ? acknowledged(evidence, operation, receipt) : [];
}

function acknowledged(
  { operations, timelines }: Evidence,
  operation: Operation,
  receipt: Receipt,
): readonly string[] {
  const { process, version } = receipt;
  const timeline = timelines.get(process);
  const entry = timeline?.entries[version - 1];
  if (!timeline || !entry)
    return [
      `I24: ${name(operation)} was acknowledged as version ${version} of ${process}, which the journal lacks`,
    ];
  if (entry.source !== operation.id) {
    const other = operations.get(entry.source);
    const isRepetition = operation.wish.key !== undefined && other?.wish.key === operation.wish.key;
    if (!isRepetition)
      return [
        `I24: ${name(operation)} was told version ${version} of ${process}, which is ${other ? name(other) : `of door "${entry.source}"`}`,
      ];
  }
  return [...asWished(operation, entry, timeline), ...asTold(operation, receipt, timeline)];
}

/** What the entry says is what was asked for. */
function asWished(
  operation: Operation,
  { n, command, actor }: JournalEntry,
  timeline: ProcessTimeline,
): readonly string[] {
  const { wish } = operation;
  const at = `entry ${n} of ${timeline.id}`;
  if (command !== wish.command || actor !== wish.actor)
    return [`I24: ${name(operation)} stands in ${at} as ${command} by ${actor}`];
  if (wish.command !== 'CompleteTask' && wish.command !== 'HandOverTask') return [];
  const end = timeline.tasks.get(wish.task as string)?.ends.find((one) => one.n === n);
  const as = wish.command === 'CompleteTask' ? 'completed' : 'handedOver';
  if (end?.as === as && end.result === (wish.result ?? null)) return [];
  return [
    `I2: ${name(operation)} was acknowledged for result ${wish.result ?? '–'}, and ${at} says ${end ? `${end.as} ${end.result ?? ''}` : 'nothing of the task'}`,
  ];
}

/** What was told is what the journal gives at that version. */
function asTold(operation: Operation, receipt: Receipt, timeline: ProcessTimeline): readonly string[] {
  const { version, status, openTasks } = receipt;
  const ended = timeline.endedIn <= version ? 'ended' : 'running';
  const open = timeline.openAfter[version] ?? [];
  if (status === ended && [...openTasks].sort().join() === [...open].sort().join()) return [];
  return [
    `I14: ${name(operation)} was told that ${timeline.id} is ${status} at version ${version} with ${openTasks.join(', ') || 'no task'}; the journal says ${ended} with ${open.join(', ') || 'no task'}`,
  ];
}

/** An operation in a line of findings. */
export const name = ({ id, wish }: Operation): string =>
  `${wish.command} ${id}${wish.task === undefined ? '' : ` (task ${wish.task})`}`;
