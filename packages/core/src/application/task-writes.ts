import {
  type Instant,
  type MapPin,
  type NodeEntered,
  type OpenTask,
  type ProcessEvent,
  type ProcessEventOf,
  type ProcessState,
  type TextId,
  type UserId,
  visitId,
} from '@dealroute/domain';
import type { TaskEnding, TaskRecord, TaskRescheduling, TaskWrites, TimerWrites } from '../ports/index.js';

type Place = Pick<NodeEntered, 'process' | 'node' | 'leading'>;

/** What a command's events change in the lists of tasks. */
export function taskWrites(
  before: ProcessState | null,
  after: ProcessState,
  events: readonly ProcessEvent[],
  at: Instant,
  actor: UserId | null,
): TaskWrites {
  const place = placesOf(before, events);
  const pin = pinsOf(before, events);
  const created: TaskRecord[] = [];
  const assigned: { id: string; assignee: UserId | null }[] = [];
  const ended: { id: string; ending: TaskEnding }[] = [];
  const end = (id: string, as: TaskEnding['as'], result: string | null, comment?: TextId) =>
    ended.push({ id, ending: { as, at, by: actor, result, comment: comment ?? null } });
  const record = (visit: number) => {
    const { process, node, leading } = place(visit);
    return {
      process: after.id,
      deal: after.deal,
      map: pin(process),
      node,
      leading,
      createdAt: at,
      suspendedAt: null,
      ended: null,
    };
  };
  for (const event of events) {
    switch (event.type) {
      case 'TaskCreated':
        created.push({ ...taskOf(event), ...record(event.visit), previous: null });
        break;
      case 'TaskHandedOver': {
        const task =
          after.tasks.find(({ id }) => id === event.next) ??
          before?.tasks.find(({ id }) => id === event.task);
        if (!task) break;
        end(event.task, 'handedOver', null, event.comment);
        created.push({
          ...record(task.visit),
          id: event.next,
          assignee: event.to,
          candidates: task.candidates,
          assignment: { rule: 'handOver' },
          dueAt: task.dueAt,
          deadline: null,
          previous: event.task,
        });
        break;
      }
      case 'TaskClaimed':
        assigned.push({ id: event.task, assignee: event.by });
        break;
      case 'TaskReleased':
        assigned.push({ id: event.task, assignee: null });
        break;
      case 'TaskCompleted':
        end(event.task, 'completed', event.result, event.comment);
        break;
      case 'TaskWithdrawn':
        end(event.task, 'withdrawn', null);
        break;
    }
  }
  return { created, assigned, rescheduled: reschedulings(after, events), ended };
}

/** Every open task when its process is suspended, resumed or migrated, and those that have another deadline. */
function reschedulings(after: ProcessState, events: readonly ProcessEvent[]): readonly TaskRescheduling[] {
  const begun = new Set<string>();
  const moved = new Map<string, ProcessEventOf<'TaskRescheduled'>>();
  let all = false;
  let migratedTo: MapPin | null = null;
  for (const event of events) {
    if (event.type === 'TaskCreated') begun.add(event.task);
    if (event.type === 'TaskRescheduled') moved.set(event.task, event);
    if (event.type === 'ProcessMigrated') migratedTo = event.to;
    if (event.type === 'ProcessSuspended' || event.type === 'ProcessResumed') all = true;
  }
  if (!all && !migratedTo && moved.size === 0) return NONE;
  const { suspendedAt } = after;
  const goneOver = migratedTo ? ownVisits(after) : null;
  const stays = ({ id, visit }: OpenTask) => !begun.has(id) && (all || moved.has(id) || goneOver?.has(visit));
  return after.tasks.filter(stays).map(({ id, visit, node, dueAt }) => {
    const deadline = moved.get(id)?.deadline;
    return {
      id,
      dueAt,
      suspendedAt,
      ...(migratedTo && goneOver?.has(visit) && { place: { map: migratedTo, node } }),
      ...(deadline !== undefined && { deadline }),
    };
  });
}

/** The visits of the started process: those that it called keep their versions. */
const ownVisits = ({ id, tokens }: ProcessState): ReadonlySet<number> =>
  new Set(tokens.flatMap(({ process, visit }) => (process === id ? [visit] : [])));

const NONE: readonly TaskRescheduling[] = [];

const TIMER_ENDS: ReadonlySet<ProcessEvent['type']> = new Set([
  'TimerFired',
  'TimerSignalled',
  'TimerWithdrawn',
] as const);

/** What a command's events change among the timers. Those of a suspended process are nobody's to fire. */
export function timerWrites(after: ProcessState, events: readonly ProcessEvent[]): TimerWrites {
  const set = new Map<string, Instant>();
  const dropped: string[] = [];
  const all = () => after.timers.map(({ visit, dueAt }) => [visitId(after.id, visit), dueAt] as const);
  for (const event of events) {
    if (event.type === 'ProcessSuspended') dropped.push(...all().map(([id]) => id));
    if (event.type === 'ProcessResumed') for (const [id, dueAt] of all()) set.set(id, dueAt);
    if (event.type === 'TimerRescheduled') set.set(event.timer, event.to);
    if (event.type === 'TimerSet') set.set(event.timer, event.dueAt);
    if (TIMER_ENDS.has(event.type) && 'timer' in event && !set.delete(event.timer)) dropped.push(event.timer);
  }
  return { set: [...set].map(([id, dueAt]) => ({ id, dueAt })), dropped };
}

const taskOf = ({
  task,
  assignee,
  candidates,
  assignment,
  dueAt,
  deadline,
}: ProcessEventOf<'TaskCreated'>) => ({
  id: task,
  assignee,
  candidates,
  assignment,
  dueAt,
  deadline,
});

/** Where each visit stands: known from before, or entered by these events. */
function placesOf(before: ProcessState | null, events: readonly ProcessEvent[]): (visit: number) => Place {
  return (visit) => {
    const entered = events.find((event) => event.type === 'NodeEntered' && event.visit === visit);
    const place = (entered as Place | undefined) ?? before?.tokens.find((token) => token.visit === visit);
    if (!place) throw new Error(`No token ever stood on visit ${visit}.`);
    return place;
  };
}

/** The map version of each process of the aggregate that these events can touch. */
function pinsOf(before: ProcessState | null, events: readonly ProcessEvent[]): (process: string) => MapPin {
  return (process) => {
    const known = before?.instances.find((instance) => instance.process === process)?.map;
    if (known) return known;
    for (const event of events) {
      if ((event.type === 'ProcessStarted' || event.type === 'ProcessCalled') && event.process === process)
        return event.map;
    }
    throw new Error(`No event began process ${process}.`);
  };
}
