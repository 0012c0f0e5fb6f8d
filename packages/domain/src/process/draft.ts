import type { ExecutableMap, ExecutableNode } from '../compile-map.js';
import { type TextId, visitId } from '../ids.js';
import type { ConditionScope } from '../map/condition.js';
import type { PlannedEvent, ProcessEventOf, WithdrawalReason } from './event.js';
import { foresee, type Mutable } from './evolve.js';
import type { Facts } from './facts.js';
import { mapOf } from './map-of.js';
import type { Rejection } from './rejection.js';
import type { Instance, OpenTask, ProcessState, Token } from './state.js';

/** Most characters of a comment: what every front can take. */
export const COMMENT_LENGTH = 4_096;

/** A text that a person wrote; the journal holds its id only. */
export interface WrittenText {
  readonly id: TextId;
  readonly text: string;
}

/** Carries a refusal out of the middle of a step; `step` turns it into its answer. */
export class Refusal {
  constructor(readonly rejection: Rejection) {}
}

export function refuse(rejection: Rejection): never {
  throw new Refusal(rejection);
}

/** A step under construction: the state as foreseen, what happened so far, and the tokens that must still move. */
export class Draft {
  events: PlannedEvent[] = [];
  readonly texts: WrittenText[] = [];
  /** Visits that were just entered and have not acted yet. */
  readonly arrivals: Token[] = [];
  automaticSteps = 0;
  #state: Mutable<ProcessState> | null;

  #map: ExecutableMap;

  constructor(
    map: ExecutableMap,
    state: ProcessState | null,
    readonly facts: Facts,
  ) {
    this.#map = map;
    this.#state = state && { ...state };
  }

  /** The version that the process runs under. */
  get map(): ExecutableMap {
    return this.#map;
  }

  /** Lets the process go on under another version of its map. */
  goOver(to: ExecutableMap, event: ProcessEventOf<'ProcessMigrated'>): void {
    this.emit(event);
    this.#map = to;
  }

  get state(): ProcessState {
    if (!this.#state) throw new Error('A step without a process can only start one.');
    return this.#state;
  }

  emit(event: PlannedEvent): void {
    this.events.push(event);
    this.#state = foresee(this.#state, event);
  }

  /** Keeps a person's words beside the journal and gives their id; nothing for no words. */
  write(id: TextId, words: string | undefined): { comment?: TextId } {
    const text = words?.trim();
    if (!text) return {};
    if (text.length > COMMENT_LENGTH) refuse({ code: 'COMMENT_TOO_LONG', limit: COMMENT_LENGTH });
    this.texts.push({ id, text });
    return { comment: id };
  }

  /** The id of what a visit creates. */
  idOf(visit: number): string {
    return visitId(this.state.id, visit);
  }

  instance(process: string): Instance {
    return found(
      this.state.instances.find((instance) => instance.process === process),
      `process ${process}`,
    );
  }

  /** The map of a process of this aggregate: its own, or the version of a called one that it was started with. */
  mapOf(process: string): ExecutableMap {
    const map = mapOf(this.map, this.state, process, this.facts.called);
    return found(map, `the map of process ${process}`);
  }

  nodeOf(token: Token): ExecutableNode {
    return found(this.mapOf(token.process).nodes.get(token.node), `node ${token.node}`);
  }

  token(visit: number): Token | undefined {
    return this.state.tokens.find((token) => token.visit === visit);
  }

  /** The open task with its token, or the refusal that it is not open, or that its process is suspended. */
  openTask(id: string): { task: OpenTask; token: Token } {
    const task = this.state.tasks.find((candidate) => candidate.id === id);
    const token = task && this.token(task.visit);
    if (!task || !token) refuse({ code: 'TASK_NOT_OPEN', task: id });
    this.requireGoingOn();
    return { task, token };
  }

  /** Refuses while the process is suspended. */
  requireGoingOn(): void {
    const { id: process, suspendedAt: since } = this.state;
    if (since !== null) refuse({ code: 'PROCESS_SUSPENDED', process, since });
  }

  /** What conditions in a process's map can see. */
  scope(process: string): ConditionScope {
    const results: Record<string, string> = {};
    for (const [node, { result }] of Object.entries(this.instance(process).completions)) {
      if (result !== null) results[node] = result;
    }
    return { deal: this.facts.deal, vars: this.state.variables, results };
  }

  changeStage(to: string): void {
    const { stage: from, stageSeq } = this.state;
    if (to !== from) this.emit({ type: 'StageChanged', from, to, seq: stageSeq + 1 });
  }

  /** Closes everything that is open in a process and in those it called. */
  withdraw(process: string, reason: WithdrawalReason): void {
    for (const token of this.state.tokens.filter((candidate) => candidate.process === process)) {
      const called = this.state.instances.find((instance) => instance.caller === token.visit);
      if (called) {
        this.withdraw(called.process, reason);
        this.emit({ type: 'CalledProcessEnded', process: called.process, outcome: 'withdrawn' });
      }
      this.events = this.events.filter((event) => !isPlanOf(event, token.visit));
      this.withdrawTasks(token, reason);
      const timer = this.state.timers.find((candidate) => candidate.visit === token.visit);
      if (timer) this.emit({ type: 'TimerWithdrawn', timer: this.idOf(timer.visit), reason });
      this.emit({ type: 'NodeLeft', visit: token.visit, withdrawn: true });
    }
  }

  withdrawTasks(token: Token, reason: WithdrawalReason): void {
    for (const task of this.state.tasks.filter((candidate) => candidate.visit === token.visit)) {
      this.emit({ type: 'TaskWithdrawn', task: task.id, reason });
    }
  }
}

/** What was only planned or asked for in this step is not withdrawn: it never comes to be. */
const isPlanOf = (event: PlannedEvent, visit: number): boolean =>
  (event.type === 'TasksPlanned' || event.type === 'TimerPlanned' || event.type === 'ActionRequested') &&
  event.visit === visit;

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`The state names ${what}, which is not there: the journal is damaged.`);
  return value;
}
