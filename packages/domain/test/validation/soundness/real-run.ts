import {
  type Command,
  compileMap,
  type ExecutableMap,
  type Facts,
  type Flow,
  type OpenTask,
  type ProcessState,
  type Resolution,
  type RouteMap,
  realize,
  replay,
  step,
  type Token,
  type UserTaskNode,
} from '../../../src/index.js';
import type { Path, PathStep } from '../../../src/validation/soundness/verdict.js';

/** Chance, the same for the same seed. */
export type Dice = (sides: number) => number;

export function diceOf(seed: number): Dice {
  let at = seed >>> 0;
  return (sides) => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((at / 2 ** 32) * sides);
  };
}

const facts: Facts = {
  now: Date.UTC(2025, 0, 13, 9),
  actor: 'ann',
  deal: {
    ref: 'deal-1',
    title: 'A roof',
    pipeline: 'sale',
    stage: 'new',
    responsible: 'ann',
    fields: { amount: 5, meetingAt: '2025-01-13T09:00:00Z' },
  },
  stageIsCurrent: false,
  lossReasons: null,
  former: null,
  automaticSteps: 10_000,
};

const found = {
  assignments: { get: () => ({ people: ['ann'], explanation: { rule: 'responsible' } }) },
  deadlines: {
    get: () => ({
      dueAt: facts.now,
      explanation: { limit: { elapsed: 'P1D' }, start: facts.now, zone: 'UTC' },
    }),
  },
} as unknown as Resolution;

/** A process on the real step, in which a path or chance says what decisions choose and people answer. */
export class RealRun {
  readonly #map: ExecutableMap;
  readonly #maps: readonly RouteMap[];
  /** What the decisions of the started map will choose, by node; after that, and elsewhere, chance chooses. */
  readonly #chosen = new Map<string, string[]>();
  /** What a decision chooses in the visit that it is being asked about. */
  readonly #choosing = new Map<string, string>();
  readonly #dice: Dice;
  state: ProcessState;
  /** Ids of the started map's nodes that were entered. */
  readonly entered = new Set<string>();

  constructor(map: RouteMap, called: readonly RouteMap[], options: { dice: Dice; path?: Path }) {
    this.#dice = options.dice;
    this.#maps = [map, ...called];
    for (const { node, flow } of options.path ?? []) {
      if (flow !== undefined) this.#chosen.set(node, [...(this.#chosen.get(node) ?? []), flow]);
    }
    this.#map = this.#compiled(map);
    this.state = this.#after(null, { type: 'StartProcess', process: 'p', deal: 'deal-1' });
  }

  /** Lets what the path says happen. */
  follow(path: Path): void {
    for (const one of path) this.#happen(one);
  }

  /** Lets one of the things that wait happen, as chance wishes; false when nothing waits. */
  goOn(): boolean {
    const able = this.state.tokens.filter((token) => this.#waits(token));
    const token = able[this.#dice(Math.max(able.length, 1))];
    if (token) this.#act(token, undefined);
    return token !== undefined;
  }

  /** Tokens of the started map, on the nodes where they stand. */
  get tokens(): readonly Token[] {
    return this.state.tokens.filter(({ process }) => process === this.state.id);
  }

  /** Whether some node has two open visits, or a join two tokens of one flow. */
  get doubled(): boolean {
    const places = this.state.tokens.map((token) => {
      const waitsAtJoin = this.#nodeOf(token)?.kind === 'join';
      return `${token.process} ${token.node} ${waitsAtJoin ? token.flow : ''}`;
    });
    return new Set(places).size < places.length;
  }

  /** Whether the process is alive and nothing can happen any more. */
  get stuck(): boolean {
    return this.state.status === 'running' && !this.state.tokens.some((token) => this.#waits(token));
  }

  terminate(): void {
    this.#tell({ type: 'TerminateEarly', process: 'p', lossReason: 'price', comment: 'enough' });
  }

  #happen({ node, result, outcome }: PathStep): void {
    const kind = this.#map.nodes.get(node)?.kind;
    const token = this.tokens.find((candidate) => candidate.node === node);
    if (kind === 'call') {
      if (token) this.#finishCall(token, outcome);
    } else if (kind === 'userTask' || kind === 'serviceTask' || kind === 'timer') {
      if (!token) throw new Error(`The path says that ${node} is done, but nothing waits there.`);
      this.#act(token, result);
    }
  }

  #finishCall(token: Token, outcome: string | undefined): void {
    const alive = () => this.state.tokens.some(({ visit }) => visit === token.visit);
    for (let n = 0; n < 500 && alive(); n++) {
      const able = this.state.tokens.filter(
        (other) => this.#isWithin(other.process, token.visit) && this.#waits(other),
      );
      const next = able[this.#dice(able.length)];
      if (next) this.#act(next, this.#towards(next, outcome));
    }
    const ended = this.#outcomes.get(token.visit);
    if (ended !== outcome) throw new Error(`Chance let ${token.node} end with ${ended}.`);
  }

  /** In random maps the first result leads on, and the last to a failure where there is one. */
  #towards(token: Token, outcome: string | undefined): string | undefined {
    const node = this.#nodeOf(token);
    const results = node?.kind === 'userTask' ? (node.results ?? []) : [];
    const failing = outcome === 'failure' ? results.find(({ key }) => key === 'refused') : undefined;
    return (failing ?? results[0])?.key;
  }

  readonly #outcomes = new Map<number, string | null>();

  #isWithin(process: string, visit: number): boolean {
    const caller = this.state.instances.find((instance) => instance.process === process)?.caller;
    if (caller === null || caller === undefined) return false;
    const above = this.state.tokens.find((token) => token.visit === caller);
    return caller === visit || (above !== undefined && this.#isWithin(above.process, visit));
  }

  #waits(token: Token): boolean {
    const kind = this.#nodeOf(token)?.kind;
    return kind === 'userTask' || kind === 'serviceTask' || kind === 'timer';
  }

