import { visitId } from '../ids.js';
import type { PlannedEvent, ProcessEvent, ProcessEventOf, ProcessStarted } from './event.js';
import type { OpenTask, ProcessState } from './state.js';

/** Folds one fact into the state. The first event of a process must be `ProcessStarted`. */
export function evolve(state: ProcessState | null, event: ProcessEvent): ProcessState {
  if (event.type !== 'ProcessStarted') {
    if (state) return folded(state, event);
    throw new Error(`A journal begins with ProcessStarted, not with ${event.type}.`);
  }
  if (state)
    throw new Error(
      `Process ${state.id} has already begun: a journal holds one ProcessStarted, its first event.`,
    );
  return begin(event);
}

/** Folds facts in their order: a journal gives the state that was stored. */
export function replay(
  events: Iterable<ProcessEvent>,
  from: ProcessState | null = null,
): ProcessState | null {
  let state: Mutable<ProcessState> | null = from && { ...from };
  for (const event of events) {
    if (state && event.type !== 'ProcessStarted') fold(state, event);
    else state = evolve(state, event);
  }
  return state;
}

/**
 * A state that is folded in place, for one step or one replay: its lists and records are replaced, never changed, so
 * it shares them with the state that it was copied from.
 */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Folds what a step sees of its own plans: tasks and timers that are only planned are not there yet. */
export function foresee(
  state: Mutable<ProcessState> | null,
  event: PlannedEvent,
): Mutable<ProcessState> | null {
  if (isPlan(event)) return state;
  if (!state || event.type === 'ProcessStarted') return evolve(state, event);
  fold(state, event);
  return state;
}

const isPlan = (event: PlannedEvent): event is Exclude<PlannedEvent, ProcessEvent> =>
  event.type === 'TasksPlanned' ||
  event.type === 'TimerPlanned' ||
  event.type === 'ShiftPlanned' ||
  event.type === 'RecalculationPlanned';

function folded(state: ProcessState, event: Exclude<ProcessEvent, ProcessStarted>): ProcessState {
  const copy = { ...state };
  fold(copy, event);
  return copy;
}

function begin(event: ProcessStarted): ProcessState {
  return {
    id: event.process,
    deal: event.deal,
    kind: event.kind,
    status: 'running',
    starter: event.starter,
    former: event.former ?? null,
    startedAt: event.at,
    endedAt: null,
    suspendedAt: null,
    suspensions: 0,
    outcome: null,
    lossReason: null,
    stage: event.stage,
    stageSeq: 0,
    bypass: null,
    visits: 0,
    variables: event.variables,
    instances: [{ process: event.process, map: event.map, caller: null, completions: {} }],
    tokens: [],
    tasks: [],
    timers: [],
  };
}

function fold(state: Mutable<ProcessState>, event: Exclude<ProcessEvent, ProcessStarted>) {
  switch (event.type) {
    case 'NodeEntered': {
      const { visit, process, node, flow, leading } = event;
      state.visits = visit;
      state.tokens = [...state.tokens, { visit, process, node, flow, leading }];
      return;
    }
    case 'NodeLeft':
      state.tokens = state.tokens.filter((token) => token.visit !== event.visit);
      return;
    case 'NodeCompleted':
      return foldNodeCompleted(state, event);
    case 'StageChanged':
      state.stage = event.to;
      state.stageSeq = event.seq;
      state.bypass = null;
      return;
    case 'StageBypassed':
      if (event.seq === undefined) state.bypass = event.to;
      else state.stageSeq = event.seq;
      return;
    case 'StageRestored':
      state.bypass = null;
      return;
    case 'TaskCreated':
      return foldTaskCreated(state, event);
    case 'TaskClaimed':
      return changeTask(state, event.task, (task) => ({ ...task, assignee: event.by }));
    case 'TaskReleased':
      return changeTask(state, event.task, (task) => ({ ...task, assignee: null }));
    case 'TaskHandedOver':
      return changeTask(state, event.task, (task) => ({ ...task, id: event.next, assignee: event.to }));
    case 'StepCompleted':
      return changeTask(state, event.task, (task) => ({ ...task, done: [...task.done, event.step] }));
    case 'TaskCompleted':
      return foldTaskCompleted(state, event);
    case 'TaskWithdrawn':
      return closeTask(state, event.task);
    case 'VariablesSet':
      state.variables = { ...state.variables, ...event.values };
      return;
    case 'TimerSet':
      state.timers = [...state.timers, { visit: event.visit, dueAt: event.dueAt }];
      return;
    case 'TimerFired':
    case 'TimerWithdrawn':
      return closeTimer(state, event.timer);
    case 'TimerSignalled':
      closeTimer(state, event.timer);
      return keepAnswer(state, event.timer);
    case 'ProcessCalled': {
      const { process, map, visit } = event;
      state.instances = [...state.instances, { process, map, caller: visit, completions: {} }];
      return;
    }
    case 'CalledProcessEnded':
      state.instances = state.instances.filter((instance) => instance.process !== event.process);
      return;
    case 'OutcomeDecided':
      state.outcome = event.outcome;
      state.lossReason = event.lossReason ?? null;
      return;
    case 'EarlyTerminated':
      state.outcome = 'failure';
      state.lossReason = event.lossReason;
      return;
    case 'ProcessSuspended':
      state.suspendedAt = event.at;
      state.suspensions += 1;
      return;
    case 'ProcessResumed':
      state.suspendedAt = null;
      return;
    case 'ProcessMigrated':
      return foldMigrated(state, event);
    case 'TaskRescheduled':
      return changeTask(state, event.task, (task) => ({ ...task, dueAt: event.to }));
    case 'TimerRescheduled':
      state.timers = state.timers.map((timer) =>
        visitId(state.id, timer.visit) === event.timer ? { ...timer, dueAt: event.to } : timer,
      );
      return;
    case 'ActionCompleted':
      return keepAnswer(state, event.action);
    case 'ProcessEnded':
      state.status = 'ended';
      state.suspendedAt = null;
      state.endedAt = event.at;
      return;
    case 'ProcessMoved':
    case 'ActionRequested':
    case 'ActionFailed':
      return;
  }
}

