import type {
  Assignment,
  Deadline,
  Facts,
  PlannedEvent,
  ProcessState,
  Resolution,
  TasksPlanned,
  TimerPlanned,
} from '@dealroute/domain';
import type { CallContext, DeadlineRequest } from '../ports/index.js';
import type { Runtime } from './runtime.js';
import { withinTime } from './within-time.js';

/** What a step planned, and the state that follows. */
interface Planned {
  readonly events: readonly PlannedEvent[];
  readonly foreseen: ProcessState;
}

/** Asks who does the planned tasks and until when; outside any database transaction of ours. */
export async function resolvePlans(
  { ports, tuned }: Runtime,
  { events, foreseen }: Planned,
  facts: Facts,
  context: CallContext,
): Promise<Resolution> {
  const assignments = new Map<number, Assignment>();
  const deadlines = new Map<number, Deadline>();
  const inTime = <T>(work: T | Promise<T>, what: string) => withinTime(work, tuned.resolveTimeoutMs, what);
  const deadline = async (visit: number, request: DeadlineRequest) => {
    deadlines.set(visit, await inTime(ports.calendar.deadline(request, context), 'working calendar'));
  };
  const tasks = async (plan: TasksPlanned) => {
    const asked = ports.assignees.resolve(requestOf(plan, foreseen, facts), context);
    const assignment = await inTime(asked, 'assignee resolver');
    assignments.set(plan.visit, assignment);
    if (!plan.limit) return;
    const user = assignment.people.length === 1 ? assignment.people[0] : undefined;
    await deadline(plan.visit, { start: facts.now, limit: plan.limit, user });
  };
  const timer = ({ visit, limit }: TimerPlanned) => deadline(visit, { start: facts.now, limit });
  await Promise.all(
    events.map((event) => {
      if (event.type === 'TasksPlanned') return tasks(event);
      return event.type === 'TimerPlanned' ? timer(event) : undefined;
    }),
  );
  return { assignments, deadlines };
}

const requestOf = (plan: TasksPlanned, foreseen: ProcessState, facts: Facts) => ({
  rule: plan.rule,
  deal: facts.deal,
  starter: foreseen.starter,
  map: plan.map,
  node: plan.node,
  completion: (node: string) =>
    foreseen.instances.find(({ process }) => process === plan.process)?.completions[node],
});
