import knex, { type Knex } from 'knex';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Parameter } from '../../src/dialect/session.js';
import { completing, here, starting, T0 } from '../changes.js';
import type { Database } from '../databases.js';
import { everyCall } from '../suites/every-call.js';
import { emptyDatabase, isPostgres, server } from './server.js';
import { type Traced, tracing } from './trace.js';

const COUNT = 400;

/** A pool of one, so that all statements go through the connection that is watched. */
const single = (place: string): Knex =>
  knex({ client: isPostgres ? 'pg' : 'mysql2', connection: place, pool: { min: 1, max: 1 } });

/** Of tables as small as these a planner likes to read everything. */
async function fill({ store, maps, triggers, outbox, records, deferrals, storage, knex: on }: Database) {
  const each = Array.from({ length: COUNT }, (_, i) => i);
  const firsts = each.map((i) =>
    starting(`x${i}`, {
      timers: { set: [{ id: `x${i}.7`, dueAt: T0 + i }], dropped: [] },
      incidents: [{ key: `stuck:x${i}`, kind: 'stuck', details: {}, at: T0 + i }],
    }),
  );
  await store.save(firsts);
  await store.save(firsts.map((first) => completing(first)));
  await records.write(
    each.map((i) => ({ collection: 'filled', key: `k${i}`, value: {}, keepMs: 1e9 + i })),
    here,
  );
  await outbox.post(
    each.map((i) => ({ id: `y${i}`, topic: 'other', orderKey: `o${i}`, body: {} })),
    here,
  );
  for (const i of each.slice(0, 100)) {
    const key = `map${i}`;
    await maps.putDraft({ key, kind: 'independent', title: key, nodes: [], flows: [] }, T0, here);
    await triggers.putTrigger({ key, event: 'dealCreated', map: key, effectiveFrom: T0 }, null, here);
    await triggers.receive({ key, type: 'dealCreated', deal: 'd', at: T0 }, here);
    const wish = { map: key, variables: {}, actor: null, until: 'P1D' } as const;
    // Few wait.
    const ended = i < 5 ? null : { as: 'started', at: T0, process: key };
    await deferrals.defer(
      { id: key, deal: 'd', ...wish, deferredAt: T0, dueAt: T0 + i, ended } as never,
      here,
    );
  }
  for (const table of Object.values(storage.tables))
    await on.raw(isPostgres ? 'ANALYZE ??' : 'ANALYZE TABLE ??', [table]);
}

describe(`the plan of ${server}`, () => {
  let database: Database;
  beforeAll(async () => {
    database = await emptyDatabase(single);
    await fill(database);
    // A plan that still reads a whole table has no index that it could search.
    if (isPostgres) await database.knex.raw('SET enable_seqscan = off');
  });

  const work = everyCall(() => database);

  test.each(Object.keys(work))('scans no table and skips no rows for: %s', async (name) => {
    const statements = await tracing(database, work[name] as () => Promise<unknown>);
    const asked = statements.filter(({ sql }) => /^\s*(select|insert|update|delete|with)\b/i.test(sql));
    expect(asked).not.toEqual([]);
    expect(asked.filter(({ sql }) => /\boffset\b/i.test(sql))).toEqual([]);
    for (const one of asked) expect(await scansOf(one), one.sql).toEqual([]);
  });

  /** The steps of its plan that read a whole table of ours. */
  async function scansOf(traced: Traced): Promise<string[]> {
    return (await explain(database, traced)).filter((step) => SCAN.test(step));
  }
});

const SCAN = isPostgres ? /Seq Scan on dealroute_/ : /^dealroute_\S+ (ALL|index)$/;

interface MariadbStep {
  readonly select_type: string;
  readonly table: string | null;
  readonly type: string | null;
}

/** The steps of a plan: in PostgreSQL's own words, of MariaDB the table and the way in which it is read. */
async function explain({ storage }: Database, { sql, values }: Traced): Promise<string[]> {
  const rows = await storage.use({}, (session) => session.once(`EXPLAIN ${sql}`, values as Parameter[]));
  if (isPostgres) return (rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']);
  // The table into which rows are inserted counts as read by a scan.
  const read = (rows as MariadbStep[]).filter(({ select_type }) => select_type !== 'INSERT');
  return read.map(({ table, type }) => `${table} ${type}`);
}
