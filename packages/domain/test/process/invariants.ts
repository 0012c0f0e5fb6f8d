import { isDeepStrictEqual } from 'node:util';
import {
  type Command,
  type ExecutableMap,
  type ExecutableNode,
  type Facts,
  type NodeEntered,
  type NodeLeft,
  type ProcessEvent,
  type ProcessMigrated,
  type ProcessState,
  replay,
  type Step,
  step,
  type TaskId,
  type Token,
  type UserTaskNode,
  visitId,
  visitOf,
} from '../../src/index.js';

function hold(fact: boolean, invariant: string, details?: unknown): void {
  if (!fact) throw new Error(`${invariant}${details === undefined ? '' : `: ${JSON.stringify(details)}`}`);
}

/** Freezes a value and all that hangs on it, the contents of maps included. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(part);
  return value;
}

/** A step that must not touch its arguments, and must answer the same when it is asked again. */
export function pureStep(
  map: ExecutableMap,
  state: ProcessState | null,
  command: Command,
  facts: Facts,
): Step {
  deepFreeze(map);
  deepFreeze([state, command, facts]);
  const answer = step(map, state, command, facts);
  hold(isDeepStrictEqual(answer, step(map, state, command, facts)), 'purity: the same answer twice', answer);
  if (!answer.ok)
    hold(Object.keys(answer).join() === 'ok,rejection', 'a refusal says nothing but why', answer);
  return answer;
}

/** One step as it came out. */
interface Taken {
  readonly events: readonly ProcessEvent[];
  readonly after: ProcessState;
  readonly foreseen: ProcessState;
  readonly facts: Facts;
}

/**
 * Watches one process and throws when a step breaks an invariant of the reliability programme. It knows the process
 * from its events and the maps from their drawing; nothing in it is asked of the code that decides.
 */
export class Witness {
  readonly #journal: ProcessEvent[] = [];
  readonly #maps = new Map<string, ExecutableMap>();
  readonly #visits = new Map<number, NodeEntered>();
  readonly #ended = new Map<TaskId, boolean>();
  #replayed: ProcessState | null = null;
  #live = 0;
  #stage = '';
  #seq = 0;

  /** @param versions of the started map, the first one first */
  constructor(readonly versions: readonly ExecutableMap[]) {}

