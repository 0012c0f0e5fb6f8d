import type { Engine, Outcome, ProcessId, Receipt, TaskId, UserId } from '@dealroute/core';
import { crewOf, NEVER } from './race-setting.js';
import type { Recorder, StartWish } from './recorder.js';

/** A process as a racer last saw it, which may be long ago. */
export interface Seen {
  readonly id: ProcessId;
  readonly deal: string;
  tasks: readonly TaskId[];
  version: number;
}

export interface RacerOptions {
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly random: () => number;
  /** Who acts where no certain person must; an admin. */
  readonly actor: UserId;
  /** Unique among racers: what deals and keys of its own begin with. */
  readonly name: string;
  /** Processes on which all racers meet, and which never end. */
  readonly hot: readonly Seen[];
}

/** How many processes of its own a racer keeps going. */
const OWN = 6;
/** Deals on which racers meet when they start governing processes. */
const CONTESTED = 40;
const CONTESTED_DEAL = 'deal-';

/** A client that does what people do, and often what others do at that moment. */
export class Racer {
  readonly #own: Seen[] = [];
  #count = 0;

  constructor(private readonly options: RacerOptions) {}

  /** Makes one wish, and repeats it until its answer is known. */
  async wishOnce(): Promise<void> {
    const { random, hot } = this.options;
    const seen = random() < 0.35 ? pick(random, hot) : this.#mine();
    if (!seen) return this.#start();
    if (seen.tasks.length === 0 || random() < 0.05) await this.#look(seen);
    const isHot = hot.includes(seen);
    await this.#ask(await this.#next(seen, isHot), seen);
  }

  #mine(): Seen | undefined {
    const { random } = this.options;
    return this.#own.length < OWN && random() < 0.5 ? undefined : pick(random, this.#own);
  }

  async #start(): Promise<void> {
    const { random, actor, name } = this.options;
    this.#count += 1;
    const contested = random() < 0.2;
    const deal = contested
      ? `${CONTESTED_DEAL}${Math.floor(random() * CONTESTED)}`
      : `${name}-${this.#count}`;
    const wish = { command: 'StartProcess', deal, map: contested ? 'sale' : 'errand', actor } as const;
    const answer = await this.#untilKnown(wish);
    if (!answer?.ok) return;
    const { process: id, openTasks: tasks, version } = answer.value;
    this.#own.push({ id, deal, tasks, version });
  }

  async #look(seen: Seen): Promise<void> {
    const { engine, recorder } = this.options;
    const state = await engine.process(seen.id);
    if (!state) throw new Error(`Process ${seen.id} was acknowledged and cannot be read.`);
    seen.tasks = state.tasks.map(({ id }) => id);
    seen.version = await recorder.read(seen.id, seen.version);
    if (state.status === 'ended') this.#forget(seen);
  }

  async #next(seen: Seen, isHot: boolean): Promise<StartWish> {
    const { random, actor } = this.options;
    const { id: process, deal } = seen;
    const task = pick(random, seen.tasks);
    const dice = random();
    if (!isHot && dice < 0.03) return { command: 'TerminateEarly', process, actor };
    if (dice < 0.05) return { command: 'SuspendProcess', process, actor };
    if (!task || dice < 0.08) return { command: 'ResumeProcess', process, actor };
    if (dice < 0.12) return { command: 'ClaimTask', task, actor: pick(random, crewOf(deal)) as UserId };
    if (dice < 0.18) return { command: 'HandOverTask', task, to: this.#heir(deal), actor };
    const as = dice < 0.3 ? ((await this.options.engine.task(task))?.assignee ?? actor) : actor;
    const result = deal.startsWith(CONTESTED_DEAL) ? 'done' : this.#result(isHot);
    return { command: 'CompleteTask', task, result, actor: as };
  }

  #heir(deal: string): UserId {
    const { random } = this.options;
    return random() < 0.2 ? NEVER : (pick(random, crewOf(deal)) as UserId);
  }

  #result(isHot: boolean): string {
    const dice = this.options.random();
    if (dice < 0.06) return 'wait';
    if (dice < 0.12) return 'offer';
    return isHot || dice < 0.6 ? 'again' : 'done';
  }

  async #ask(wish: StartWish, seen: Seen): Promise<void> {
    const answer = await this.#untilKnown(wish);
    if (answer?.ok) {
      const { openTasks, version, status } = answer.value;
      // What another client has been told meanwhile may be newer.
      if (version >= seen.version) Object.assign(seen, { tasks: openTasks, version });
      if (status === 'ended') this.#forget(seen);
      return;
    }
    const code = answer?.rejection.code;
    if (code === 'PROCESS_ENDED') this.#forget(seen);
    else if (code === 'PROCESS_SUSPENDED')
      await this.#ask({ command: 'ResumeProcess', process: seen.id, actor: this.options.actor }, seen);
    else if (code === 'TASK_UNCLAIMED') await this.#claim(wish, seen);
    else seen.tasks = [];
  }

  async #claim({ task = '' }: StartWish, seen: Seen): Promise<void> {
    const actor = pick(this.options.random, crewOf(seen.deal)) as UserId;
    await this.#untilKnown({ command: 'ClaimTask', task, actor });
  }

  /** Most wishes have a key; those are made again, now and then although the answer is known, and at once or later. */
  async #untilKnown(wish: StartWish): Promise<Outcome<Receipt> | undefined> {
    const { recorder, random, name } = this.options;
    this.#count += 1;
    if (random() < 0.3) return recorder.wish(wish);
    const keyed = { ...wish, key: `${name}-${this.#count}` };
    if (random() < 0.05) await Promise.all([recorder.wish(keyed), recorder.wish(keyed)]);
    for (;;) {
      const answer = await recorder.wish(keyed);
      if (answer === undefined) continue;
      if (random() < 0.05) await recorder.wish(keyed);
      return answer;
    }
  }

  #forget(seen: Seen): void {
    const at = this.#own.indexOf(seen);
    if (at >= 0) this.#own.splice(at, 1);
  }
}

const pick = <T>(random: () => number, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];
