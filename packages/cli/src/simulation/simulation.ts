import {
  createEngine,
  type Engine,
  type EngineOptions,
  type Instant,
  MemoryDirectory,
  type Outcome,
  type ProcessId,
  type ProcessState,
  type Receipt,
  type RouteMap,
  type TaskCard,
} from '@dealroute/core';
import { CliError, EXIT } from '../exit.js';
import type { Shell } from '../shell.js';
import { DEAL, exampleHost, PEOPLE, PERSON, yourself } from './example-host.js';

type Fields = Readonly<Record<string, NonNullable<unknown>>>;

export interface SimulationSettings {
  /** The map that is played, then those that it may call. */
  readonly maps: readonly [RouteMap, ...RouteMap[]];
  readonly start: Instant;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly calendar: Pick<EngineOptions, 'calendar'>;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** One process on a whole engine in memory. Business time stands still until it is told to pass. */
export class Simulation {
  #now: Instant;
  #process: ProcessId = '';
  readonly #host;

  private constructor(
    private readonly shell: Shell,
    private readonly settings: SimulationSettings,
  ) {
    this.#now = settings.start;
    this.#host = exampleHost(settings.maps[0], shell.words.simulate.deal, settings.fields);
  }

  #engine!: Engine;

  static async begin(shell: Shell, settings: SimulationSettings): Promise<Simulation> {
    const simulation = new Simulation(shell, settings);
    simulation.#engine = await createEngine({
      ...settings.calendar,
      host: simulation.#host,
      directory: new MemoryDirectory(
        PEOPLE.map((id) => ({ id, name: id, active: true, roles: id === PERSON ? ['admin'] : [] })),
      ),
      assignees: yourself(settings.maps),
      actions: simulation.#actions(),
      clock: { now: () => simulation.#now },
      logger: quiet,
      background: false,
    });
    await simulation.#start();
    return simulation;
  }

  get now(): Instant {
    return this.#now;
  }

  async state(): Promise<ProcessState> {
    return (await this.#engine.process(this.#process)) as ProcessState;
  }

  async tasks(): Promise<readonly TaskCard[]> {
    return (await this.#engine.tasks({ process: this.#process }, { limit: 500 })).items;
  }

  async complete(
    { id, assignee }: TaskCard,
    how: { result?: string; comment?: string; lossReason?: string },
  ): Promise<Outcome<Receipt>> {
    const outcome = await this.#engine.completeTask({ task: id, actor: assignee, ...how });
    await this.#engine.settle();
    return outcome;
  }

  completeStep({ id, assignee }: TaskCard, step: string, comment?: string): Promise<Outcome<Receipt>> {
    const said = comment === undefined ? {} : { comment };
    return this.#engine.completeStep({ task: id, step, actor: assignee, ...said });
  }

  /** The CRM's person fills in a field of the deal. */
  putField(name: string, value: string | number | boolean): void {
    const deal = this.#host.deal(DEAL);
    if (deal)
      this.#host.putDeal({
        ...deal,
        fields: { ...deal.fields, [name]: value } as typeof deal.fields & Fields,
      });
  }

  /** Lets time pass until an instant; timers fire on the way, each at its own time. */
  async passUntil(end: Instant): Promise<void> {
    for (;;) {
      const due = await this.nextTimer();
      if (due === undefined || due > end) break;
      this.#now = Math.max(due, this.#now);
      await this.#engine.settle();
    }
    this.#now = Math.max(end, this.#now);
    await this.#engine.settle();
  }

  async nextTimer(): Promise<Instant | undefined> {
    const { timers } = await this.state();
    return timers.length === 0 ? undefined : Math.min(...timers.map(({ dueAt }) => dueAt));
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  async #start(): Promise<void> {
    for (const map of [...this.settings.maps].reverse()) await this.#activate(map);
    const [{ key }] = this.settings.maps;
    const outcome = await this.#engine.startProcess({ deal: DEAL, map: key, actor: null });
    if (!outcome.ok) throw new CliError(EXIT.no, JSON.stringify(outcome.rejection));
    this.#process = outcome.value.process;
    await this.#engine.settle();
  }

  async #activate(map: RouteMap): Promise<void> {
    await this.#engine.deployMap({ map, actor: null });
    const outcome = await this.#engine.activateMap({ key: map.key, actor: null });
    if (!outcome.ok) throw new CliError(EXIT.no, this.shell.words.errors.mapUnsound(map.key));
  }

  /** Every action that the maps name is done at once, and told. */
  #actions() {
    const names = this.settings.maps.flatMap(({ nodes }) =>
      nodes.flatMap((node) => (node.kind === 'serviceTask' ? [node.action] : [])),
    );
    const tell = async ({ name }: { readonly name: string }) => {
      this.shell.say(this.shell.words.simulate.action(name));
      return undefined;
    };
    return Object.fromEntries(names.map((name) => [name, tell]));
  }
}
