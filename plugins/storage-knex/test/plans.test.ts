import type { JsonObject, TaskFilter } from '@dealroute/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { here, T0 } from './changes.js';
import { type Database, hostKnex, newDatabase } from './databases.js';
import { everyCall } from './suites/every-call.js';
import { statementsOf } from './trace.js';

const DAY = 86_400_000;

/** A scan of rows that a statement brings along, or of a part that was found through an index. */
const HARMLESS =
  /^SCAN (e|w|c VIRTUAL|CONSTANT ROW|part\d|mine|offered|due_tasks|due_leads|json_each)\b|VIRTUAL TABLE/;

const SOMEBODY = { person: 'ann', deal: 'd', process: 'p', map: 'sale', own: 'spied' } as const;

const isStore = (part: unknown): part is object =>
  /^Knex\w+(Store|Queries)$/.test(part?.constructor.name ?? '');

const methodsOf = (store: object): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(store)))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name);

/** The store, and a note of each method that is called. */
function spying(name: string, store: object, called: Set<string>): object {
  const methods = methodsOf(store).map((method) => [
    method,
    (...parameters: unknown[]) => {
      called.add(`${name}.${method}`);
      return (store as Record<string, (...all: unknown[]) => unknown>)[method]?.(...parameters);
    },
  ]);
  return Object.fromEntries(methods);
}

describe('the plan of SQLite', () => {
  let database: Database;
  beforeAll(async () => {
    database = await newDatabase(hostKnex);
  });
  afterAll(() => database.teardown());

  async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
    const statements = await statementsOf(database, work);
    expect(statements).not.toEqual([]);
    expect(statements.filter((sql) => /\boffset\b/i.test(sql))).toEqual([]);
    const plans: string[] = [];
    for (const sql of statements.filter((one) => /^(select|insert|update|delete)/i.test(one))) {
      const steps: { detail: string }[] = await database.knex.raw(
        `EXPLAIN QUERY PLAN ${sql.replaceAll('?', '\\?')}`,
      );
      plans.push(...steps.map(({ detail }) => detail));
    }
    return plans;
  }

  const page = { limit: 10 };
  const record = (key: string, value: JsonObject | null) => ({ collection: 'test', key, value, keepMs: DAY });
  const work = everyCall(() => database);

  test('is asked for everything that the stores answer', async () => {
    const called = new Set<string>();
    const spied = Object.fromEntries(
      Object.entries(database).map(([name, part]) => [
        name,
        isStore(part) ? spying(name, part, called) : part,
      ]),
    );
    for (const call of Object.values(everyCall(() => spied as unknown as Database, { ...SOMEBODY })))
      await call();
    const answered = Object.entries(database).flatMap(([name, part]) =>
      isStore(part) ? methodsOf(part).map((method) => `${name}.${method}`) : [],
    );
    // Whose work is that of the others: they begin and end transactions.
    const around = ['store.enlist', 'store.ended'];
    expect(answered.filter((method) => !called.has(method))).toEqual(around);
  });

  test.each(Object.keys(work))('scans no table and skips no rows for: %s', async (name) => {
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

  test('finds due reminders of all tenants in one statement, by one search of an index for tasks and one for leads', async () => {
    const due = await plansOf(() => database.reminders.due(T0, 10));
    expect(await statementsOf(database, () => database.reminders.due(T0, 10))).toHaveLength(1);
    expect(due.filter((step) => step.startsWith('SEARCH'))).toEqual([
      'SEARCH dealroute_task USING INDEX dealroute_task_remind (remind_at<?)',
      'SEARCH dealroute_lead USING INDEX dealroute_lead_remind (remind_at<?)',
    ]);
    expect(due.join('\n')).not.toMatch(/TEMP B-TREE/);
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

  test.each([
    ['messages', 'outbox_settled_at (settled_at'],
    ['replies', 'kept_reply_kept_at (kept_at'],
    ['events', 'inbox_settled_at (settled_at'],
    ['incidents', 'incident_resolved_at (resolved_at'],
    ['deferrals', 'deferral_ended_at (ended_at'],
    ['processes', 'process_ended_at (ended_at'],
  ] as const)(
    'finds %s that are over by one search of an index of their ends, in its order, for one tenant too',
    async (kind, index) => {
      const range = { forMs: DAY, now: T0, limit: 10 };
      const after = { ...here, id: 'x', at: T0 - DAY };
      for (const narrowed of [range, { ...range, after }, { ...range, ...here, after }]) {
        const plans = await plansOf(() => database.retention.over(kind, narrowed));
        expect(plans.filter((step) => /^(SEARCH|SCAN)/.test(step))).toEqual([
          expect.stringContaining(`INDEX dealroute_${index}`),
        ]);
        expect(plans[0]).toMatch(/^SEARCH/);
      }
    },
  );

  test('finds due work through indexes that begin with its instant', async () => {
    const due = await plansOf(() => database.timers.due(T0, 10));
    expect(due).toEqual(['SEARCH dealroute_timer USING COVERING INDEX dealroute_timer_due (due_at<?)']);
    const backlog = (await plansOf(() => database.backlog.backlog())).join('\n');
    expect(backlog).toMatch(/dealroute_timer_due/);
    expect(backlog).toMatch(/dealroute_outbox_due \(due_at<\?\)/);
    expect(backlog).toMatch(/SEARCH b USING (COVERING )?INDEX dealroute_outbox_order/);
    expect(backlog).toMatch(/dealroute_outbox_due \(due_at>\?\)/);
    expect(backlog).toMatch(/dealroute_inbox_next \(next_at>\?\)/);
    expect(backlog).toMatch(/dealroute_trigger_looks/);
    expect(backlog).toMatch(/dealroute_inbox_next \(next_at<\?\)/);
  });
});
