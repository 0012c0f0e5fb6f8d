import { type Instant, taskId, type UserId } from '../ids.js';
import type {
  AssignmentExplanation,
  DeadlineExplanation,
  PlannedEvent,
  ProcessEvent,
  RecalculationPlanned,
  ShiftPlanned,
  TaskCreated,
  TasksPlanned,
  TimerPlanned,
} from './event.js';

/** Who was found for a planned task, and why. */
export interface Assignment {
  readonly people: readonly UserId[];
  readonly explanation: AssignmentExplanation;
}

/** The instant by which something must be done, and why it is that one. */
export interface Deadline {
  readonly dueAt: Instant;
  readonly explanation: DeadlineExplanation;
}

/** What the outside found for the plans of one step: people and deadlines by visit. */
export interface Resolution {
  readonly assignments: ReadonlyMap<number, Assignment>;
  readonly deadlines: ReadonlyMap<number, Deadline>;
  /** Where planned shifts lead, by the id of the task or timer. */
  readonly shifts: ReadonlyMap<string, Instant>;
  /** What planned recalculations come to, by the id of the task or timer. */
  readonly recalculations: ReadonlyMap<string, Deadline>;
}

/** Turns the plans among a step's events into facts. Every plan must have been resolved. */
export function realize(process: string, events: readonly PlannedEvent[], found: Resolution): ProcessEvent[] {
  const facts: ProcessEvent[] = [];
  for (const event of events) {
    if (event.type === 'TasksPlanned') facts.push(...realizeTasks(process, event, found));
    else if (event.type === 'TimerPlanned') facts.push(realizeTimer(event, found));
    else if (event.type === 'ShiftPlanned') facts.push(...realizeShift(event, found));
    else if (event.type === 'RecalculationPlanned') facts.push(...realizeRecalculation(event, found));
    else facts.push(event);
  }
  return facts;
}

/** One task for one person, one offered to several, one for nobody, or one for each, as the node's performers say. */
function realizeTasks(process: string, plan: TasksPlanned, found: Resolution): TaskCreated[] {
  const { people: named, explanation } = required(found.assignments.get(plan.visit));
  const people = [...new Set(named)];
  const deadline = plan.limit && required(found.deadlines.get(plan.visit));
  const create = (n: number, assignee: UserId | null, candidates: readonly UserId[]): TaskCreated => ({
    type: 'TaskCreated',
    task: taskId(process, plan.visit, n),
    visit: plan.visit,
    assignee,
    candidates,
    assignment: explanation,
    dueAt: deadline?.dueAt ?? null,
    deadline: deadline?.explanation ?? null,
  });
  if (people.length === 0) return [create(1, null, [])];
  if (plan.performers.mode === 'one' && people.length > 1) return [create(1, null, people)];
  return people.map((person, i) => create(i + 1, person, []));
}

function realizeTimer({ timer, visit }: TimerPlanned, found: Resolution): ProcessEvent {
  return { type: 'TimerSet', timer, visit, dueAt: required(found.deadlines.get(visit)).dueAt };
}

/** Nothing happens to what stays where it is. */
function realizeShift({ of, dueAt: from }: ShiftPlanned, found: Resolution): ProcessEvent[] {
  const to = required(found.shifts.get(waitId(of)));
  if (to === from) return [];
  return [
    'task' in of
      ? { type: 'TaskRescheduled', ...of, from, to }
      : { type: 'TimerRescheduled', ...of, from, to },
  ];
}

/** A task has another explanation even where its deadline stays. */
function realizeRecalculation({ of, dueAt: from }: RecalculationPlanned, found: Resolution): ProcessEvent[] {
  const { dueAt: to, explanation: deadline } = required(found.recalculations.get(waitId(of)));
  if ('task' in of) return [{ type: 'TaskRescheduled', ...of, from, to, deadline }];
  return from === null || from === to ? [] : [{ type: 'TimerRescheduled', ...of, from, to }];
}

/** The id of the task or timer whose instant is planned anew. */
export const waitId = (of: ShiftPlanned['of']): string => ('task' in of ? of.task : of.timer);

function required<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Error(
      'A plan was not resolved: resolve every TasksPlanned, TimerPlanned, ShiftPlanned and RecalculationPlanned.',
    );
  return value;
}
