import type {
  Instant,
  MapPin,
  NodeEntered,
  ProcessEvent,
  ProcessEventOf,
  ProcessState,
  TextId,
  UserId,
} from '@dealroute/domain';
import type { TaskEnding, TaskRecord, TaskWrites, TimerWrites } from '../ports/index.js';

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
  return { created, assigned, ended };
}

/** What a command's events change among the timers. */
export function timerWrites(events: readonly ProcessEvent[]): TimerWrites {
  const set = new Map<string, Instant>();
  const dropped: string[] = [];
  for (const event of events) {
    if (event.type === 'TimerSet') set.set(event.timer, event.dueAt);
    if ((event.type === 'TimerFired' || event.type === 'TimerWithdrawn') && !set.delete(event.timer)) {
      dropped.push(event.timer);
    }
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