function foldNodeCompleted(state: Mutable<ProcessState>, event: ProcessEventOf<'NodeCompleted'>): void {
  const token = state.tokens.find((candidate) => candidate.visit === event.visit);
  if (!token) return;
  const completion = { by: event.by, result: event.result };
  state.instances = state.instances.map((instance) =>
    instance.process === token.process
      ? { ...instance, completions: { ...instance.completions, [token.node]: completion } }
      : instance,
  );
}

/** Entries are replaced where they stand, so that an undoing gives the former state, byte for byte. */
function foldMigrated(state: Mutable<ProcessState>, event: ProcessEventOf<'ProcessMigrated'>): void {
  const places = new Map(event.tokens.map(({ visit, to }) => [visit, to]));
  state.tokens = state.tokens.map((token) => ({ ...token, ...places.get(token.visit) }));
  state.tasks = state.tasks.map((task) => ({ ...task, node: places.get(task.visit)?.node ?? task.node }));
  const completions = event.completions && { completions: event.completions.to };
  state.instances = state.instances.map((instance) =>
    instance.caller === null ? { ...instance, map: event.to, ...completions } : instance,
  );
  if (event.variables) state.variables = withVariables(state.variables, event.variables, event.undoes);
}

function withVariables(
  before: ProcessState['variables'],
  brought: ProcessState['variables'],
  undoes: true | undefined,
): ProcessState['variables'] {
  if (!undoes) return { ...before, ...brought };
  return Object.fromEntries(Object.entries(before).filter(([name]) => !Object.hasOwn(brought, name)));
}

/** Of a suspended process the token goes on later: until then it keeps that its action or timer was answered. */
function keepAnswer(state: Mutable<ProcessState>, id: string): void {
  if (state.suspendedAt === null) return;
  state.tokens = state.tokens.map((token) =>
    visitId(state.id, token.visit) === id ? { ...token, answered: true } : token,
  );
}

function foldTaskCreated(state: Mutable<ProcessState>, event: ProcessEventOf<'TaskCreated'>): void {
  const { task: id, visit, assignee, candidates, dueAt } = event;
  const node = state.tokens.find((token) => token.visit === visit)?.node ?? '';
  state.tasks = [...state.tasks, { id, visit, node, assignee, candidates, dueAt, done: [] }];
}

function foldTaskCompleted(state: Mutable<ProcessState>, event: ProcessEventOf<'TaskCompleted'>): void {
  const visit = state.tasks.find((task) => task.id === event.task)?.visit;
  const answer = { task: event.task, by: event.by, result: event.result };
  closeTask(state, event.task);
  state.tokens = state.tokens.map((token) =>
    token.visit === visit ? { ...token, answers: [...(token.answers ?? []), answer] } : token,
  );
  // Once the outcome is decided, a side branch's reason comes too late.
  if (state.outcome === null && event.lossReason !== undefined) state.lossReason = event.lossReason;
}

function changeTask(state: Mutable<ProcessState>, id: string, change: (task: OpenTask) => OpenTask): void {
  state.tasks = state.tasks.map((task) => (task.id === id ? change(task) : task));
}

function closeTimer(state: Mutable<ProcessState>, id: string): void {
  state.timers = state.timers.filter(({ visit }) => visitId(state.id, visit) !== id);
}

function closeTask(state: Mutable<ProcessState>, id: string): void {
  state.tasks = state.tasks.filter((task) => task.id !== id);
}
