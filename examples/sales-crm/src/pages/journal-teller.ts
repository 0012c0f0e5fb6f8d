import {
  type JournalEntry,
  labelText,
  type MapNode,
  type MapPin,
  type MapVersion,
  type RouteMap,
  type TextId,
} from '@dealroute/core';
import { sales } from '../maps/pipeline.js';
import type { Reader } from '../server/reader.js';
import { JOURNAL_WORDS, type JournalWords } from '../texts/journal-words.js';

type Event = JournalEntry['events'][number];

export interface Line {
  readonly text: string;
  /** What somebody wrote. */
  readonly comment?: string | undefined;
}

/** Puts the events of one process into words. Events name one another, so they must be told in their order. */
export class JournalTeller {
  readonly #words: JournalWords;
  readonly #maps = new Map<string, RouteMap>();
  /** The node of each visit, and the visit of each task. */
  readonly #nodes = new Map<number, MapNode>();
  readonly #visits = new Map<string, number>();
  readonly #actions = new Map<string, string>();

  constructor(
    private readonly reader: Reader,
    private readonly versions: readonly MapVersion[],
    private readonly comments: ReadonlyMap<TextId, string>,
  ) {
    this.#words = JOURNAL_WORDS[reader.locale];
  }

  /** The lines of one event; none where there is nothing that people want to know. */
  tell(event: Event): readonly Line[] {
    const text = this.#tellProcess(event) ?? this.#tellTask(event) ?? this.#tellAction(event);
    if (text === undefined) return [];
    const comment = 'comment' in event && event.comment ? this.comments.get(event.comment) : undefined;
    return [{ text, comment }];
  }

  #tellProcess(event: Event): string | undefined {
    const words = this.#words;
    switch (event.type) {
      case 'ProcessStarted':
        return words.started(this.#enter(event.process, event.map), event.map.version);
      case 'ProcessCalled':
        return words.called(this.#enter(event.process, event.map));
      case 'CalledProcessEnded':
        return words.calledEnded(this.#mapTitle(event.process), event.outcome);
      case 'NodeEntered': {
        const node = this.#maps.get(event.process)?.nodes.find(({ id }) => id === event.node);
        if (node) this.#nodes.set(event.visit, node);
        return undefined;
      }
      case 'StageChanged':
        return words.stage(this.#stage(event.from), this.#stage(event.to));
      case 'StageBypassed':
        return words.bypassed(this.#stage(event.to), this.reader.name(event.by));
      case 'StageRestored':
        return words.restored;
      case 'EarlyTerminated':
        return words.terminated(this.#lossReason(event.lossReason));
      case 'OutcomeDecided':
        return words.ended(event.outcome);
      case 'TimerFired':
        return words.timer;
      default:
        return undefined;
    }
  }

  #tellTask(event: Event): string | undefined {
    const words = this.#words;
    const { name } = this.reader;
    switch (event.type) {
      case 'TaskCreated': {
        this.#visits.set(event.task, event.visit);
        const title = this.#task(event.task);
        if (event.assignee !== null) return words.assigned(title, name(event.assignee));
        if (event.candidates.length === 0) return words.unassigned(title);
        return words.offered(title, event.candidates.map(name).join(', '));
      }
      case 'TaskClaimed':
        return words.claimed(this.#task(event.task));
      case 'TaskReleased':
        return words.released(this.#task(event.task));
      case 'TaskHandedOver':
        this.#visits.set(event.next, this.#visits.get(event.task) ?? 0);
        return words.handedOver(this.#task(event.task), name(event.from), name(event.to));
      case 'StepCompleted':
        return words.step(this.#step(event.task, event.step));
      case 'TaskCompleted':
        return words.completed(this.#task(event.task), this.#result(event.task, event.result));
      case 'TaskWithdrawn':
        return words.withdrawn(this.#task(event.task));
      default:
        return undefined;
    }
  }

  #tellAction(event: Event): string | undefined {
    if (event.type === 'ActionRequested') {
      const title = this.#nodes.get(event.visit)?.title ?? event.name;
      this.#actions.set(event.action, labelText(title, this.reader.locale));
    }
    if (event.type === 'ActionCompleted') return this.#words.action(this.#actions.get(event.action) ?? '');
    if (event.type === 'ActionFailed') return this.#words.actionFailed(this.#actions.get(event.action) ?? '');
    return undefined;
  }

  #enter(process: string, { key, version }: MapPin): string {
    const found = this.versions.find((one) => one.key === key && one.version === version);
    if (found) this.#maps.set(process, found.map);
    return this.#mapTitle(process, key);
  }

  #mapTitle(process: string, otherwise = ''): string {
    const map = this.#maps.get(process);
    return map ? labelText(map.title, this.reader.locale) : otherwise;
  }

  #stage(key: string): string {
    const stage = sales.stages.find((one) => one.key === key);
    return stage ? labelText(stage.title, this.reader.locale) : key;
  }

  #lossReason(key: string): string {
    const reasons = [...this.#maps.values()].flatMap((map) => map.lossReasons ?? []);
    const reason = reasons.find((one) => one.key === key);
    return reason ? labelText(reason.title, this.reader.locale) : key;
  }

  #node(task: string): MapNode | undefined {
    return this.#nodes.get(this.#visits.get(task) ?? 0);
  }

  #task(task: string): string {
    return labelText(this.#node(task)?.title ?? task, this.reader.locale);
  }

  #result(task: string, key: string | null): string | null {
    const node = this.#node(task);
    const result = node?.kind === 'userTask' ? node.results?.find((one) => one.key === key) : undefined;
    return result ? labelText(result.title, this.reader.locale) : key;
  }

  #step(task: string, key: string): string {
    const node = this.#node(task);
    const step = node?.kind === 'userTask' ? node.checklist?.find((one) => one.key === key) : undefined;
    return step ? labelText(step.title, this.reader.locale) : key;
  }
}
