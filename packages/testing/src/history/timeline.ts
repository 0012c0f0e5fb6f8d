import type { Instant, JournalEntry, ProcessEvent, ProcessId, TaskId, UserId } from '@dealroute/core';

/** Whose a task is from a version on. */
interface Holding {
  readonly from: number;
  readonly assignee: UserId | null;
  readonly candidates: readonly UserId[];
}

export interface TaskEnd {
  readonly n: number;
  readonly as: 'completed' | 'withdrawn' | 'handedOver';
  readonly result: string | null;
  readonly by: UserId | null;
}

export interface TaskLife {
  readonly openedIn: number;
  readonly holdings: Holding[];
  readonly ends: TaskEnd[];
}

export interface TimerLife {
  dueAt: Instant;
  readonly ends: { readonly n: number; readonly fired: boolean; readonly at: Instant }[];
}

/** When a version came to be: its command was sent at `sentAt` at the earliest, and known to somebody at `knownAt`. */
export interface Witness {
  readonly sentAt: (entry: JournalEntry) => number;
  readonly knownAt: (process: ProcessId, n: number) => number;
}

/** The versions that something may have been decided on: after the first one, before the last one ended. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the journal of one process says, by version: kept by hand, so that it does not rest on the code it checks. */
export class ProcessTimeline {
  readonly tasks = new Map<TaskId, TaskLife>();
  readonly timers = new Map<string, TimerLife>();
  readonly suspensions: { readonly from: number; until: number }[] = [];
  /** The open tasks after each version, in the order of their creation. */
  readonly openAfter: TaskId[][] = [[]];
  /** What contradicts itself within the journal. */
  readonly contradictions: string[] = [];
  governs: string | null = null;
  endedIn = Number.POSITIVE_INFINITY;
  readonly #open = new Set<TaskId>();
  readonly #sent: number[] = [Number.NEGATIVE_INFINITY];
  readonly #known: number[] = [Number.NEGATIVE_INFINITY];

  constructor(
    readonly id: ProcessId,
    readonly entries: readonly JournalEntry[],
    { sentAt, knownAt }: Witness,
  ) {
    for (const [i, entry] of entries.entries()) {
      for (const event of entry.events) this.#note(event, entry, i + 1);
      this.openAfter.push([...this.#open]);
      this.#sent.push(Math.max(this.#sent[i] as number, sentAt(entry)));
    }
    const { length } = entries;
    let known = Number.POSITIVE_INFINITY;
    for (let n = length; n > 0; n--) {
      known = Math.min(known, knownAt(id, n));
      this.#known[n] = known;
    }
  }

  /** When the last of the commands up to this version was sent: it was not there before. */
  sentBy(n: number): number {
    return this.#sent[n] ?? Number.POSITIVE_INFINITY;
  }

  /** When somebody first knew of this version, or of one after it. */
  knownBy(n: number): number {
    return this.#known[n] ?? Number.POSITIVE_INFINITY;
  }

  /** The versions that an operation between two instants may have met. */
  met(invokedAt: number, answeredAt: number): Span {
    return {
      from: last(this.#known, (known) => known < invokedAt),
      to: last(this.#sent, (sent) => sent <= answeredAt),
    };
  }

  isSuspendedIn({ from, to }: Span): boolean {
    return this.suspensions.some((one) => one.from <= to && one.until > from);
  }

  /** Whose a task was in these versions, while it was open. */
  holdersIn(task: TaskLife, { from, to }: Span): readonly Holding[] {
    const end = task.ends[0]?.n ?? Number.POSITIVE_INFINITY;
    return task.holdings.filter((holding, i) => {
      const until = task.holdings[i + 1]?.from ?? end;
      return holding.from <= to && until > from;
    });
  }

  #note(event: ProcessEvent, { actor, at }: JournalEntry, n: number): void {
    switch (event.type) {
      case 'ProcessStarted':
        if (event.kind === 'governing') this.governs = event.deal;
        break;
      case 'TaskCreated':
        this.#begin(event.task, { from: n, assignee: event.assignee, candidates: event.candidates });
        break;
      case 'TaskClaimed':
      case 'TaskReleased':
        this.#hold(event.task, event.type === 'TaskClaimed' ? event.by : null, n);
        break;
      case 'TaskHandedOver': {
        const { candidates = [] } = this.tasks.get(event.task)?.holdings.at(-1) ?? {};
        this.#end(event.task, { n, as: 'handedOver', result: null, by: actor });
        this.#begin(event.next, { from: n, assignee: event.to, candidates });
        break;
      }
      case 'TaskCompleted':
        this.#end(event.task, { n, as: 'completed', result: event.result, by: event.by });
        break;
      case 'TaskWithdrawn':
        this.#end(event.task, { n, as: 'withdrawn', result: null, by: actor });
        break;
      case 'ProcessSuspended':
        this.suspensions.push({ from: n, until: Number.POSITIVE_INFINITY });
        break;
      case 'ProcessResumed': {
        const current = this.suspensions.at(-1);
        if (current?.until === Number.POSITIVE_INFINITY) current.until = n;
        else this.#contradict(n, 'resumes what is not suspended');
        break;
      }
      case 'TimerSet':
        this.timers.set(event.timer, { dueAt: event.dueAt, ends: [] });
        break;
      case 'TimerRescheduled':
        this.#timer(event.timer, n).dueAt = event.to;
        break;
      case 'TimerFired':
      case 'TimerSignalled':
      case 'TimerWithdrawn':
        this.#timer(event.timer, n).ends.push({ n, fired: event.type === 'TimerFired', at });
        break;
      case 'ProcessEnded':
        if (Number.isFinite(this.endedIn)) this.#contradict(n, `ends what ended in ${this.endedIn}`);
        this.endedIn = n;
        break;
    }
  }

  #begin(task: TaskId, holding: Holding): void {
    if (this.tasks.has(task)) this.#contradict(holding.from, `opens task ${task} again`);
    this.tasks.set(task, { openedIn: holding.from, holdings: [holding], ends: [] });
    this.#open.add(task);
  }

  #hold(task: TaskId, assignee: UserId | null, n: number): void {
    const before = this.tasks.get(task)?.holdings;
    const candidates = before?.at(-1)?.candidates;
    if (this.#open.has(task) && candidates) before?.push({ from: n, assignee, candidates });
    else this.#contradict(n, `gives task ${task}, which is not open`);
  }

  #end(task: TaskId, end: TaskEnd): void {
    const life = this.tasks.get(task);
    if (life) life.ends.push(end);
    else this.#contradict(end.n, `ends task ${task}, which was never opened`);
    this.#open.delete(task);
  }

  #timer(timer: string, n: number): TimerLife {
    const life = this.timers.get(timer);
    if (life) return life;
    this.#contradict(n, `speaks of timer ${timer}, which was never set`);
    return { dueAt: 0, ends: [] };
  }

  #contradict(n: number, what: string): void {
    this.contradictions.push(`I4: entry ${n} of ${this.id} ${what}`);
  }
}

/** The last place whose number is still on this side, of numbers that never fall; 0 where none is. */
function last(numbers: readonly number[], isBefore: (number: number) => boolean): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isBefore(numbers[middle] as number)) low = middle;
    else high = middle - 1;
  }
  return low;
}