  /** The version that the started process runs under. */
  get #map(): ExecutableMap {
    const [map] = this.#maps.values();
    return map ?? (this.versions[0] as ExecutableMap);
  }

  observe(before: ProcessState | null, { events, after, foreseen, facts }: Taken): void {
    events.forEach((event, i) => {
      this.#hear(event, events.slice(0, i));
    });
    this.#tokens(after);
    this.#failures(events, after);
    this.#tasks(after);
    this.#leading(after);
    this.#ending(after);
    this.#suspension(before, events);
    this.#fold(before, { events, after, foreseen, facts });
    const entered = events.filter(({ type }) => type === 'NodeEntered').length;
    hold(entered <= facts.automaticSteps, 'I18 automatic steps are bounded', entered);
  }

  /** I5 in full: the journal as a store would give it back makes the state, byte for byte. */
  finish(state: ProcessState): void {
    const again = replay(JSON.parse(JSON.stringify(this.#journal)) as ProcessEvent[]);
    hold(JSON.stringify(again) === JSON.stringify(state), 'I5 the journal gives the state');
  }

  #hear(event: ProcessEvent, earlier: readonly ProcessEvent[]): void {
    this.#journal.push(event);
    switch (event.type) {
      case 'ProcessStarted':
        this.#maps.set(event.process, this.#map);
        this.#stage = event.stage;
        break;
      case 'ProcessCalled':
        this.#maps.set(
          event.process,
          this.#mapOf(this.#visit(event.visit).process).calls.get(event.map.key) as ExecutableMap,
        );
        break;
      case 'NodeEntered':
        hold(event.visit === this.#visits.size + 1, 'visits are numbered without a gap', event);
        this.#visits.set(event.visit, event);
        this.#live += 1;
        this.#way(event, earlier);
        break;
      case 'ProcessMigrated':
        this.#migrate(event);
        break;
      case 'NodeLeft':
        this.#live -= 1;
        break;
      case 'TaskCreated':
        this.#begin(event.task);
        break;
      case 'TaskHandedOver':
        this.#end(event.task);
        this.#begin(event.next);
        break;
      case 'TaskWithdrawn':
        this.#end(event.task);
        break;
      case 'TaskCompleted':
        this.#end(event.task);
        this.#result(visitOf(event.task), event.result);
        break;
      case 'NodeCompleted':
        this.#result(event.visit, event.result);
        break;
      case 'StageChanged':
        hold(
          event.from === this.#stage && event.to !== this.#stage,
          'I6 a change is from the stage to another',
          event,
        );
        this.#cause(event.to, earlier);
        this.#stage = event.to;
        this.#write(event.seq);
        break;
      case 'StageBypassed':
        if (event.seq !== undefined) this.#write(event.seq);
        break;
    }
  }

  /** Tokens stand elsewhere, and go on from there by the other version. */
  #migrate({ to, tokens }: ProcessMigrated): void {
    const [root] = this.#maps.keys();
    this.#maps.set(root ?? '', this.versions[to.version - 1] as ExecutableMap);
    for (const { visit, from, to } of tokens) {
      const entered = this.#visit(visit);
      hold(
        entered.node === from.node && entered.flow === from.flow,
        'a token goes over from where it stands',
        from,
      );
      this.#visits.set(visit, { ...entered, ...to });
    }
  }

  #mapOf(process: string): ExecutableMap {
    const map = this.#maps.get(process);
    if (!map) throw new Error(`No event began process ${process}.`);
    return map;
  }

  #visit(visit: number): NodeEntered {
    const entered = this.#visits.get(visit);
    if (!entered) throw new Error(`No event entered visit ${visit}.`);
    return entered;
  }

  #nodeAt(visit: number): ExecutableNode {
    const { process, node } = this.#visit(visit);
    return this.#mapOf(process).nodes.get(node) as ExecutableNode;
  }

  /** The tokens that were left for one that comes stood where its flow begins; at a join, one for each flow into it. */
  #way({ process, flow }: NodeEntered, earlier: readonly ProcessEvent[]): void {
    const from = this.#mapOf(process).map.flows.find(({ id }) => id === flow)?.from;
    const left: NodeEntered[] = [];
    for (let i = earlier.length - 1; earlier[i]?.type === 'NodeLeft'; i--) {
      const { visit, withdrawn } = earlier[i] as NodeLeft;
      if (withdrawn) break;
      if (this.#nodeAt(visit).kind === 'end') break;
      left.push(this.#visit(visit));
    }
    const here = left.every((visit) => visit.process === process && visit.node === from);
    hold(left.length === 0 || here, 'I1 a token comes from where one was left', { process, flow, left });
    const { kind, incoming } = this.#mapOf(process).nodes.get(from ?? '') ?? {};
    if (kind === 'join') hold(left.length === incoming, 'I1 a join takes a token of each branch', left);
  }

  #begin(task: TaskId): void {
    hold(!this.#ended.has(task), 'I2 a task begins once', task);
    this.#ended.set(task, false);
  }

  #end(task: TaskId): void {
    hold(this.#ended.get(task) === false, 'I2 a task ends once', task);
    this.#ended.set(task, true);
  }

  #result(visit: number, result: string | null): void {
    const { node } = this.#nodeAt(visit);
    const keys =
      node.kind === 'call'
        ? ['success', 'failure']
        : ((node as UserTaskNode).results ?? []).map(({ key }) => key);
    hold(result === null ? keys.length === 0 : keys.includes(result), 'I3 the result is one of the node', {
      visit,
      result,
    });
  }

  #cause(stage: string, earlier: readonly ProcessEvent[]): void {
    const cause = earlier.at(-1);
    const entered =
      cause?.type === 'NodeEntered' && cause.leading && this.#nodeAt(cause.visit).node.stage === stage;
    const stopped = cause?.type === 'EarlyTerminated' && this.#map.map.earlyTermination?.stage === stage;
    const migrated = earlier.some(({ type }) => type === 'ProcessMigrated');
    hold(
      this.#map.map.kind === 'governing' && (entered || stopped || migrated),
      'I6 a stage comes from a leading node',
      {
        stage,
        cause,
      },
    );
  }

  #write(seq: number): void {
    hold(seq > this.#seq, 'I6 the number of stage writes rises', seq);
    this.#seq = seq;
  }

  #tokens(state: ProcessState): void {
    hold(this.#live === state.tokens.length, 'I1 tokens come and go one by one', this.#live);
    hold((state.status === 'ended') === (state.tokens.length === 0), 'I1 ended means no tokens', state);
    for (const token of state.tokens) this.#wait(state, token);
    const live = new Set(state.tokens.map(({ visit }) => visit));
    for (const { visit } of [...state.tasks, ...state.timers])
      hold(live.has(visit), 'I1 a wait has its token', visit);
    for (const { caller } of state.instances.slice(1))
      hold(live.has(caller ?? 0), 'I17 a called process has its caller', caller);
  }

  /** Where a path ends as a failure, nothing of its process stays, except behind a side branch. */
  #failures(events: readonly ProcessEvent[], { kind, id, tokens }: ProcessState): void {
    for (const event of events) {
      if (event.type !== 'NodeEntered' || (kind === 'governing' && event.process === id && !event.leading))
        continue;
      const { node } = this.#nodeAt(event.visit);
      const stays =
        node.kind === 'end' &&
        node.outcome === 'failure' &&
        tokens.some(({ process }) => process === event.process);
      hold(!stays, 'a failure withdraws what else is open in its process', event);
    }
  }

  #wait(state: ProcessState, { visit, process, node, answered }: Token): void {
    const { kind, incoming } = this.#nodeAt(visit);
    const tasks = state.tasks.filter((task) => task.visit === visit).length;
    const timers = state.timers.filter((timer) => timer.visit === visit).length;
    const called = state.instances.filter(({ caller }) => caller === visit);
    const waits = { userTask: [Math.max(tasks, 1), 0, 0], timer: [0, answered ? 0 : 1, 0], call: [0, 0, 1] }[
      kind as string
    ] ?? [0, 0, 0];
    hold(isDeepStrictEqual([tasks, timers, called.length], waits), 'I1 a token has exactly its own wait', {
      node,
      tasks,
      timers,
    });
    hold(!answered || state.suspendedAt !== null, 'I1 a signal or an answer is kept only while suspended', {
      node,
    });
    const rests = ['userTask', 'timer', 'call', 'serviceTask', 'join'].includes(kind);
    hold(rests, 'I1 a token stands only where there is something to wait for', { node });
    const crowd = state.tokens.filter((other) => other.process === process && other.node === node);
    const flows = new Set(crowd.map(({ flow }) => flow)).size;
    hold(kind !== 'join' || flows < incoming, 'I1 a join waits only while a branch is missing', { node });
    for (const { process: child } of called) {
      hold(
        state.tokens.some((token) => token.process === child),
        'I17 a called process is alive',
        child,
      );
    }
  }

  #tasks(state: ProcessState): void {
    const open = new Set(state.tasks.map(({ id }) => id));
    hold(open.size === state.tasks.length, 'I2 an open task is there once', state.tasks);
    for (const [task, ended] of this.#ended)
      hold(ended !== open.has(task), 'I2 a task is open or has ended', task);
  }

  /** While a process is suspended it can only end, be resumed, or be told something. */
  #suspension(before: ProcessState | null, events: readonly ProcessEvent[]): void {
    if (!before || before.suspendedAt === null) return;
    if (events.some(({ type }) => type === 'ProcessResumed' || type === 'EarlyTerminated')) return;
    const told = new Set([
      'StageBypassed',
      'StageRestored',
      'ActionCompleted',
      'ActionFailed',
      'TimerSignalled',

      'VariablesSet',
    ]);
    hold(
      events.every(({ type }) => told.has(type)),
      'a suspended process stands still',
      events,
    );
  }

  #leading(state: ProcessState): void {
    const leading = state.tokens.filter((token) => token.leading);
    const wanted = state.kind === 'governing' && state.outcome === null ? 1 : 0;
    hold(leading.length === wanted, 'I6 one leading token until the outcome is decided', leading);
    hold(
      leading.every(({ process }) => process === state.id),
      'I6 a called process never leads',
      leading,
    );
    if (state.kind === 'governing')
      hold(state.stage === this.#stage, 'I6 the stage is the last that was set', state.stage);
  }

  #ending(state: ProcessState): void {
    if (state.status === 'running') {
      hold(state.endedAt === null, 'a running process has not ended');
      return;
    }
    const { tasks, timers, instances } = state;
    hold(
      tasks.length + timers.length === 0 && instances.length === 1,
      'I16 nothing outlives its process',
      state,
    );
    hold(
      state.outcome !== null && state.endedAt !== null,
      'an ended process has an outcome and an instant',
      state,
    );
    hold(
      state.outcome === 'failure' || state.lossReason === null,
      'a success has no loss reason',
      state.lossReason,
    );
  }

  #fold(before: ProcessState | null, { events, after, foreseen }: Taken): void {
    this.#replayed = replay(JSON.parse(JSON.stringify(events)) as ProcessEvent[], this.#replayed);
    hold(JSON.stringify(this.#replayed) === JSON.stringify(after), 'I5 the journal gives the state');
    const planned = new Set(events.flatMap((event) => (event.type === 'TaskCreated' ? [event.task] : [])));
    const timed = new Set(events.flatMap((event) => (event.type === 'TimerSet' ? [event.visit] : [])));
    const unplanned = {
      ...after,
      tasks: after.tasks.filter(({ id }) => !planned.has(id)),
      timers: after.timers.filter(({ visit }) => !timed.has(visit)),
    };
    const moved = new Map(
      events.flatMap((event) => {
        if (event.type === 'TaskRescheduled') return [[event.task, event.to] as const];
        return event.type === 'TimerRescheduled' ? [[event.timer, event.to] as const] : [];
      }),
    );
    const expected = {
      ...foreseen,
      tasks: foreseen.tasks.map((task) => ({
        ...task,
        dueAt: moved.has(task.id) ? (moved.get(task.id) ?? null) : task.dueAt,
      })),
      timers: foreseen.timers
        .filter(({ visit }) => !timed.has(visit))
        .map((timer) => ({ ...timer, dueAt: moved.get(visitId(after.id, timer.visit)) ?? timer.dueAt })),
    };
    hold(isDeepStrictEqual(unplanned, expected), 'what was foreseen comes true', { before, foreseen });
  }
}
