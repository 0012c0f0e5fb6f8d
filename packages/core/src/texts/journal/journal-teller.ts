import type { Instant, ProcessEvent, TextId, UserId } from '@dealroute/domain';
import type { JournalEntry, MapVersion } from '../../ports/index.js';
import { JournalNames } from './journal-names.js';
import type { JournalReader } from './journal-reader.js';
import { JOURNAL_WORDS, type JournalWords } from './journal-words.js';

/** One sentence of a journal. */
export interface JournalLine {
  readonly text: string;
  /** What somebody wrote. */
  readonly comment?: string | undefined;
}

/**
 * Puts the journal of one process into words. Events name one another, so they must be told from the first one on, in
 * their order.
 *
 * versions: of every map that the process and those that it called ran under. comments: what people wrote, by its id.
 */
export class JournalTeller {
  readonly #words: JournalWords;
  readonly #names: JournalNames;

  constructor(
    private readonly reader: JournalReader,
    versions: readonly MapVersion[],
    private readonly comments: ReadonlyMap<TextId, string>,
  ) {
    this.#words = JOURNAL_WORDS[reader.locale];
    this.#names = new JournalNames(reader, versions);
  }

  /** Who did it, and through which door: "Anna Ivanova, Telegram". */
  who({ actor, source }: JournalEntry): string {
    return `${this.#person(actor)}, ${this.#words.sources[source] ?? source}`;
  }

  /** The lines of one event; none where there is nothing that people want to know. */
  tell(event: ProcessEvent): readonly JournalLine[] {
    const text =
      this.#tellProcess(event) ?? this.#tellCourse(event) ?? this.#tellTask(event) ?? this.#tellAction(event);
    if (text === undefined) return [];
    const comment = 'comment' in event && event.comment ? this.comments.get(event.comment) : undefined;
    return [{ text, comment }];
  }

  #tellProcess(event: ProcessEvent): string | undefined {
    const words = this.#words;
    const names = this.#names;
    switch (event.type) {
      case 'ProcessStarted': {
        const title = names.learnProcess(event.process, event.map);
        if (event.adoptedAt !== undefined) return words.adopted(title, names.node(event.adoptedAt));
        return words[event.former ? 'restarted' : 'started'](title, event.map.version);
      }
      case 'ProcessCalled':
        return words.called(names.learnProcess(event.process, event.map));
      case 'CalledProcessEnded':
        return words.calledEnded(names.mapTitle(event.process), event.outcome);
      case 'StageChanged':
        return words.stage(this.reader.stage(event.from), this.reader.stage(event.to));
      case 'StageBypassed':
        return words.bypassed(this.reader.stage(event.to), this.#person(event.by));
      case 'StageRestored':
        return words.restored;
      case 'EarlyTerminated':
        return words.terminated(names.lossReason(event.lossReason));
      case 'OutcomeDecided':
        return words.ended(event.outcome);
      case 'TimerFired':
        return words.timer;
      case 'TimerSignalled':
        return words.signalled(event.signal);
      default:
        return undefined;
    }
  }

  /** How the process comes along: where it is, whether it waits, and what that does to times. */
  #tellCourse(event: ProcessEvent): string | undefined {
    const words = this.#words;
    const names = this.#names;
    switch (event.type) {
      case 'NodeEntered':
        names.learnVisit(event.visit, event.process, event.node);
        return undefined;
      case 'ProcessSuspended':
        return words.suspended;
      case 'ProcessResumed':
        return words.resumed(event.deadlines);
      case 'ProcessMoved':
        return words.moved(event.from.map((node) => names.node(node)).join(', '), names.node(event.to));
      case 'ProcessMigrated':
        names.learnVersion(event.to, new Map(event.tokens.map(({ visit, to }) => [visit, to.node])));
        return words[event.undoes ? 'migrationUndone' : 'migrated'](event.from.version, event.to.version);
      case 'TaskRescheduled':
        return event.from === event.to
          ? undefined
          : words.rescheduled(names.task(event.task), this.#moment(event.from), this.#moment(event.to));
      case 'TimerRescheduled':
        return words.timerRescheduled(this.#moment(event.from), this.#moment(event.to));
      default:
        return undefined;
    }
  }

  #tellTask(event: ProcessEvent): string | undefined {
    const words = this.#words;
    const names = this.#names;
    const name = (user: UserId | null) => this.#person(user);
    switch (event.type) {
      case 'TaskCreated': {
        names.learnTask(event.task, event.visit);
        const title = names.task(event.task);
        if (event.assignee !== null) return words.assigned(title, name(event.assignee));
        if (event.candidates.length === 0) return words.unassigned(title);
        return words.offered(title, event.candidates.map(name).join(', '));
      }
      case 'TaskClaimed':
        return words.claimed(names.task(event.task));
      case 'TaskReleased':
        return words.released(names.task(event.task));
      case 'TaskHandedOver':
        names.learnHand(event.task, event.next);
        return words.handedOver(names.task(event.task), name(event.from), name(event.to));
      case 'StepCompleted':
        return words.step(names.step(event.task, event.step), event.contact !== undefined);
      case 'TaskCompleted':
        return words.completed(names.task(event.task), names.result(event.task, event.result));
      case 'TaskWithdrawn':
        return words.withdrawn(names.task(event.task));
      default:
        return undefined;
    }
  }

  #tellAction(event: ProcessEvent): string | undefined {
    if (event.type === 'ActionRequested') this.#names.learnAction(event.action, event.visit, event.name);
    if (event.type === 'ActionCompleted') return this.#words.action(this.#names.action(event.action));
    if (event.type === 'ActionFailed') return this.#words.actionFailed(this.#names.action(event.action));
    return undefined;
  }

  #moment(instant: Instant | null): string {
    return instant === null ? '—' : this.reader.moment(instant);
  }

  #person(user: UserId | null): string {
    return user === null ? this.#words.system : this.reader.person(user);
  }
}
