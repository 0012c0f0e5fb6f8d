import {
  type Instant,
  type LossReason,
  labelText,
  type Outcome,
  parseDuration,
  type Receipt,
  rejectionText,
  type TaskCard,
} from '@dealroute/core';
import type { WallClock } from '../calendar/wall-clock.js';
import type { Shell } from '../shell.js';
import type { Answer, Asker } from './asker.js';
import { show } from './show.js';
import type { Simulation } from './simulation.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How a game ended. */
export type Ending = 'ended' | 'asked' | 'inputEnded';

/** The person who plays wants something else than to answer. */
class Interruption extends Error {
  constructor(readonly answer: Exclude<Answer, { readonly is: 'answer' }>) {
    super(answer.is);
  }
}

/** Plays a process with a person until it ends or they have enough. */
export class Play {
  constructor(
    private readonly shell: Shell,
    private readonly simulation: Simulation,
    private readonly asker: Asker,
    private readonly clock: WallClock,
  ) {}

  async run(): Promise<Ending> {
    for (;;) {
      const [state, tasks] = [await this.simulation.state(), await this.simulation.tasks()];
      show(this.shell, { state, tasks, now: this.simulation.now, clock: this.clock });
      if (state.status === 'ended') return 'ended';
      try {
        await this.#round(tasks);
      } catch (error) {
        if (!(error instanceof Interruption)) throw error;
        if (error.answer.is === 'quit') return error.answer.because;
        await this.#pass(error.answer.duration);
      }
    }
  }

  async #round(tasks: readonly TaskCard[]): Promise<void> {
    const { words, locale } = this.shell;
    const task = await this.#task(tasks);
    const results = task.results.map(({ key, title }) => ({ value: key, label: labelText(title, locale) }));
    const complete = [{ value: '', label: words.simulate.complete }];
    const result = await this.#ask(words.simulate.whichResult, results.length > 0 ? results : complete);
    await this.#complete(task, result ? { result } : {});
  }

  /** Completes the task; what the refusal says is missing is asked for, and it is tried again. */
  async #complete(
    task: TaskCard,
    how: { result?: string; comment?: string; lossReason?: string },
  ): Promise<void> {
    const outcome: Outcome<Receipt> = await this.simulation.complete(task, how);
    if (outcome.ok) return;
    const { rejection } = outcome;
    const { simulate } = this.shell.words;
    switch (rejection.code) {
      case 'COMMENT_REQUIRED':
        return this.#complete(task, { ...how, comment: await this.#ask(simulate.comment) });
      case 'LOSS_REASON_REQUIRED':
        return this.#complete(task, { ...how, lossReason: await this.#lossReason(task.lossReasons) });
      case 'FIELDS_MISSING':
        for (const field of rejection.fields) await this.#fill(field);
        return this.#complete(task, how);
      case 'CHECKLIST_OPEN':
        if (await this.#checklist(task, rejection.steps)) return this.#complete(task, how);
        return;
      default:
        this.shell.complain(rejectionText(rejection, this.shell.locale));
    }
  }

  /** Does the steps that are left, in order; false where one is refused. */
  async #checklist(task: TaskCard, steps: readonly string[]): Promise<boolean> {
    const { words, locale } = this.shell;
    for (const step of task.checklist.filter(({ key }) => steps.includes(key))) {
      const { evidence } = step;
      if (evidence?.kind === 'field') await this.#fill(evidence.field);
      const comment =
        evidence?.kind === 'comment' ? await this.#ask(labelText(step.title, locale)) : undefined;
      const outcome = await this.simulation.completeStep(task, step.key, comment);
      if (!outcome.ok) {
        this.shell.complain(rejectionText(outcome.rejection, locale));
        return false;
      }
      this.shell.say(words.simulate.stepDone(labelText(step.title, locale)));
    }
    return true;
  }

  async #fill(field: string): Promise<void> {
    this.simulation.putField(
      field,
      fieldValue(await this.#ask(this.shell.words.simulate.fieldOfDeal(field))),
    );
  }

  async #task(tasks: readonly TaskCard[]): Promise<TaskCard> {
    const { words, locale } = this.shell;
    if (tasks.length === 1) return tasks[0] as TaskCard;
    const options = tasks.map(({ id, title, assignee }) => ({
      value: id,
      label: `${labelText(title, locale)} (${assignee})`,
    }));
    const id = await this.#ask(
      tasks.length > 0 ? words.simulate.whichTask : await this.#whyNothing(),
      options,
    );
    return tasks.find((task) => task.id === id) as TaskCard;
  }

  async #whyNothing(): Promise<string> {
    const { simulate } = this.shell.words;
    return (await this.simulation.nextTimer()) === undefined ? simulate.stuck : simulate.nothingOpen;
  }

  #lossReason(reasons: readonly LossReason[] | null): Promise<string> {
    const options = reasons?.map(({ key, title }) => ({
      value: key,
      label: labelText(title, this.shell.locale),
    }));
    return this.#ask(this.shell.words.simulate.lossReason, options);
  }

  async #ask(message: string, options?: readonly { value: string; label: string }[]): Promise<string> {
    const answer = await this.asker.ask({ message, ...(options && { options }) });
    if (answer.is !== 'answer') throw new Interruption(answer);
    return answer.value;
  }

  async #pass(text: string | undefined): Promise<void> {
    const { simulate, errors } = this.shell.words;
    const duration = text === undefined ? undefined : parseDuration(text);
    if (text !== undefined && !duration) return this.shell.complain(errors.limitWrong(text));
    const end: Instant | undefined = duration
      ? this.simulation.now + duration.days * DAY + duration.minutes * MINUTE
      : await this.simulation.nextTimer();
    if (end === undefined) return this.shell.complain(simulate.noTimer);
    await this.simulation.passUntil(end);
    this.shell.say(simulate.passed(this.clock.write(this.simulation.now)));
  }
}

/** `12`, `true` and texts: what a field of a deal can be. */
export function fieldValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
