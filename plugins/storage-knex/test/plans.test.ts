import { randomUUID } from 'node:crypto';
import type { Contact, JsonObject, LeadWrite, ProcessChange, TaskFilter } from '@dealroute/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completing, here, starting, T0, taskOf } from './changes.js';
import { type Database, hostKnex, newDatabase } from './databases.js';
import { statementsOf } from './trace.js';

const DAY = 86_400_000;

/** A scan of rows that a statement brings along, or of a part that was found through an index. */
const HARMLESS = /^SCAN (e|w|c VIRTUAL|CONSTANT ROW|mine|offered|json_each)\b|VIRTUAL TABLE/;

describe('the plan of SQLite', () => {
  let database: Database;
  beforeAll(async () => {
    database = await newDatabase(hostKnex);
  });
  afterAll(() => database.teardown());

  async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
    const statements = await statementsOf(database, work);
    expect(statements).not.toEqual([]);
    const plans: string[] = [];
    for (const sql of statements.filter((one) => /^(select|insert|update|delete)/i.test(one))) {
      const steps: { detail: string }[] = await database.knex.raw(
        `EXPLAIN QUERY PLAN ${sql.replaceAll('?', '\\?')}`,
      );
      plans.push(...steps.map(({ detail }) => detail));
    }
    return plans;
  }

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
    database.store.transact((transaction) => database.store.save([change], { transaction }));
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

  const work: Readonly<Record<string, () => Promise<unknown>>> = {
    start: () => save(first),
    load: () => database.store.load([{ ...here, process: 'p' }]),
    advance: () => save(second),
    end: () => save(third),
    kept: () => database.store.kept('k', here),
    task: () => database.queries.task('t', here),
    ...Object.fromEntries(
      filters.map((filter) => [
        `tasks ${JSON.stringify(filter)}`,
        async () => {
          const after = Buffer.from(JSON.stringify([T0, 'x'])).toString('base64url');
          await database.queries.tasks(filter, page, here);
          await database.queries.tasks(filter, { ...page, after }, here);
        },
      ]),
    ),
    processes: () => database.queries.processes({}, page, here),
    'processes of a deal': () => database.queries.processes({ deal: 'd', status: 'running' }, page, here),
    'processes of a map': () =>
      database.queries.processes({ map: 'sale', versions: [1, 2], status: 'running' }, page, here),
    'count processes': () =>
      database.queries.countProcesses({ map: 'sale', versions: [1], status: 'running' }, here),
    governing: () => database.queries.governing(['d', 'e'], here),
    journal: () => database.queries.journal('p', 0, 10, here),
    texts: () => database.queries.texts(['a', 'b'], here),
    claim: () => database.outbox.claim({ topics: ['notice', 'action:*'], limit: 10, leaseMs: 1_000 }),
    settle: () =>
      database.outbox.settle([
        { ...here, id: 'p.1', fence: JSON.stringify([1, here.tenant, 'p.1']), result: { dead: 'no' } },
      ]),
    revive: () => database.outbox.revive(here.tenant, 'p.1'),
    'due timers': () => database.timers.due(T0, 10),
    postpone: () => database.timers.postpone([{ ...here, process: 'p', timer: 'p.7', dueAt: T0 }], T0),
    backlog: () => database.backlog.backlog(),
    receive: () => database.triggers.receive({ ...event, key: randomUUID() }, here),
    waiting: () => database.triggers.waiting(10),
    'settle an event': () => database.triggers.settle('e', { done: true }, here),
    triggers: () => database.triggers.triggers(here),
    'due looks': () => database.triggers.dueLooks(T0, 10),
    'once governed': () => database.queries.onceGoverned(['d'], here),
    'put a draft': () => database.maps.putDraft(map, T0, here),
    activate: async () =>
      database.maps.activate(await database.maps.putDraft(map, T0, here), 'h', [], T0, here),
    'find a map': () => database.maps.find('sale', undefined, here),
    'list a map': () => database.maps.list('sale', here),
    'list maps': () => database.maps.list(undefined, here),
    report: () => database.incidents.report({ key: 'k', kind: 'stuck', details: {}, at: T0 }, here),
    incidents: () => database.incidents.incidents('open', page, here),
    resolve: () => database.incidents.resolve('i', 'ann', T0, here),
    post: () => database.outbox.post([message()], here),
    'get records': () => database.records.get('test', ['a', 'b'], here),
    'list records': () => database.records.list('test', { prefix: 'a', after: 'ab', limit: 10 }, here),
    'write records': () => database.records.write([record('a', {}), record('b', null)], here),
    'register a contact': () => database.contacts.register(contact(randomUUID()), [], here),
    'contacts of a deal': () => database.contacts.list({ deal: 'd', channel: 'call', since: T0 }, page, here),
    'contacts of a lead': () => database.contacts.list({ lead: 'l' }, page, here),
    'a contact by its key': () => database.contacts.list({ externalKey: 'k' }, page, here),
    contacts: () => database.contacts.list({}, page, here),
    'attach contacts': () => database.contacts.attach('l', 'd', here),
    'register a lead': () => database.leads.register(lead(randomUUID()), here),
    'change a lead': () => database.leads.change(lead('l'), here),
    'find a lead': () => database.leads.find('l', here),
    leads: () => database.leads.list({ status: 'active' }, page, here),
    'leads of a person': () => database.leads.list({ responsible: 'ann' }, page, here),
    'overdue leads': () => database.leads.list({ dueBefore: T0 }, page, here),
    'history of a lead': () => database.leads.history('l', here),
    'due reminders': () => database.reminders.due(T0, 10),
    'settle reminders': async () => {
      await database.store.save([starting(`reminded-${randomUUID()}`)]);
      const reminders = await database.reminders.due(T0 + DAY, 10);
      await database.reminders.settle(reminders.map((reminder) => ({ reminder, rungs: 1, next: null })));
    },
  };

  test.each(Object.keys(work))('scans no table for: %s', async (name) => {
    const plans = await plansOf(work[name] as () => Promise<unknown>);
    expect(plans.filter((step) => step.startsWith('SCAN') && !HARMLESS.test(step))).toEqual([]);
  });

  const sorted: readonly TaskFilter[] = [{}, { dueBefore: T0 }];
  test.each(sorted)('reads open tasks in the order of an index: %j', async (filter) => {
    const plans = await plansOf(() => database.queries.tasks(filter, page, here));
    expect(plans).toEqual([
      expect.stringMatching(/^SEARCH t USING INDEX dealroute_task_due \(tenant=\? AND open_due/),
    ]);
  });

  test("reads a person's own tasks in the order of an index, and offers by person", async () => {
    const plans = (await plansOf(() => database.queries.tasks({ person: 'ann' }, page, here))).join('\n');
    expect(plans).toMatch(
      /SEARCH t USING INDEX dealroute_task_assignee \(tenant=\? AND assignee=\? AND open_due/,
    );
    expect(plans).toMatch(
      /SEARCH c USING COVERING INDEX sqlite_autoindex_dealroute_candidate_1 \(tenant=\? AND user_id=\?/,
    );
  });

  test('finds the running processes of a map in the order of an index', async () => {
    const filter = { map: 'sale', versions: [1, 2], status: 'running' } as const;
    expect(await plansOf(() => database.queries.processes(filter, page, here))).toEqual([
      'SEARCH dealroute_process USING INDEX dealroute_process_map (tenant=? AND map_key=? AND status=?)',
    ]);
  });

  test('finds due reminders of all tenants by one search of an index for tasks and one for leads, in their order', async () => {
    const due = await plansOf(() => database.reminders.due(T0, 10));
    expect(due).toEqual([
      'SEARCH dealroute_task USING INDEX dealroute_task_remind (remind_at<?)',
      'SEARCH dealroute_lead USING INDEX dealroute_lead_remind (remind_at<?)',
    ]);
  });

  test('finds expired records through an index, and lists a range of keys in the order of another', async () => {
    const swept = await plansOf(() => database.records.write([record('a', {})], here));
    expect(swept.join('\n')).toMatch(/dealroute_record_ends \(ends_at<\?\)/);
    const listed = await plansOf(() => database.records.list('test', { prefix: 'a', limit: 10 }, here));
    expect(listed).toEqual([
      expect.stringMatching(
        /^SEARCH dealroute_record USING INDEX sqlite_autoindex_dealroute_record_1 \(.*key>\?/,
      ),
    ]);
  });

  test('finds due work through indexes that begin with its instant', async () => {
    const due = await plansOf(() => database.timers.due(T0, 10));
    expect(due).toEqual(['SEARCH dealroute_timer USING COVERING INDEX dealroute_timer_due (due_at<?)']);
    const backlog = (await plansOf(() => database.backlog.backlog())).join('\n');
    expect(backlog).toMatch(/dealroute_timer_due/);
    expect(backlog).toMatch(/dealroute_outbox_due \(due_at<\?\)/);
    expect(backlog).toMatch(/dealroute_trigger_looks/);
    expect(backlog).toMatch(/dealroute_inbox_next \(next_at<\?\)/);
  });
});
