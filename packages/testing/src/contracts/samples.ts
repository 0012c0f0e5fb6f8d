import {
  type DealRef,
  type IncidentReport,
  type Instant,
  type KeptReply,
  type MapPin,
  type OutboxMessage,
  type ProcessChange,
  type ProcessEvent,
  type ProcessState,
  replay,
  type TaskEnding,
  type TaskRecord,
  type TaskWrites,
} from '@dealroute/core';

/** Wednesday 1 April 2026, 07:00 UTC. */
export const T0: Instant = Date.UTC(2026, 3, 1, 7);
export const HOUR = 3_600_000;

/** Words that break storages which aren't careful: astral, combining and right-to-left characters, quotes, separators. */
export const HARD_TEXT = 'Сделка «№ 7» 🏴‍☠️👩‍👩‍👧 e\u0301 שלום \u2028\u2029 \'"`\\ %_* ; -- \t\r\n ₽ 漢字 𝔘';

const MAP: MapPin = { key: 'sale', version: 3 };
const NO_TASKS: TaskWrites = { created: [], assigned: [], rescheduled: [], ended: [] };

export interface StartSample extends Partial<Omit<ProcessChange, 'expected' | 'state' | 'entry'>> {
  readonly deal?: DealRef;
  /** Independent when left out, so that samples don't stand in one another's way. */
  readonly kind?: 'governing' | 'independent';
  readonly at?: Instant;
  readonly map?: MapPin;
  readonly former?: string;
  readonly variables?: ProcessState['variables'];
}

/** The change that begins a process. */
export function starting(process: string, sample: StartSample = {}): ProcessChange {
  const {
    deal = `deal-of-${process}`,
    kind = 'independent',
    at = T0,
    map = MAP,
    former,
    variables = {},
    ...rest
  } = sample;
  const events: ProcessEvent[] = [
    {
      type: 'ProcessStarted',
      process,
      deal,
      kind,
      map,
      starter: 'ann',
      at,
      stage: 'new',
      variables,
      ...(former !== undefined && { former }),
    },
    { type: 'NodeEntered', visit: 1, process, node: 'call', flow: null, leading: kind === 'governing' },
  ];
  return {
    tenant: 'north',
    process,
    expected: 0,
    state: replay(events) as ProcessState,
    tasks: NO_TASKS,
    timers: { set: [], dropped: [] },
    entry: { n: 1, at, actor: 'ann', source: 'api', command: 'StartProcess', events },
    texts: [],
    outbox: [],
    incidents: [],
    repaired: [],
    stageWrites: [],
    ...rest,
  };
}

/** The change after another one: sets the variable `step`, unless it is given other events. */
export function following(
  before: ProcessChange,
  rest: Partial<ProcessChange> = {},
  events: readonly ProcessEvent[] = [{ type: 'VariablesSet', values: { step: before.expected + 1 } }],
): ProcessChange {
  const expected = before.expected + 1;
  return {
    ...before,
    expected,
    state: replay(events, before.state) as ProcessState,
    tasks: NO_TASKS,
    timers: { set: [], dropped: [] },
    entry: {
      n: expected + 1,
      at: T0 + expected * HOUR,
      actor: null,
      source: 'timer',
      command: 'FireTimer',
      events,
    },
    texts: [],
    outbox: [],
    incidents: [],
    repaired: [],
    kept: undefined,
    ...rest,
  };
}

/** The change that ends a process. */
export const ending = (before: ProcessChange, rest: Partial<ProcessChange> = {}): ProcessChange =>
  following(before, rest, [
    { type: 'OutcomeDecided', outcome: 'failure', lossReason: 'price' },
    { type: 'ProcessEnded', at: T0 + 5 * HOUR },
  ]);

export function taskOf(process: string, id: string, rest: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id,
    process,
    deal: `deal-of-${process}`,
    map: MAP,
    node: 'call',
    leading: true,
    assignee: 'ann',
    candidates: [],
    assignment: { rule: 'responsible' },
    dueAt: T0 + 24 * HOUR,
    deadline: { limit: { elapsed: 'P1D' }, start: T0, zone: 'UTC' },
    createdAt: T0,
    suspendedAt: null,
    previous: null,
    ended: null,
    ...rest,
  };
}

export const created = (...tasks: readonly TaskRecord[]): TaskWrites => ({ ...NO_TASKS, created: tasks });

export const COMPLETED: TaskEnding = {
  as: 'completed',
  at: T0 + HOUR,
  by: 'ann',
  result: 'agreed',
  comment: null,
};

export function messageOf(id: string, rest: Partial<OutboxMessage> = {}): OutboxMessage {
  return { id, topic: 'notice', orderKey: `user:${id}`, body: { about: id }, ...rest };
}

export function keptUnder(key: string, rest: Partial<KeptReply> = {}): KeptReply {
  return { key, fingerprint: 'first request', reply: { answer: key }, ...rest };
}

export function incidentOf(key: string, rest: Partial<IncidentReport> = {}): IncidentReport {
  return { key, kind: 'stuck', process: 'p1', deal: 'deal-1', details: { code: 'NO_FLOW' }, at: T0, ...rest };
}

/** Makes a change that no storage can write: it throws when it is read. */
export function poisoned(change: ProcessChange): ProcessChange {
  const variables = Object.defineProperty({}, 'poison', {
    enumerable: true,
    get: () => {
      throw new Error('This change is poisonous.');
    },
  });
  return { ...change, state: { ...change.state, variables } };
}
