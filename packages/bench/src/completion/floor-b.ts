import Database from 'better-sqlite3';
import { completedRows, type ProcessRow } from './completed-rows.js';
import { pragmas, type Synchronous } from './database.js';
import { DEALS, dealRef } from './world.js';
import type { Writer } from './writer.js';

const GROUP = 32;

/** Floor B, the limit: better-sqlite3, prepared statements, one commit for all who wait. */
export async function floorB(file: string, synchronous: Synchronous): Promise<Writer> {
  const database = new Database(file);
  database.exec(pragmas(synchronous));
  const run = prepare(database);
  const rows = database.prepare('SELECT deal, id FROM dealroute_process').all() as {
    deal: string;
    id: string;
  }[];
  const byDeal = new Map(rows.map(({ deal, id }) => [deal, id]));
  const ids = Array.from({ length: DEALS }, (_, n) => byDeal.get(dealRef(n)) as string);
  let waiting: { n: number; done: () => void }[] = [];
  const commit = database.transaction((group: readonly { n: number }[]) => {
    for (const { n } of group) run(ids[n] as string);
  });
  const flush = () => {
    const group = waiting.slice(0, GROUP);
    waiting = waiting.slice(GROUP);
    commit.immediate(group);
    for (const { done } of group) done();
    if (waiting.length > 0) setImmediate(flush);
  };
  return {
    name: 'floor B',
    complete: (n) =>
      new Promise((done) => {
        waiting.push({ n, done });
        if (waiting.length === 1) setImmediate(flush);
      }),
    close: async () => void database.close(),
  };
}

function prepare(database: Database.Database): (process: string) => void {
  const insert = (table: string, columns: readonly string[]) =>
    database.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    );
  const read = database.prepare(
    `SELECT id, version, deal, state FROM dealroute_process WHERE tenant = 'default' AND id = ?`,
  );
  const task = database.prepare(
    `SELECT * FROM dealroute_task WHERE tenant = 'default' AND deal = ? AND open_due IS NOT NULL`,
  );
  const process = database.prepare(
    `UPDATE dealroute_process SET version = @version, state = @state WHERE tenant = 'default' AND id = @id`,
  );
  const end = database.prepare(
    `UPDATE dealroute_task SET ended_as = @ended_as, ended_at = @ended_at, ended_by = @ended_by, result = @result,
     open_due = @open_due, remind_at = @remind_at WHERE tenant = 'default' AND id = @id`,
  );
  const stage = database.prepare('UPDATE deal SET stage = ? WHERE ref = ?');
  const inserts = new Map<string, Database.Statement>();
  const put = (table: string, row: object) => {
    const known = inserts.get(table) ?? insert(table, Object.keys(row));
    inserts.set(table, known);
    known.run(row);
  };
  return (id) => {
    const row = read.get(id) as ProcessRow;
    task.get(row.deal);
    const written = completedRows(row, Date.now());
    process.run({ ...written.process, id });
    end.run(written.ended);
    put('dealroute_task', written.created);
    put('dealroute_journal', written.journal);
    for (const message of written.outbox) put('dealroute_outbox', message);
    put('dealroute_kept_reply', written.kept);
    stage.run(written.stage, row.deal);
  };
}
