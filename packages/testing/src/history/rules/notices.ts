import type { ProcessEvent, TaskId, UserId } from '@dealroute/core';
import { type Evidence, grouped } from '../evidence.js';
import type { Cut, Delivery } from '../history.js';
import type { ProcessTimeline } from '../timeline.js';

/** The notices that follow from the journal alone; others depend on the host. */
const FROM_JOURNAL: ReadonlySet<string> = new Set([
  'taskAssigned',
  'taskOffered',
  'taskClosed',
  'taskHandedOver',
  'taskSuspended',
  'taskResumed',
]);

/** I11: each notice of the journal reached its receiver; again only where a delivery was cut short. */
export function notices({ history, timelines }: Evidence): readonly string[] {
  const byId = grouped(history.deliveries, ({ id }) => id);
  const reached = new Map<string, number>();
  for (const [first] of byId.values()) {
    if (first && FROM_JOURNAL.has(first.kind)) add(reached, keyOf(first.kind, first.to, first.task));
  }
  const wanted = new Map<string, number>();
  for (const timeline of timelines.values()) want(wanted, timeline);
  const found: string[] = [];
  for (const [key, count] of wanted) {
    const had = reached.get(key) ?? 0;
    if (had < count)
      found.push(`I11: the notice ${key} reached its receiver ${had} times instead of ${count}`);
  }
  for (const [key, count] of reached) {
    const due = wanted.get(key) ?? 0;
    if (count > due)
      found.push(`I11: the notice ${key} was sent ${count} times, the journal asks for ${due}`);
  }
  for (const [id, copies] of byId) {
    if (copies.filter((copy) => !isCut(copy, history.cuts)).length > 1)
      found.push(
        `I11: notice ${id} was delivered ${copies.length} times, by ${copies.map(({ node }) => node).join(', ')}, where nothing was cut`,
      );
  }
  return found;
}

const isCut = ({ node, at }: Delivery, cuts: readonly Cut[]): boolean =>
  cuts.some((cut) => cut.node === node && cut.from <= at && at <= cut.until);

function want(wanted: Map<string, number>, timeline: ProcessTimeline): void {
  for (const [i, { events }] of timeline.entries.entries()) {
    for (const event of events)
      wantOf(event, timeline, i + 1, (kind, to, task) => add(wanted, keyOf(kind, to, task)));
  }
}

type Want = (kind: string, to: UserId, task: TaskId) => void;

function wantOf(event: ProcessEvent, timeline: ProcessTimeline, n: number, want: Want): void {
  const tell = (kind: string, people: readonly UserId[], task: TaskId) => {
    for (const person of people) want(kind, person, task);
  };
  const before = (task: TaskId) => holdersAfter(timeline, task, n - 1);
  switch (event.type) {
    case 'TaskCreated':
      if (event.assignee !== null) want('taskAssigned', event.assignee, event.task);
      tell('taskOffered', event.candidates, event.task);
      break;
    case 'TaskClaimed':
      tell(
        'taskClosed',
        before(event.task).filter((person) => person !== event.by),
        event.task,
      );
      break;
    case 'TaskReleased':
      tell('taskOffered', holdersAfter(timeline, event.task, n), event.task);
      break;
    case 'TaskHandedOver':
      want('taskAssigned', event.to, event.next);
      tell('taskHandedOver', before(event.task), event.task);
      break;
    case 'TaskCompleted':
    case 'TaskWithdrawn':
      tell('taskClosed', before(event.task), event.task);
      break;
    case 'ProcessSuspended':
    case 'ProcessResumed':
      for (const task of timeline.openAfter[n - 1] ?? [])
        tell(event.type === 'ProcessSuspended' ? 'taskSuspended' : 'taskResumed', before(task), task);
  }
}

/** The assignee of a task after a version, or those who may claim it. */
function holdersAfter(timeline: ProcessTimeline, task: TaskId, n: number): readonly UserId[] {
  const life = timeline.tasks.get(task);
  const holding = life && timeline.holdersIn(life, { from: n, to: n }).at(-1);
  if (!holding) return [];
  return holding.assignee === null ? holding.candidates : [holding.assignee];
}

const keyOf = (kind: string, to: UserId, task: TaskId | undefined): string => `${kind} of ${task} to ${to}`;

const add = (counts: Map<string, number>, key: string): Map<string, number> =>
  counts.set(key, (counts.get(key) ?? 0) + 1);
