import { randomUUID } from 'node:crypto';
import {
  type Contact,
  type JsonObject,
  type LeadWrite,
  type ProcessChange,
  RETAINED_KINDS,
  type TaskFilter,
} from '@dealroute/core';
import { completing, here, starting, T0, taskOf } from '../changes.js';
import type { Database } from '../databases.js';

const DAY = 86_400_000;

/** Everything that the storage asks its database, by what it is for. */
export function everyCall(open: () => Database): Readonly<Record<string, () => Promise<unknown>>> {
  const first: ProcessChange = starting('p', {
    tasks: {
      created: [taskOf('p', 1, { assignee: null, candidates: ['ann', 'bob'] })],
      assigned: [],
      rescheduled: [],
      ended: [],
    },
    timers: { set: [{ id: 'p.7', dueAt: T0 }], dropped: [] },
    incidents: [{ key: 'stuck:p', kind: 'stuck', details: {}, at: T0 }],
  });
  const second = completing(first, { timers: { set: [], dropped: ['p.7'] } });
  const third = completing(second, {
    tasks: {
      created: [],
      assigned: [{ id: 'p.2.1', assignee: 'bob' }],
      rescheduled: [{ id: 'p.2.1', dueAt: T0 + DAY, suspendedAt: null }],
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
  const map = { key: 'sale', kind: 'independent', title: 'Sale', nodes: [], flows: [] } as const;
  const filters: readonly TaskFilter[] = [
    {},
    { dueBefore: T0 },
    { deal: 'd' },
    { process: 'p' },
    { deal: 'd', status: 'any' },
    { process: 'p', status: 'ended' },
    { person: 'ann' },
    { person: 'ann', dueBefore: T0 },
    { person: 'ann', status: 'any' },
    { person: 'ann', status: 'ended' },
    { status: 'any' },
  ];

  return {
    start: () => save(first),
    load: () => open().store.load([{ ...here, process: 'p' }]),
    advance: () => save(second),
    end: () => save(third),
    kept: () => open().store.kept('k', here),
    task: () => open().queries.task('t', here),
    ...Object.fromEntries(
      filters.map((filter) => [
        `tasks ${JSON.stringify(filter)}`,
        async () => {
          const after = Buffer.from(JSON.stringify([T0, 'x'])).toString('base64url');
          await open().queries.tasks(filter, page, here);
          await open().queries.tasks(filter, { ...page, after }, here);
        },
      ]),
    ),
    processes: () => open().queries.processes({}, page, here),
    'processes of a deal': () => open().queries.processes({ deal: 'd', status: 'running' }, page, here),
    'processes of a map': () =>
      open().queries.processes({ map: 'sale', versions: [1, 2], status: 'running' }, page, here),
    'count processes': () =>
      open().queries.countProcesses({ map: 'sale', versions: [1], status: 'running' }, here),
    governing: () => open().queries.governing(['d', 'e'], here),
    journal: () => open().queries.journal('p', 0, 10, here),
    texts: () => open().queries.texts(['a', 'b'], here),
    claim: () => open().outbox.claim({ topics: ['notice', 'action:*'], limit: 10, leaseMs: 1_000 }),
    settle: () =>
      open().outbox.settle([
        { ...here, id: 'p.1', fence: JSON.stringify([1, here.tenant, 'p.1']), result: { dead: 'no' } },
      ]),
    revive: () => open().outbox.revive(here.tenant, 'p.1'),
    'due timers': () => open().timers.due(T0, 10),
    postpone: () => open().timers.postpone([{ ...here, process: 'p', timer: 'p.7', dueAt: T0 }], T0),
    backlog: () => open().backlog.backlog(),
    receive: () => open().triggers.receive({ ...event, key: randomUUID() }, here),
    waiting: () => open().triggers.waiting(10),
    'settle an event': () => open().triggers.settle('e', { done: true }, here),
    triggers: () => open().triggers.triggers(here),
    'due looks': () => open().triggers.dueLooks(T0, 10),
    'once governed': () => open().queries.onceGoverned(['d'], here),
    'put a draft': () => open().maps.putDraft(map, T0, here),
    activate: async () => open().maps.activate(await open().maps.putDraft(map, T0, here), 'h', [], T0, here),
    'find a map': () => open().maps.find('sale', undefined, here),
    'list a map': () => open().maps.list('sale', here),
    'list maps': () => open().maps.list(undefined, here),
    report: () => open().incidents.report({ key: 'k', kind: 'stuck', details: {}, at: T0 }, here),
    incidents: () => open().incidents.incidents('open', page, here),
    resolve: () => open().incidents.resolve('i', 'ann', T0, here),
    post: () => open().outbox.post([message()], here),
    'get records': () => open().records.get('test', ['a', 'b'], here),
    'list records': () => open().records.list('test', { prefix: 'a', after: 'ab', limit: 10 }, here),
    'write records': () => open().records.write([record('a', {}), record('b', null)], here),
    'register a contact': () => open().contacts.register(contact(randomUUID()), [], here),
    'contacts of a deal': () => open().contacts.list({ deal: 'd', channel: 'call', since: T0 }, page, here),
    'contacts of a lead': () => open().contacts.list({ lead: 'l' }, page, here),
    'a contact by its key': () => open().contacts.list({ externalKey: 'k' }, page, here),
    contacts: () => open().contacts.list({}, page, here),
    'attach contacts': () => open().contacts.attach('l', 'd', here),
    'register a lead': () => open().leads.register(lead(randomUUID()), here),
    'change a lead': () => open().leads.change(lead('l'), here),
    'find a lead': () => open().leads.find('l', here),
    leads: () => open().leads.list({ status: 'active' }, page, here),
    'leads of a person': () => open().leads.list({ responsible: 'ann' }, page, here),
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
    'referred to': () => open().retention.referredTo(['p', 'q'], here),
    'due reminders': () => open().reminders.due(T0, 10),
    'settle reminders': async () => {
      await open().store.save([starting(`reminded-${randomUUID()}`)]);
      const reminders = await open().reminders.due(T0 + DAY, 10);
      await open().reminders.settle(reminders.map((reminder) => ({ reminder, rungs: 1, next: null })));
    },
  };
}