  #nodeOf({ process, node }: Token) {
    const key = this.state.instances.find((instance) => instance.process === process)?.map.key;
    return this.#maps.find((map) => map.key === key)?.nodes.find(({ id }) => id === node);
  }

  #act(token: Token, result: string | undefined): void {
    const id = `${this.state.id}.${token.visit}`;
    const node = this.#nodeOf(token);
    if (node?.kind === 'timer') this.#tell({ type: 'FireTimer', timer: id });
    else if (node?.kind === 'serviceTask') this.#tell({ type: 'CompleteAction', action: id });
    else if (node?.kind === 'userTask') this.#complete(node, token, result);
  }

  #complete(node: UserTaskNode, { visit }: Token, wanted: string | undefined): void {
    const task = this.state.tasks.find((candidate) => candidate.visit === visit) as OpenTask;
    for (const { key } of node.checklist ?? []) {
      this.#tell({ type: 'CompleteStep', task: task.id, step: key, comment: 'seen' });
    }
    const results = node.results ?? [];
    const result = wanted ?? results[this.#dice(Math.max(results.length, 1))]?.key;
    const words = { comment: 'done', lossReason: 'price' };
    this.#tell({ type: 'CompleteTask', task: task.id, ...words, ...(result !== undefined && { result }) });
  }

  #tell(command: Command): void {
    this.state = this.#after(this.state, command);
  }

  #after(state: ProcessState | null, command: Command): ProcessState {
    const stepped = step(this.#map, state, command, facts);
    if (!stepped.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(stepped.rejection)}`);
    for (const event of stepped.events) {
      if (event.type === 'NodeEntered' && event.process === 'p') this.entered.add(event.node);
      if (event.type === 'NodeCompleted') this.#outcomes.set(event.visit, event.result);
    }
    const after = replay(realize('p', stepped.events, found), state);
    if (!after) throw new Error('Nothing has begun.');
    return after;
  }

  #compiled(map: RouteMap): ExecutableMap {
    const conditional = (flow: Flow) => flow.condition !== undefined;
    const flows = map.flows.map((flow) =>
      conditional(flow) ? { ...flow, condition: `${map.key} ${flow.id}` } : flow,
    );
    return compileMap(
      { ...map, flows },
      {
        version: 1,
        calledMap: (key) => {
          const called = this.#maps.find((other) => other.key === key);
          return called && this.#compiled(called);
        },
        compileCondition: (name) => {
          const flow = flows.find(({ condition }) => condition === name);
          return { ok: true, predicate: () => flow !== undefined && this.#chooses(map, flow) };
        },
      },
    );
  }

  /** A decision asks its flows in order: its choice is made at the first one, and forgotten at the last. */
  #chooses(map: RouteMap, { id, from }: Flow): boolean {
    const flows = map.flows.filter((flow) => flow.from === from);
    const asked = flows.filter(({ condition }) => condition !== undefined).map((flow) => flow.id);
    const decision = `${map.key} ${from}`;
    const planned = map.key === this.#maps[0]?.key ? this.#chosen.get(from) : undefined;
    if (id === asked[0]) {
      const choice = planned?.shift() ?? flows[this.#dice(flows.length)]?.id ?? '';
      this.#choosing.set(decision, choice);
    }
    return this.#choosing.get(decision) === id;
  }
}
