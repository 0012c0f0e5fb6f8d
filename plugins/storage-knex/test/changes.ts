import {
  type ProcessChange,
  type ProcessEvent,
  type ProcessState,
  replay,
  type TaskRecord,
} from '@dealroute/core';

export const T0 = Date.UTC(2026, 3, 1, 7);
const TENANT = 'default';
export const here = { tenant: TENANT } as const;

/** Begins a governing process with one open task, a text, a message and a kept reply, as most commands write. */
export function starting(process: string, rest: Partial<ProcessChange> = {}): ProcessChange {
  const map = { key: 'sale', version: 1 };
  const deal = `deal of ${process}`;
  const events: ProcessEvent[] = [
    {
      type: 'ProcessStarted',
      process,
      deal,
      kind: 'governing',
      map,
      starter: 'ann',
      at: T0,
      stage: 'new',
      variables: {},
    },
  ];
  return {
    tenant: TENANT,
    process,
    expected: 0,
    state: replay(events) as ProcessState,
    tasks: { created: [taskOf(process, 1)], assigned: [], rescheduled: [], ended: [] },
    timers: { set: [], dropped: [] },
    entry: { n: 1, at: T0, actor: 'ann', source: 'api', command: 'StartProcess', events },
    stageWrites: [],
    incidents: [],
    repaired: [],
    ...written(process, 1),
    ...rest,
  };
}

/** Completes the open task of the change before and opens the next one. */
export function completing(before: ProcessChange, rest: Partial<ProcessChange> = {}): ProcessChange {
  const { process, expected } = before;
  const n = expected + 2;
  const events: ProcessEvent[] = [{ type: 'VariablesSet', values: { n } }];
  const ending = {
    as: 'completed',
    at: T0 + n,
    by: 'ann',
    result: 'agreed',
    comment: `${process}.${n}`,
  } as const;
  return {
    ...before,
    expected: expected + 1,
    state: replay(events, before.state) as ProcessState,
    tasks: {
      created: [taskOf(process, n)],
      assigned: [],
      rescheduled: [],
      ended: [{ id: taskOf(process, n - 1).id, ending }],
    },
    timers: { set: [], dropped: [] },
    entry: { n, at: T0 + n, actor: 'ann', source: 'api', command: 'CompleteTask', events },
    incidents: [],
    repaired: [],
    ...written(process, n),
    ...rest,
  };
}

export function taskOf(process: string, n: number, rest: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id: `${process}.${n}.1`,
    process,
    deal: `deal of ${process}`,
    map: { key: 'sale', version: 1 },
    node: 'call',
    leading: true,
    assignee: 'ann',
    candidates: [],
    assignment: { rule: 'responsible' },
    dueAt: T0 + n * 1_000,
    deadline: null,
    createdAt: T0,
    suspendedAt: null,
    previous: null,
    ended: null,
    ...rest,
  };
}

const written = (process: string, n: number): Pick<ProcessChange, 'texts' | 'outbox' | 'kept'> => ({
  texts: [{ id: `${process}.${n}`, text: 'What was agreed' }],
  outbox: [{ id: `${process}.${n}`, topic: 'notice', orderKey: process, body: { n } }],
  kept: { key: `${process}/${n}`, fingerprint: 'f', reply: { n } },
});
