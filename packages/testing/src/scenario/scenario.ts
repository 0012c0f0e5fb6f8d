import {
  createEngine,
  type DealRef,
  type DealSnapshot,
  type Engine,
  type EngineOptions,
  type LossReason,
  labelText,
  MemoryDirectory,
  MemoryHost,
  MemoryNotifier,
  type Notice,
  type Outcome,
  type Pipeline,
  type Plugin,
  type ProcessId,
  type Receipt,
  type RejectionCode,
  type RouteMap,
  type TaskCard,
  type User,
  type UserId,
} from '@dealroute/core';
import { SequentialIds } from '../sequential-ids.js';
import { VirtualClock } from '../virtual-clock.js';

/** A person, with what matters in the story. */
export type Person = Partial<Omit<User, 'id'>>;

/** Where a story takes place. */
export interface Setting {
  /** Deployed and activated in this order: called maps first. */
  readonly maps: readonly RouteMap[];
  readonly pipelines: readonly Pipeline[];
  readonly people: Readonly<Record<UserId, Person>>;
  readonly lossReasons?: readonly LossReason[];
  /** Business time at the beginning, ISO 8601; Monday 2026-03-02, 9:00 UTC, when left out. */
  readonly now?: string;
  /** Where processes are kept; in memory when left out. */
  readonly storage?: Plugin;
  /** More for the engine: actions, other plugins and adapters. */
  readonly engine?: Omit<EngineOptions, 'clock' | 'background'>;
}

/** How a task is completed. */
export interface Completion {
  /** Title or key of the result. */
  readonly with?: string;
  readonly as: UserId;
  readonly comment?: string;
  readonly lossReason?: string;
  readonly on?: DealRef;
  readonly key?: string;
}

/**
 * Plays a story in the words of the glossary on a whole engine with a virtual clock: a deal is created, people
 * complete tasks by their titles, the stage follows. A wish that is refused throws, unless the story expects it.
 */
export class Scenario {
  readonly notices: Notice[] = [];

  private constructor(
    readonly engine: Engine,
    readonly host: MemoryHost,
    readonly directory: MemoryDirectory,
    readonly clock: VirtualClock,
    private readonly defaultPipeline: Pipeline,
  ) {}

  static async begin({ maps, pipelines, people, lossReasons, now, storage, engine: given = {} }: Setting) {
    const clock = new VirtualClock(Date.parse(now ?? '2026-03-02T09:00:00Z'));
    const host = new MemoryHost({
      pipelines,
      joinsTransaction: !storage,
      ...(lossReasons && { lossReasons }),
    });
    const directory = new MemoryDirectory(Object.entries(people).map(([id, person]) => userOf(id, person)));
    let notices: Notice[] = [];
    const notifier = new MemoryNotifier(({ notice }) => void notices.push(notice));
    const plugins = [...(storage ? [storage] : []), ...(given.plugins ?? [])];
    const own = { host, directory, notifier, ids: new SequentialIds() };
    const engine = await createEngine({ ...own, ...given, plugins, clock, background: false });
    const first = pipelines[0];
    if (!first) throw new Error('A story needs a pipeline.');
    const scenario = new Scenario(engine, host, directory, clock, first);
    notices = scenario.notices;
    for (const map of maps) await scenario.#activate(map);
    return scenario;
  }

  /** The host creates a deal, and tells the engine. Triggers do the rest. */
  async createDeal(ref: DealRef, deal: Partial<DealSnapshot> & { by?: UserId } = {}): Promise<void> {
    const { by, ...rest } = deal;
    const stage = this.defaultPipeline.stages[0]?.key ?? '';
    const pipeline = this.defaultPipeline.key;
    this.host.putDeal({ ref, title: `Deal ${ref}`, pipeline, stage, responsible: null, fields: {}, ...rest });
    await this.engine.receiveHostEvent({
      key: `created:${ref}`,
      type: 'dealCreated',
      deal: ref,
      ...(by && { by }),
    });
    await this.engine.settle();
  }

