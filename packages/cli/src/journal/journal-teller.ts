import type { JournalEntry, Locale, MapVersion, TextId, UserId } from '@dealroute/core';
import { utc } from '../database/listing.js';
import { JOURNAL_WORDS, type JournalWords } from '../texts/journal-words.js';
import { JournalNames } from './journal-names.js';

type Event = JournalEntry['events'][number];

export interface Line {
  readonly text: string;
  /** What somebody wrote. */
  readonly comment?: string | undefined;
}

/** Puts the events of one process into words. Events name one another, so they must be told in their order. */
export class JournalTeller {
  readonly #words: JournalWords;
  readonly #names: JournalNames;

  constructor(
    locale: Locale,
    versions: readonly MapVersion[],
    private readonly comments: ReadonlyMap<TextId, string>,
  ) {
    this.#words = JOURNAL_WORDS[locale];
    this.#names = new JournalNames(locale, versions);
  }

  /** The lines of one event; none where there is nothing that people want to know. */
  tell(event: Event): readonly Line[] {
    const text =
      this.#tellProcess(event) ?? this.#tellCourse(event) ?? this.#tellTask(event) ?? this.#tellAction(event);
    if (text === undefined) return [];
    const comment = 'comment' in event && event.comment ? this.comments.get(event.comment) : undefined;
    return [{ text, comment }];
  }

  #tellProcess(event: Event): string | undefined {
    const words = this.#words;
    const names = this.#names;
    switch (event.type) {
      case 'ProcessStarted': {
        const title = names.learnProcess(event.process, event.map);
        return words[event.former ? 'restarted' : 'started'](title, event.map.version);
      }
      case 'ProcessCalled':
        return words.called(names.learnProcess(event.process, event.map));
      case 'CalledProcessEnded':
        return words.calledEnded(names.mapTitle(event.process), event.outcome);
      case 'StageChanged':
        return words.stage(event.from, event.to);
      case 'StageBypassed':
        return words.bypassed(event.to, this.#person(event.by));
      case 'StageRestored':
        return words.restored;
      case 'EarlyTerminated':
        return words.terminated(names.lossReason(event.lossReason));
      case 'OutcomeDecided':
        return words.ended(event.outcome);
      case 'TimerFired':
        return words.timer;
      default:
        return undefined;
    }
  }

  /** How the process comes along: where it is, whether it waits, and what that does to times. */
  #tellCourse(event: Event): string | undefined {
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
      case 'TaskRescheduled':
        return words.rescheduled(names.task(event.task), utc(event.from), utc(event.to));
      case 'TimerRescheduled':
        return words.timerRescheduled(utc(event.from), utc(event.to));
      default:
        return undefined;
    }
  }

  #tellTask(event: Event): string | undefined {
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
        return words.step(names.step(event.task, event.step));
      case 'TaskCompleted':
        return words.completed(names.task(event.task), names.result(event.task, event.result));
      case 'TaskWithdrawn':
        return words.withdrawn(names.task(event.task));
      default:
        return undefined;
    }
  }

  #tellAction(event: Event): string | undefined {
    if (event.type === 'ActionRequested') this.#names.learnAction(event.action, event.visit, event.name);
    if (event.type === 'ActionCompleted') return this.#words.action(this.#names.action(event.action));
    if (event.type === 'ActionFailed') return this.#words.actionFailed(this.#names.action(event.action));
    return undefined;
  }

  /** People go by their ids: a database does not know their names. */
  #person(user: UserId | null): string {
    return user ?? this.#words.system;
  }
}
