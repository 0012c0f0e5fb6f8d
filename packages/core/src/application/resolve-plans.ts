import type {
  Assignment,
  Deadline,
  Facts,
  Instant,
  PlannedEvent,
  ProcessState,
  RecalculationPlanned,
  Resolution,
  ShiftPlanned,
  TasksPlanned,
  TimerPlanned,
  UserId,
} from '@dealroute/domain';
import { waitId } from '@dealroute/domain';
import type { CallContext, DeadlineRequest, WorkingCalendar } from '../ports/index.js';
import type { Runtime } from './runtime.js';
import { withinTime } from './within-time.js';

/** What a step planned, and the state that follows. */
interface Planned {
  readonly events: readonly PlannedEvent[];
  readonly foreseen: ProcessState;
}

/** Asks who does the planned tasks and until when; outside any database transaction of ours. */
export async function resolvePlans(
  runtime: Runtime,
  { events, foreseen }: Planned,
  facts: Facts,
  context: CallContext,
): Promise<Resolution> {
  const { ports, tuned } = runtime;
  const assignments = new Map<number, Assignment>();
  const deadlines = new Map<number, Deadline>();
  const shifts = new Map<string, Instant>();
  const recalculations = new Map<string, Deadline>();
  const inTime = <T>(work: T | Promise<T>, what: string) => withinTime(work, tuned.resolveTimeoutMs, what);
  const deadline = async (visit: number, request: DeadlineRequest) => {
    deadlines.set(visit, await inTime(ports.calendar.deadline(request, context), 'working calendar'));
  };
  const tasks = async (plan: TasksPlanned) => {
    const asked = ports.assignees.resolve(requestOf(plan, foreseen, facts), context);
    const assignment = await activeOnly(runtime, await inTime(asked, 'assignee resolver'), context);
    assignments.set(plan.visit, assignment);
    if (!plan.limit) return;
    const user = assignment.people.length === 1 ? assignment.people[0] : undefined;
    await deadline(plan.visit, { start: facts.now, limit: plan.limit, user });
  };
  const timer = ({ visit, limit }: TimerPlanned) => deadline(visit, { start: facts.now, limit });
  const shift = async (plan: ShiftPlanned) => {
    shifts.set(waitId(plan.of), await inTime(shifted(ports.calendar, plan, context), 'working calendar'));
  };
  const recalculation = async ({ of, limit, user: whose }: RecalculationPlanned) => {
    const request = { start: facts.now, limit, user: whose ?? undefined };
    recalculations.set(
      waitId(of),
      await inTime(ports.calendar.deadline(request, context), 'working calendar'),
    );
  };
  await Promise.all(
    events.map((event) => {
      if (event.type === 'TasksPlanned') return tasks(event);
      if (event.type === 'ShiftPlanned') return shift(event);
      if (event.type === 'RecalculationPlanned') return recalculation(event);
      return event.type === 'TimerPlanned' ? timer(event) : undefined;
    }),
  );
  return { assignments, deadlines, shifts, recalculations };
}

/** Passes over those who the directory says are inactive, whatever the resolver says: they cannot get tasks. */
async function activeOnly(
  { people }: Runtime,
  assignment: Assignment,
  context: CallContext,
): Promise<Assignment> {
  const known = await people.read(assignment.people, context);
  const isActive = (user: UserId) => known.get(user)?.active !== false;
  if (assignment.people.every(isActive)) return assignment;
  const active = assignment.people.filter(isActive);
  const inactive = assignment.people.filter((user) => !isActive(user));
  const passedOver = [
    ...(assignment.explanation.passedOver ?? []),
    ...inactive.map((user) => ({ user, reason: 'inactive' })),
  ];
  const nobody = active.length === 0 && { nobody: 'allPassedOver' };
  return { people: active, explanation: { ...assignment.explanation, passedOver, ...nobody } };
}

/** As much later as working time lies between the two instants, to the minute. */
async function shifted(
  calendar: WorkingCalendar,
  { dueAt, since, until, user: whose }: ShiftPlanned,
  context: CallContext,
): Promise<Instant> {
  const user = whose ?? undefined;
  const lost = Math.round(await calendar.between({ start: since, end: until, user }, context));
  if (lost === 0) return dueAt;
  const limit = { working: `PT${lost}M` };
  return (await calendar.deadline({ start: dueAt, limit, user }, context)).dueAt;
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
