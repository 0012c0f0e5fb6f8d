import { randomUUID } from 'node:crypto';
import {
  type Contact,
  type DeferredStart,
  type JsonObject,
  type LeadWrite,
  type ProcessChange,
  RETAINED_KINDS,
  type TaskFilter,
} from '@dealroute/core';
import { completing, here, starting, T0, taskOf } from '../changes.js';
import type { Database } from '../databases.js';

const DAY = 86_400_000;

/** Whom and what is asked about. */
export interface Subject {
  readonly person: string;
  readonly deal: string;
  readonly process: string;
  readonly map: string;
  /** Begins the ids of what is written. */
  readonly own: string;
}

const NOBODY: Subject = { person: 'ann', deal: 'd', process: 'p', map: 'sale', own: 'p' };

/** Everything that the storage asks its database, by what it is for. */
export function everyCall(
  open: () => Database,
  { person, deal, process, map: mapKey, own }: Subject = NOBODY,
): Readonly<Record<string, () => Promise<unknown>>> {
  const first: ProcessChange = starting(own, {
    tasks: {
      created: [taskOf(own, 1, { assignee: null, candidates: ['ann', 'bob'] })],
      assigned: [],
      rescheduled: [],
      ended: [],
    },
    timers: { set: [{ id: `${own}.7`, dueAt: T0 }], dropped: [] },
    incidents: [{ key: `stuck:${own}`, kind: 'stuck', details: {}, at: T0 }],
  });
  const second = completing(first, { timers: { set: [], dropped: [`${own}.7`] } });
  const third = completing(second, {
    tasks: {
      created: [],
      assigned: [{ id: `${own}.2.1`, assignee: 'bob' }],
      rescheduled: [{ id: `${own}.2.1`, dueAt: T0 + DAY, suspendedAt: null }],
      ended: [],
    },
    state: { ...second.state, status: 'ended' },
  });
  // In a transaction, where each table has its statement: those of the one that writes all do not show their plans.
  const save = (change: ProcessChange) =>
    open().store.transact((transaction) => open().store.save([change], { transaction }));
  const page = { limit: 10 };
  const message = () => ({ id: randomUUID(), topic: 'notice', orderKey: 'user:ann', body: {} });
  const record = (key: string, value: JsonObject | null) => ({ collection: 'test', key, value, keepMs: DAY });
  const contact = (id: string): Contact => ({
    id,
    deal: 'd',
    lead: null,
    direction: 'outgoing',
    channel: 'call',
    at: T0,
    by: 'ann',
    summary: null,
    registeredAt: T0,
    source: 'api',
    externalKey: `key-${id}`,
  });
  const lead = (id: string): LeadWrite => ({
    lead: {
      id,
      title: 'Lead',
      source: 'site',
      contactDetails: null,
      status: 'open',
      responsible: 'ann',
      assignedAt: T0,
      createdAt: T0,
      dueAt: T0,
      firstReactionAt: null,
      deal: null,
      reason: null,
      externalKey: `key-${id}`,
      version: 1,
    },
    entry: {
      n: 1,
      at: T0,
      actor: null,
      source: 'api',
      event: { type: 'LeadRegistered', responsible: 'ann', dueAt: T0 },
    },
    texts: [],
  });
  const event = { key: 'e', type: 'dealCreated', deal: 'd', at: T0 } as const;
  const trigger = { key: own, event: 'dealCreated', map: mapKey, effectiveFrom: T0 } as const;
  const map = { key: own, kind: 'independent', title: 'Sale', nodes: [], flows: [] } as const;
  const start = (id: string): DeferredStart => ({
    id,
    deal,
    map: mapKey,
    variables: {},
    actor: null,
    until: { at: T0 },
    deferredAt: T0,
    dueAt: T0,
    ended: null,
  });
  const undelivered = [undefined, 'waiting', 'dead'] as const;
  const starts = [
    {},
    { deal },
    { status: 'waiting' },
    { status: 'ended' },
    { deal, status: 'ended' },
  ] as const;
  const filters: Readonly<Record<string, TaskFilter>> = {
    'open tasks': {},
    'late tasks': { dueBefore: T0 },
    "a deal's tasks": { deal },
    "a process's tasks": { process },
    'all tasks of a deal': { deal, status: 'any' },
    'ended tasks of a process': { process, status: 'ended' },
    "a person's tasks": { person },
    "a person's late tasks": { person, dueBefore: T0 },
    'all tasks of a person': { person, status: 'any' },
    'ended tasks of a person': { person, status: 'ended' },
    'all tasks': { status: 'any' },
    'ended tasks': { status: 'ended' },
  };

  return {
    start: () => save(first),
    load: () => open().store.load([{ ...here, process }]),
    advance: () => save(second),
    end: () => save(third),
    kept: () => open().store.kept('k', here),
    task: () => open().queries.task('t', here),
    ...Object.fromEntries(
      Object.entries(filters).map(([name, filter]) => [
        name,
        async () => {
          const after = Buffer.from(JSON.stringify([T0, 'x'])).toString('base64url');
          await open().queries.tasks(filter, page, here);
          await open().queries.tasks(filter, { ...page, after }, here);
        },
      ]),
    ),
    processes: () => open().queries.processes({}, page, here),
    'processes of a deal': () => open().queries.processes({ deal, status: 'running' }, page, here),
    'governing process of a deal': () =>
      open().queries.processes({ deal, kind: 'governing', status: 'running' }, page, here),
    'processes of a map': () =>
      open().queries.processes({ map: mapKey, versions: [1, 2], status: 'running' }, page, here),
    'running processes': () => open().queries.processes({ status: 'running' }, page, here),
    'ended processes': () => open().queries.processes({ status: 'ended', kind: 'governing' }, page, here),
    'count processes': () =>
      open().queries.countProcesses({ map: mapKey, versions: [1], status: 'running' }, here),
    governing: () => open().queries.governing([deal, 'e'], here),
    failed: () => open().queries.failed([deal, 'e'], here),
    journal: () => open().queries.journal(process, 0, 10, here),
    texts: () => open().queries.texts(['a', 'b'], here),
    claim: () => open().outbox.claim({ topics: ['notice', 'action:*'], limit: 10, leaseMs: 1_000 }),
    settle: () =>
      open().outbox.settle([
        {
          ...here,
          id: `${own}.1`,
          fence: JSON.stringify([1, here.tenant, `${own}.1`]),
          result: { dead: 'no' },
        },
      ]),
    revive: () => open().outbox.revive(here.tenant, `${own}.1`),
    ...Object.fromEntries(
      undelivered.map((status) => [
        `undelivered ${status ?? 'messages'}`,
        async () => {
          const after = Buffer.from('["x"]').toString('base64url');
          await open().outbox.undelivered(status, page, here);
          await open().outbox.undelivered(status, { ...page, after }, here);
        },
      ]),
    ),
    'due timers': () => open().timers.due(T0, 10),
    postpone: () => open().timers.postpone([{ ...here, process: own, timer: `${own}.7`, dueAt: T0 }], T0),
    'defer a start': () => open().deferrals.defer(start(own), here),
    'find a start': () => open().deferrals.find(own, here),
    ...Object.fromEntries(
      starts.map((filter) => [
        `starts ${Object.keys(filter).join(' ')} ${'status' in filter ? filter.status : ''}`.trim(),
        () => open().deferrals.list(filter, page, here),
      ]),
    ),
    'due starts': () => open().deferrals.due(T0, 10),
    'postpone a start': () => open().deferrals.postpone(own, T0 + DAY, here),
    'begin a start': () => open().deferrals.begin(own, here),
    'end a start': () => open().deferrals.end(own, { as: 'started', process: own, at: T0 }, here),
    backlog: () => open().backlog.backlog(),
    receive: () => open().triggers.receive({ ...event, key: randomUUID() }, here),
    waiting: () => open().triggers.waiting(10),
    'settle an event': () => open().triggers.settle('e', { done: true }, here),
    'put a trigger': () => open().triggers.putTrigger(trigger, T0, here),
    triggers: () => open().triggers.triggers(here),
    'move a look': async () => {
      const [look] = await open().triggers.dueLooks(T0, 10);
      if (look) await open().triggers.moveLook(look, { at: T0 + DAY, after: null });
    },
    'remove a trigger': () => open().triggers.removeTrigger(own, here),
    'due looks': () => open().triggers.dueLooks(T0, 10),
    'once governed': () => open().queries.onceGoverned([deal], here),
    'put a draft': () => open().maps.putDraft(map, T0, here),
    activate: async () => open().maps.activate(await open().maps.putDraft(map, T0, here), 'h', [], T0, here),
    'find a map': () => open().maps.find(mapKey, undefined, here),
    'list a map': () => open().maps.list(mapKey, here),
    'retire a map': () => open().maps.retire(own, T0, here),
    'list maps': () => open().maps.list(undefined, here),
    report: () => open().incidents.report({ key: 'k', kind: 'stuck', details: {}, at: T0 }, here),
    incidents: () => open().incidents.incidents('open', page, here),
    'find an incident': () => open().incidents.find('i', here),
    resolve: () => open().incidents.resolve('i', 'ann', T0, here),
    post: () => open().outbox.post([message()], here),
    'get records': () => open().records.get('test', ['a', 'b'], here),
    'list records': () => open().records.list('test', { prefix: 'a', after: 'ab', limit: 10 }, here),
    'write records': () => open().records.write([record('a', {}), record('b', null)], here),
    'register a contact': () => open().contacts.register(contact(randomUUID()), [], here),
    'contacts of a deal': () => open().contacts.list({ deal, channel: 'call', since: T0 }, page, here),
    'contacts of a lead': () => open().contacts.list({ lead: 'l' }, page, here),
    'a contact by its key': () => open().contacts.list({ externalKey: 'k' }, page, here),
    contacts: () => open().contacts.list({}, page, here),
    'attach contacts': () => open().contacts.attach('l', 'd', here),
    'register a lead': () => open().leads.register(lead(randomUUID()), here),
    'change a lead': () => open().leads.change(lead('l'), here),
    'find a lead': () => open().leads.find('l', here),
    leads: () => open().leads.list({ status: 'active' }, page, here),
    'leads of a person': () => open().leads.list({ responsible: person }, page, here),
    'overdue leads': () => open().leads.list({ dueBefore: T0 }, page, here),
    'history of a lead': () => open().leads.history('l', here),
    ...Object.fromEntries(
      RETAINED_KINDS.flatMap((kind) => {
        const range = { forMs: DAY, now: T0, limit: 10 };
        const after = { ...here, id: 'x', at: T0 - 2 * DAY };
        return [
          [`over ${kind}`, () => open().retention.over(kind, range)],
          [`over ${kind} of a tenant`, () => open().retention.over(kind, { ...range, ...here, after })],
          [`remove ${kind}`, () => open().retention.remove(kind, ['x', 'y'], here)],
        ];
      }),
    ),
    'remove a process': async () => {
      const id = randomUUID();
      const one = starting(id);
      await open().store.save([one]);
      await open().store.save([completing(one, { state: { ...one.state, status: 'ended', endedAt: T0 } })]);
      await open().retention.remove('processes', [id], here);
    },
    'open incidents': () => open().retention.openIncidents(['k', 'l'], here),
    'referred to': () =>
      open().retention.referredTo(
        ['p', 'q'].map((id) => ({ id, deal: 'd' })),
        here,
      ),
    'due reminders': () => open().reminders.due(T0, 10),
    'settle reminders': async () => {
      await open().store.save([starting(`reminded-${randomUUID()}`)]);
      const reminders = await open().reminders.due(T0 + DAY, 10);
      await open().reminders.settle(reminders.map((reminder) => ({ reminder, rungs: 1, next: null })));
    },
  };
}
