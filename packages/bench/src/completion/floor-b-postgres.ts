import { Client } from 'pg';
import { completedRows, type ProcessRow } from './completed-rows.js';
import { DEALS, dealRef } from './world.js';
import type { Writer } from './writer.js';

const GROUP = 32;

interface Waiting {
  readonly n: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Floor B on PostgreSQL, the limit: a held connection, one prepared read and one prepared statement for all who wait. */
export async function floorBOnPostgres(url: string, schema: string): Promise<Writer> {
  const client = await connect(url, schema);
  const { rows } = await client.query<{ deal: string; id: string }>('SELECT deal, id FROM dealroute_process');
  const byDeal = new Map(rows.map(({ deal, id }) => [deal, id]));
  const ids = Array.from({ length: DEALS }, (_, n) => byDeal.get(dealRef(n)) as string);
  let waiting: Waiting[] = [];
  let busy = false;
  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP);
      waiting = waiting.slice(GROUP);
      const written = complete(
        client,
        group.map(({ n }) => ids[n] as string),
      );
      await written.then(
        () => group.forEach(({ done }) => void done()),
        (error) => group.forEach(({ failed }) => void failed(error)),
      );
    }
    busy = false;
  };
  return {
    name: 'floor B',
    complete: (n) =>
      new Promise((done, failed) => {
        waiting.push({ n, done, failed });
        if (busy) return;
        busy = true;
        setImmediate(drain);
      }),
    close: () => client.end(),
  };
}

/** The planner takes each list of rows for a hundred and would read whole tables: the limit looks rows up by index. */
async function connect(url: string, schema: string): Promise<Client> {
  const settings = [
    `search_path=${schema}`,
    ...['hashjoin', 'mergejoin', 'seqscan'].map((way) => `enable_${way}=off`),
  ];
  const client = new Client({
    connectionString: url,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  });
  await client.connect();
  return client;
}

const READ = `SELECT p.id, p.version, p.deal, p.state, t.id AS task FROM dealroute_process p
  JOIN dealroute_task t ON t.tenant = p.tenant AND t.deal = p.deal AND t.open_due IS NOT NULL
  WHERE p.tenant = 'default' AND p.id = ANY($1::text[])`;

async function complete(client: Client, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<ProcessRow>({ name: 'read', text: READ, values: [ids] });
  const written = rows.map((row) => ({ ...completedRows(row, Date.now()), row }));
  const of = (rows: readonly object[]) => JSON.stringify(rows);
  const values = [
    of(written.map(({ row, process }) => ({ id: row.id, ...process }))),
    of(written.map(({ ended }) => ended)),
    of(written.map(({ created }) => created)),
    of(written.map(({ journal }) => journal)),
    of(written.flatMap(({ outbox }) => outbox)),
    of(written.map(({ kept }) => kept)),
    of(written.map(({ row, stage }) => ({ ref: row.deal, stage }))),
  ];
  const { rowCount } = await client.query({ name: 'write', text: WRITE, values });
  if (rowCount !== ids.length) throw new Error(`${rowCount} of ${ids.length} processes were changed.`);
}

/** Rows of the n-th parameter, with the columns and types of a table. */
const rowsOf = (table: string, n: number): string =>
  `json_populate_recordset(NULL::${table}, $${n}::json) AS r`;

const insert = (table: string, n: number, columns: string): string =>
  `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${rowsOf(table, n)}`;

const TASK_COLUMNS = `tenant, id, process, deal, map_key, map_version, node, "leading", assignee, assignment, due_at,
  open_due, remind_at, deadline, created_at`;

const WRITE = `WITH
  ended AS (UPDATE dealroute_task t SET ended_as = r.ended_as, ended_at = r.ended_at, ended_by = r.ended_by,
    result = r.result, open_due = NULL, remind_at = NULL
    FROM ${rowsOf('dealroute_task', 2)} WHERE t.tenant = 'default' AND t.id = r.id),
  created AS (${insert('dealroute_task', 3, TASK_COLUMNS)}),
  journal AS (${insert('dealroute_journal', 4, 'tenant, process, n, at, actor, source, command, events')}),
  outbox AS (${insert('dealroute_outbox', 5, 'tenant, id, topic, order_key, body, status, due_at, attempt, leased')}),
  kept AS (${insert('dealroute_kept_reply', 6, 'tenant, key, fingerprint, reply, kept_at')}),
  stage AS (UPDATE deal SET stage = r.stage FROM ${rowsOf('deal', 7)} WHERE deal.ref = r.ref)
  UPDATE dealroute_process p SET version = r.version, state = r.state
    FROM ${rowsOf('dealroute_process', 1)}
    WHERE p.tenant = 'default' AND p.id = r.id AND p.version = r.version - 1`;
