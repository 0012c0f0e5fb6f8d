import {
  type Command,
  type CompileCondition,
  type CompleteTask,
  type Completion,
  type ConditionScope,
  compileMap,
  type Deadline,
  type DealSnapshot,
  durationOf,
  type ExecutableMap,
  type Facts,
  type JsonValue,
  type OpenTask,
  type PlannedEvent,
  type ProcessEvent,
  type ProcessEventOf,
  type ProcessEventType,
  type ProcessState,
  type Rejection,
  type Resolution,
  type RouteMap,
  realize,
  replay,
  type StartProcess,
  type Step,
  type TimeLimit,
  type UserId,
  type WrittenText,
  waitId,
} from '../../src/index.js';
import { pureStep, Witness } from './invariants.js';

export {
  call,
  decision,
  end,
  governing,
  independent,
  join,
  line,
  lost,
  redrawn,
  result,
  service,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../validation/drawing.js';

/** Monday, nine o'clock. */
export const NOW = Date.UTC(2025, 0, 13, 9);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Facts that differ from the usual ones: it is NOW, ann acts, and the deal stands where the process put it. */
export type FactsChange = Partial<Omit<Facts, 'deal'>> & { readonly deal?: Partial<DealSnapshot> };

export interface World {
  /** The independent maps that call nodes run. */
  readonly called?: readonly RouteMap[];
  /** Who is found for a node's task; where left out, the deal's responsible. */
  readonly people?: Readonly<Record<string, readonly UserId[]>>;
  readonly facts?: FactsChange;
  /** Later versions of the map, from version 2 on, with other versions of the maps that they call. */
  readonly versions?: readonly Version[];
}

export interface Version {
  readonly map: RouteMap;
  /** Those of the first version when left out. */
  readonly called?: readonly RouteMap[] | undefined;
}

const deal: DealSnapshot = {
  ref: 'deal-1',
  title: 'A roof for the Ivanovs',
  pipeline: 'sale',
  stage: 'new',
  responsible: 'ann',
  fields: {},
};

const CONDITION = /^(vars|results|deal\.fields)\.(\w+) (==|>) (.+)$/;

/** A condition language of one kind of sentence: `vars.n == 1`, `results.call == "agreed"`, `deal.fields.amount > 9`. */
const compileCondition: CompileCondition = (expression) => {
  const [, where, name, operator, literal] = CONDITION.exec(expression) ?? [];
  if (!where || !name || !literal) return { ok: false, problems: [{ message: `cannot read ${expression}` }] };
  const wanted = JSON.parse(literal) as JsonValue;
  const holds = (value: JsonValue) => (operator === '==' ? value === wanted : Number(value) > Number(wanted));
  return { ok: true, predicate: (scope) => holds(read(scope, where, name)) };
};

function read({ deal: { fields }, vars, results }: ConditionScope, where: string, name: string): JsonValue {
  const value = { vars, results, 'deal.fields': fields }[where]?.[name];
  if (value === undefined) throw new Error(`${where} has no ${name}`);
  return value;
}

/** A map ready to run, with the maps that it and they call. */
function compile(
  map: RouteMap,
  called: readonly RouteMap[] = [],
  version = 1,
  calledVersion = 1,
): ExecutableMap {
  const compiled = new Map<string, ExecutableMap>();
  const calledMap = (key: string): ExecutableMap | undefined => {
    const found =
      compiled.get(key) ??
      called.filter((other) => other.key === key).map((one) => ready(one, calledVersion))[0];
    if (found) compiled.set(key, found);
    return found;
  };
  const ready = (one: RouteMap, version: number) => compileMap(one, { version, compileCondition, calledMap });
  return ready(map, version);
}

/** A map and all that it calls, directly or through one another. */
function withCalled(map: ExecutableMap): readonly ExecutableMap[] {
  return [map, ...[...map.calls.values()].flatMap(withCalled)];
}

const instantAfter = (from: number, limit: TimeLimit): number => {
  const { days, minutes } = durationOf(limit) ?? { days: 0, minutes: 0 };
  return from + days * DAY + minutes * 60_000;
};

const deadlineOf = (start: number, limit: TimeLimit): Deadline => {
  return { dueAt: instantAfter(start, limit), explanation: { limit, start, zone: 'UTC' } };
};

/** Completes plans as a world without holidays would. */
function resolve(
  events: readonly PlannedEvent[],
  { now, deal }: Facts,
  people: World['people'] = {},
): Resolution {
  const responsible = deal.responsible === null ? [] : [deal.responsible];
  const tasks = events.filter((event) => event.type === 'TasksPlanned');
  const timers = events.filter((event) => event.type === 'TimerPlanned');
  const limits = [...tasks, ...timers].flatMap(({ visit, limit }) => (limit ? [{ visit, limit }] : []));
  const shifts = events.filter((event) => event.type === 'ShiftPlanned');
  return {
    recalculations: new Map(
      events
        .filter((event) => event.type === 'RecalculationPlanned')
        .map(({ of, limit }) => [waitId(of), deadlineOf(now, limit)]),
    ),
    shifts: new Map(shifts.map(({ of, dueAt, since, until }) => [waitId(of), dueAt + until - since])),
    assignments: new Map(
      tasks.map(({ visit, node, rule: { rule } }) => [
        visit,
        { people: people[node] ?? responsible, explanation: { rule } },
      ]),
    ),
    deadlines: new Map(limits.map(({ visit, limit }) => [visit, deadlineOf(now, limit)])),
  };
}

/** One process as the engine would run it, with a witness that checks the invariants after every command. */
export class Play {
  /** Every version, the first one first. */
  readonly versions: readonly ExecutableMap[];
  readonly journal: ProcessEvent[] = [];
  readonly texts: WrittenText[] = [];
  readonly #world: World;
  readonly #witness: Witness;
  #state: ProcessState | null = null;
  #last: readonly ProcessEvent[] = [];

  constructor(map: RouteMap, world: World = {}) {
    const later = (world.versions ?? []).map(({ map: other, called }, i) =>
      compile(other, called ?? world.called, i + 2, called ? i + 2 : 1),
    );
    this.versions = [compile(map, world.called), ...later];
    this.#world = world;
    this.#witness = new Witness(this.versions);
  }

  /** The version that the process runs under. */
  get map(): ExecutableMap {
    return this.#version(this.#state?.instances[0]?.map.version ?? 1);
  }

  #version(version: number): ExecutableMap {
    const map = this.versions[version - 1];
    if (!map) throw new Error(`There is no version ${version}.`);
    return map;
  }

  /** What the engine would read for a command beside the usual facts. */
  #read(command: Command): Partial<Facts> {
    const called = this.versions.flatMap((map) => withCalled(map).slice(1));
    if (command.type === 'MigrateProcess') {
      const goesOverTo = this.versions[command.version - 1];
      return { called, ...(goesOverTo && { goesOverTo }) };
    }
    if (command.type !== 'UndoMigration') return { called };
    const done = this.#last.find((event) => event.type === 'ProcessMigrated');
    return { called, lastEvents: this.#last, ...(done && { goesOverTo: this.#version(done.from.version) }) };
  }

  get state(): ProcessState {
    if (!this.#state) throw new Error('The process was not started.');
    return this.#state;
  }

  /** The nodes on which tokens stand, in the order in which they came there. */
  get where(): readonly string[] {
    return this.state.tokens.map(({ node }) => node);
  }

  /** Who completed the nodes of a process last: of the started one, or of one that it called. */
  completions(process: string = this.state.id): Readonly<Record<string, Completion>> {
    return this.state.instances.find((instance) => instance.process === process)?.completions ?? {};
  }

  facts(change: FactsChange = {}): Facts {
    const { deal: usual, ...rest } = this.#world.facts ?? {};
    const stage = this.#state?.stage ?? deal.stage;
    return {
      now: NOW,
      actor: 'ann',
      stageIsCurrent: false,
      lossReasons: null,
      former: null,
      automaticSteps: 1_000,
      ...rest,
      ...change,
      deal: { ...deal, stage, ...usual, ...change.deal },
    };
  }

  /** Does what a command wishes, unless it is refused. */
  attempt(command: Command, change: FactsChange = {}): { step: Step; events: readonly ProcessEvent[] } {
    const facts = { ...this.facts(change), ...this.#read(command) };
    const step = pureStep(this.map, this.#state, command, facts);
    if (!step.ok) return { step, events: [] };
    const process = step.foreseen.id;
    const events = realize(process, step.events, resolve(step.events, facts, this.#world.people));
    const after = replay(events, this.#state);
    if (!after) throw new Error('A step without events cannot begin a process.');
    this.#witness.observe(this.#state, { events, after, foreseen: step.foreseen, facts });
    this.#state = after;
    if (events.length > 0) this.#last = events;
    this.journal.push(...events);
    this.texts.push(...step.texts);
    return { step, events };
  }

  /** What a command makes happen. */
  tell(command: Command, change: FactsChange = {}): readonly ProcessEvent[] {
    const { step, events } = this.attempt(command, change);
    if (!step.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(step.rejection)}`);
    return events;
  }

  /** Why a command is refused. */
  refusal(command: Command, change: FactsChange = {}): Rejection {
    const { step } = this.attempt(command, change);
    if (step.ok) throw new Error(`${command.type} was not refused.`);
    return step.rejection;
  }

  start(wish: Partial<StartProcess> = {}, change: FactsChange = {}): this {
    this.tell({ type: 'StartProcess', process: 'p', deal: deal.ref, ...wish }, change);
    return this;
  }

  /** The open task of a node; of several people's tasks, that of one person where they have one. */
  task(node: string, person?: UserId | null): OpenTask {
    const open = this.state.tasks.filter((task) => task.node === node);
    const found = open.find(({ assignee }) => assignee === person) ?? open[0];
    if (!found) throw new Error(`No open task of ${node}; tokens stand on ${this.where.join(', ')}.`);
    return found;
  }

  /** The assignee completes the node's task. */
  complete(
    node: string,
    wish: string | Partial<CompleteTask> = {},
    change: FactsChange = {},
  ): readonly ProcessEvent[] {
    const { id, assignee } = this.task(node, change.actor);
    return this.tell({ type: 'CompleteTask', task: id, ...wishOf(wish) }, { actor: assignee, ...change });
  }

  /** Why the node's task cannot be completed. */
  incomplete(node: string, wish: string | Partial<CompleteTask> = {}, change: FactsChange = {}): Rejection {
    return this.refusal({ type: 'CompleteTask', task: this.task(node).id, ...wishOf(wish) }, change);
  }

  /** The id of what the token on a node waits for: an action's key, a timer, a called process. */
  waitOf(node: string): string {
    const token = this.state.tokens.find((candidate) => candidate.node === node);
    if (!token) throw new Error(`No token stands on ${node} but on ${this.where.join(', ')}.`);
    return `${this.state.id}.${token.visit}`;
  }

  /** The host's action of a node is done. */
  answer(node: string, output?: Readonly<Record<string, JsonValue>>): readonly ProcessEvent[] {
    return this.tell(
      { type: 'CompleteAction', action: this.waitOf(node), ...(output && { output }) },
      { actor: null },
    );
  }

  /** The time of a timer node has come. */
  fire(node: string): readonly ProcessEvent[] {
    const visit = this.state.tokens.find((token) => token.node === node)?.visit;
    const now = this.state.timers.find((timer) => timer.visit === visit)?.dueAt ?? NOW;
    return this.tell({ type: 'FireTimer', timer: this.waitOf(node) }, { actor: null, now });
  }

  /** Everything of one kind that has happened. */
  happened<T extends ProcessEventType>(type: T): readonly ProcessEventOf<T>[] {
    return this.journal.filter((event): event is ProcessEventOf<T> => event.type === type);
  }

  /** The stages that the process gave the deal. */
  get stages(): readonly string[] {
    return this.happened('StageChanged').map(({ to }) => to);
  }

  /** The nodes that were left without being done. */
  get withdrawn(): readonly string[] {
    const visits = this.happened('NodeLeft').flatMap(({ visit, withdrawn }) => (withdrawn ? [visit] : []));
    return visits.map(
      (visit) => this.happened('NodeEntered').find((entered) => entered.visit === visit)?.node ?? '',
    );
  }

  /** Checks the whole journal once more. */
  finish(): void {
    this.#witness.finish(this.state);
  }
}

const wishOf = (wish: string | Partial<CompleteTask>) => (typeof wish === 'string' ? { result: wish } : wish);

/** A process of the map that has just started. */
export const play = (map: RouteMap, world: World = {}): Play => new Play(map, world).start();