  /** Starts a process by hand. */
  async start(map: string, { on, as }: { on: DealRef; as: UserId | null }): Promise<ProcessId> {
    const { process } = this.#accepted(
      await this.engine.startProcess({ deal: on, map, actor: as }),
      `start ${map}`,
    );
    await this.engine.settle();
    return process;
  }

  /** Completes the open task with that title. */
  async complete(title: string, how: Completion): Promise<Receipt> {
    return this.#accepted(await this.tryToComplete(title, how), `complete "${title}" as ${how.as}`);
  }

  /** Completes the open task with that title, and gives the refusal too. */
  async tryToComplete(title: string, how: Completion): Promise<Outcome<Receipt>> {
    const task = await this.task(title, how.on);
    const outcome = await this.engine.completeTask({
      task: task.id,
      actor: how.as,
      ...(how.with !== undefined && { result: keyOf(task, how.with) }),
      ...(how.comment !== undefined && { comment: how.comment }),
      ...(how.lossReason !== undefined && { lossReason: how.lossReason }),
      ...(how.key !== undefined && { key: how.key }),
    });
    await this.engine.settle();
    return outcome;
  }

  /** The refusal of a completion that must not succeed. */
  async refusal(title: string, how: Completion): Promise<RejectionCode> {
    const outcome = await this.tryToComplete(title, how);
    if (outcome.ok)
      throw new Error(`"${title}" was completed as ${how.as}, though the story expects a refusal.`);
    return outcome.rejection.code;
  }

  async handOver(
    title: string,
    { to, as, comment }: { to: UserId; as: UserId; comment?: string },
  ): Promise<Receipt> {
    const { id: task } = await this.task(title);
    const wish = { task, to, actor: as, ...(comment !== undefined && { comment }) };
    const outcome = await this.engine.handOverTask(wish);
    await this.engine.settle();
    return this.#accepted(outcome, `hand "${title}" over to ${to}`);
  }

  /** Lets the deal's governing process wait. */
  async suspend(deal: DealRef, { as, reason }: { as: UserId; reason?: string }): Promise<Receipt> {
    const process = await this.#governing(deal);
    const outcome = await this.engine.suspendProcess({ process, actor: as, ...(reason && { reason }) });
    await this.engine.settle();
    return this.#accepted(outcome, `suspend ${deal}`);
  }

  /** Lets the deal's governing process go on. */
  async resume(deal: DealRef, how: { as: UserId; deadlines: 'shift' | 'keep' }): Promise<Receipt> {
    const process = await this.#governing(deal);
    const outcome = await this.engine.resumeProcess({ process, deadlines: how.deadlines, actor: how.as });
    await this.engine.settle();
    return this.#accepted(outcome, `resume ${deal}`);
  }

  /** Brings the deal's governing process to another node. */
  async move(deal: DealRef, to: { node: string; as: UserId; reason: string }): Promise<Outcome<Receipt>> {
    const process = await this.#governing(deal);
    const { node, reason, as: actor } = to;
    const outcome = await this.engine.moveProcess({ process, node, reason, actor });
    await this.engine.settle();
    return outcome;
  }

  async terminate(deal: DealRef, how: { as: UserId; reason: string; comment?: string }): Promise<Receipt> {
    const process = await this.#governing(deal);
    const comment = how.comment === undefined ? {} : { comment: how.comment };
    const outcome = await this.engine.terminateEarly({
      process,
      lossReason: how.reason,
      actor: how.as,
      ...comment,
    });
    await this.engine.settle();
    return this.#accepted(outcome, `terminate ${deal}`);
  }

  /** Lets business time pass, and everything that it brings. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.engine.settle();
  }

  /** The deal's stage in the host. */
  stage(deal: DealRef): string | undefined {
    return this.host.deal(deal)?.stage;
  }

  /** Titles of the open tasks, those of one deal or all. */
  async openTasks(deal?: DealRef): Promise<readonly string[]> {
    return (await this.#open(deal)).map(({ title }) => labelText(title, 'en'));
  }

  /** The one open task with a title. */
  async task(title: string, deal?: DealRef): Promise<TaskCard> {
    const open = await this.#open(deal);
    const found = open.filter((card) => texts(card.title).includes(title));
    if (found.length === 1 && found[0]) return found[0];
    const titles = open.map((card) => `"${labelText(card.title, 'en')}"`).join(', ') || 'none';
    throw new Error(`${found.length} open tasks are called "${title}": expected one. Open: ${titles}.`);
  }

  end(): Promise<void> {
    return this.engine.stop();
  }

  async #governing(deal: DealRef): Promise<ProcessId> {
    const { items } = await this.engine.processes({ deal, status: 'running', kind: 'governing' });
    if (items[0]) return items[0].id;
    throw new Error(`No governing process runs on deal ${deal}.`);
  }

  async #open(deal?: DealRef): Promise<readonly TaskCard[]> {
    const { items } = await this.engine.tasks(deal === undefined ? {} : { deal }, { limit: 500 });
    return items;
  }

  async #activate(map: RouteMap): Promise<void> {
    const deployed = await this.engine.deployMap({ map, actor: null, activate: true });
    if (deployed.ok) return;
    throw new Error(`Map ${map.key} cannot be activated: ${JSON.stringify(deployed)}`);
  }

  #accepted(outcome: Outcome<Receipt>, wish: string): Receipt {
    if (outcome.ok) return outcome.value;
    throw new Error(`Refused to ${wish}: ${JSON.stringify(outcome.rejection)}`);
  }
}

const userOf = (id: UserId, person: Person): User => ({ name: id, active: true, roles: [], ...person, id });

const texts = (label: TaskCard['title']): readonly string[] =>
  typeof label === 'string' ? [label] : Object.values(label);

function keyOf(task: TaskCard, named: string): string {
  const result = task.results.find(({ key, title }) => key === named || texts(title).includes(named));
  return result?.key ?? named;
}
